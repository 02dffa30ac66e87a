package analyze

import (
	"maps"
	"slices"

	"tickdiff/ticks"
)

// Conclude asks the checks, accepts what the operator knows, and sets the plan's
// verdict by what is left. Plan and report both end with it.
func Conclude(v *View, p *Plan, known []Acceptance) Result {
	r := Examine(v, p)
	r.Accept(known)
	p.Sound, p.Behind = !r.Wrong(), r.behind(v)
	p.conclude(v)
	return r
}

// conclude brings everything that follows from Sound and Behind up to date.
func (p *Plan) conclude(v *View) {
	if len(p.Behind) > 0 {
		p.addOnlyDeletions(v)
	}
	p.Verdict = p.sumUp(v.Complete())
	p.Next = nil // there may be a million of them
	p.Next = p.procedure()
}

// behind are the servers that the check of that name warns of, except for what is accepted.
func (r *Result) behind(v *View) []string {
	late := newServers(len(v.Dumped))
	for _, f := range r.Findings {
		if f.ID == behind.ID && f.Severity < Info && f.Accepted == "" {
			late.addAll(f.late)
		}
	}
	return v.namesOf(late.list())
}

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
	Ticks  []OriginTicks // by origin
}

// oneHolder reports whether one server alone has the ticks.
func (d *Decision) oneHolder() bool { return len(d.Holders) == 1 && d.More == 0 }

// maybeAlone are the servers of which each may alone have some ticks of a decision: any
// that was seen, if that joins ticks of many holders.
func (p *Plan) maybeAlone(d *Decision) []string {
	switch {
	case d.oneHolder():
		return d.Holders
	case d.Some && d.Fate() == Left:
		return p.With(Seen)
	}
	return nil
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
			a.Ticks = append(a.Ticks, OriginTicks{origin, held[server][origin]})
		}
		out = append(out, a)
	}
	return out
}
