package plan

import (
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// NothingMissing reports whether no seen server misses anything that the dumps
// tell of.
func (p *Plan) NothingMissing() bool {
	return len(p.Decisions) == 0
}

// sumUp is the plan's verdict. Not knowing what a server misses is not the same
// as knowing that it misses nothing; complete says that everybody was asked.
func (p *Plan) sumUp(complete bool) Verdict {
	decided, open := len(p.Of(Marked))+len(p.Of(Left)), len(p.Of(Refused))+len(p.Of(Untold))
	switch {
	case open > 0 && decided > 0:
		return Partial
	case open > 0:
		return Undecided
	case decided > 0:
		return Ready
	case !complete:
		return Undecided
	case !p.Sound:
		return Unsound
	}
	return Clean
}

// Alone is a server that alone, of those asked, is known to have ticks that others
// lack, or do not tell of.
type Alone struct {
	Server string
	Ticks  []cluster.OriginTicks // by origin
}

// Alone lists the only holders of what is left to the servers, or not told, by name.
// What such a server has is lost with it.
func (p *Plan) Alone() []Alone {
	held := map[string]map[string]ticks.Set{}
	for _, d := range p.Decisions {
		if !d.oneHolder() {
			continue
		}
		holder := d.Holders[0]
		if held[holder] == nil {
			held[holder] = map[string]ticks.Set{}
		}
		held[holder][d.Origin] = held[holder][d.Origin].Union(d.Ticks)
	}
	var out []Alone
	for _, server := range slices.Sorted(maps.Keys(held)) {
		a := Alone{Server: server}
		for _, origin := range slices.Sorted(maps.Keys(held[server])) {
			a.Ticks = append(a.Ticks, cluster.OriginTicks{Origin: origin, Ticks: held[server][origin]})
		}
		out = append(out, a)
	}
	return out
}

// Conclude brings everything that follows from Sound and Behind up to date.
func (p *Plan) Conclude(v *cluster.View) {
	if len(p.Behind) > 0 {
		p.addOnlyDeletions(v)
	}
	was := p.Verdict
	if p.Verdict = p.sumUp(v.Complete()); p.Verdict != was || len(p.Behind) > 0 {
		p.Next = nil // there may be a million of them
		p.Next = p.procedure()
	}
}
