package heal

import (
	"tickdiff/dump"
)

// Joined is what a join of saves finds.
type Joined struct {
	Counts map[Class]int
	// Keys are the entries that differ, in an order that no other run changes; of many
	// the first. More is how many others there are.
	Keys []dump.PathKey
	More int
}

// Join sorts all entries in the saves of some servers, at most so many of which are
// listed.
func Join(saves []*dump.Entries, most int) Joined {
	j := &joining{saves: saves, at: make([]int, len(saves)), has: make([]bool, len(saves)), counts: make([]int, len(Classes)+1)}
	out := Joined{Counts: map[Class]int{}}
	for {
		key, some := j.next()
		if !some {
			break
		}
		switch class := j.take(); {
		case !class.Differs():
		case len(out.Keys) < most:
			out.Keys = append(out.Keys, key)
		default:
			out.More++
		}
	}
	for _, c := range Classes {
		out.Counts[c] = j.counts[c]
	}
	return out
}

// joining goes through all saves side by side, in the order of their keys.
type joining struct {
	saves  []*dump.Entries
	at     []int  // where each save is
	has    []bool // whether it has the entry at hand
	counts []int  // by class
}

// next finds the lowest key that was not met, and the saves that have it.
func (j *joining) next() (lowest dump.PathKey, some bool) {
	for i, s := range j.saves {
		j.has[i] = false
		if j.at[i] == s.Len() {
			continue
		}
		key := s.Key(j.at[i])
		c := key.Compare(lowest)
		if !some || c < 0 {
			lowest, some = key, true
			clear(j.has[:i])
		} else if c > 0 {
			continue
		}
		j.has[i] = true
	}
	return lowest, some
}

// take sorts the entry at hand, and goes on behind it.
func (j *joining) take() Class {
	class := j.classify()
	j.counts[class]++
	for i := range j.saves {
		if j.has[i] {
			j.at[i]++
		}
	}
	return class
}

// classify sorts the entry at hand. Nearly always all are the same.
func (j *joining) classify() Class {
	same := true
	for i, s := range j.saves {
		if !j.has[i] {
			return OneSided
		}
		same = same && s.Same(j.at[i], j.saves[0], j.at[0])
	}
	if same {
		return Same
	}
	copies := make([]*Copy, len(j.saves))
	for i, s := range j.saves {
		copies[i] = copyOf(s.At(j.at[i]))
	}
	return Lineage{}.Classify(copies)
}

func copyOf(h dump.Held) *Copy { return &Copy{h.Chain, h.Tock, h.Value} }
