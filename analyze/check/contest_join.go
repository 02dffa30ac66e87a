package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// contestKind is why two servers may rightly say different things of a tick.
type contestKind byte

const (
	holderLags contestKind = iota + 1 // the server that has it lacks what may have superseded it
	callerLags                        // the server that keeps it deleted is ahead of those that call it gone
	even                              // it is deleted on one, and lives on the other, and neither is ahead
)

// reason tells contests of the same ticks apart.
func (k contestKey) reason() string {
	word := [...]string{"holder-behind", "caller-behind", "neither-behind"}[k.kind-1]
	if k.moving {
		word += "-in-motion"
	}
	return word
}

// contestKey is what a contest is about: the server that is behind in holderLags, the
// keeper in callerLags, the server where the ticks live in even.
type contestKey struct {
	kind    contestKind
	subject int
	moving  bool // the lag is shown to be motion
}

// contest is ticks that servers contest.
type contest struct {
	contestKey
	subjects []int
	others   cluster.Servers
	set      ticks.Set
}

func (d *disputes) contest(key contestKey, other int, set ticks.Set) {
	if set.Empty() {
		return
	}
	at := d.contests[key]
	if at == nil {
		at = &contest{contestKey: key, subjects: []int{key.subject}, others: cluster.NewServers(len(d.of.before))}
		d.contests[key] = at
	}
	at.others.Add(other)
	at.set = at.set.Union(set)
}

// joinContests makes one contest of those in which only the subject differs.
func joinContests(found map[contestKey]*contest) []*contest {
	all := slices.SortedFunc(maps.Values(found), func(a, b *contest) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cluster.FalseFirst(a.moving, b.moving), cmp.Compare(a.subject, b.subject))
	})
	joined := map[string]*contest{}
	return slices.DeleteFunc(all, func(a *contest) bool {
		key := fmt.Sprint(a.kind, a.moving, a.others, a.set)
		first := joined[key]
		if first == nil {
			joined[key] = a
			return false
		}
		first.subjects = append(first.subjects, a.subject)
		return true
	})
}
