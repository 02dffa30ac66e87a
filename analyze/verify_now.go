package analyze

import (
	"errors"
	"slices"
)

// now is the plan that all dumps given call for by themselves, with the gone servers
// that have not come back.
func (x *verifier) now() *Plan {
	dumps := slices.Collect(x.all.allDumps())
	gone := slices.DeleteFunc(slices.Clone(x.out.Gone), func(name string) bool { return x.all.Server(name) == nil })
	for {
		v, err := Merge(dumps, MergeOptions{Gone: gone})
		var refused *GoneError
		if errors.As(err, &refused) { // a dump speaks against it
			gone = slices.DeleteFunc(gone, func(name string) bool { return name == refused.Name })
			continue
		}
		options := x.plan.Options
		options.Settle, options.SettleUnproven = nil, false
		p := MakePlan(v, options)
		Conclude(v, p, nil)
		return p
	}
}
