package verify

import (
	"errors"
	"slices"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
)

// now is the plan that all dumps given call for by themselves, with the gone servers
// that have not come back.
func (x *verifier) now() *plan.Plan {
	dumps := slices.Collect(x.all.AllDumps())
	gone := slices.DeleteFunc(slices.Clone(x.out.Gone), func(name string) bool { return x.all.Server(name) == nil })
	for {
		v, err := cluster.Merge(dumps, cluster.Options{Gone: gone})
		var refused *cluster.GoneError
		if errors.As(err, &refused) { // a dump speaks against it
			gone = slices.DeleteFunc(gone, func(name string) bool { return name == refused.Name })
			continue
		}
		options := x.plan.Options
		options.Settle, options.SettleUnproven = nil, false
		p := plan.Make(v, options)
		check.Conclude(v, p, nil)
		return p
	}
}
