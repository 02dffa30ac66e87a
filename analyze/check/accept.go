package check

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// Acceptance is the operator's word that findings are known. It takes them out of
// what [Result.Wrong] answers, never out of the findings.
type Acceptance struct {
	ID string // of the check
	// About is the origin of the findings, or the first server of those without
	// an origin. All takes every finding of the check instead.
	About  string
	All    bool
	Ticks  ticks.Set // empty: whatever their ticks
	Reason string
}

// ParseAcceptance reads ID[:ABOUT[:TICKS]], ticks as in 5,7-9. A name may hold
// colons: what follows the last one is taken for ticks if it can be, so a name
// that ends like ticks is followed by a colon more. It fails for an unknown check,
// and for a critical one without ABOUT: what puts data at risk is not accepted
// wholesale.
func ParseAcceptance(text, reason string) (Acceptance, error) {
	id, rest, some := strings.Cut(text, ":")
	a := Acceptance{ID: id, About: rest, All: !some, Reason: reason}
	check, err := ByID(id)
	if err != nil {
		return a, err
	}
	if a.All && check.Severity == cluster.Critical {
		return a, fmt.Errorf("%s is critical, and cannot be accepted by its ID alone: say of which origin, as %s:ORIGIN or %s:ORIGIN:TICKS", id, id, id)
	}
	i := strings.LastIndexByte(rest, ':')
	if i < 0 {
		return a, nil
	}
	if rest[i+1:] == "" {
		a.About = rest[:i]
	} else if set, err := ticks.Parse(rest[i+1:]); err == nil {
		a.About, a.Ticks = rest[:i], set
	}
	return a, nil
}

// ParseAcceptances reads a file of acceptances: on each line one, then " # " and
// the reason. Empty lines and lines that begin with # are passed over. Errors
// begin with the line, as 12: what.
func ParseAcceptances(text string) ([]Acceptance, error) {
	var out []Acceptance
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		what, reason, _ := strings.Cut(line, " # ")
		if reason = strings.TrimSpace(reason); reason == "" {
			return nil, fmt.Errorf("%d: %q has no reason: write ID:ORIGIN:TICKS # REASON", n, line)
		}
		a, err := ParseAcceptance(what, reason)
		if err != nil {
			return nil, fmt.Errorf("%d: %w", n, err)
		}
		out = append(out, a)
	}
	return out, nil
}

// String writes the acceptance as it is given, without its reason.
func (a Acceptance) String() string {
	switch {
	case a.All:
		return a.ID
	case a.Ticks.Empty():
		return a.ID + ":" + a.About
	}
	return a.ID + ":" + a.About + ":" + strings.ReplaceAll(a.Ticks.String(), " ", "")
}

// Unused is an acceptance that accepts nothing.
type Unused struct {
	Acceptance
	// Grown are the ticks of a finding that go beyond what was accepted; empty
	// if there is no such finding.
	Grown ticks.Set
}

// Accept marks the findings that the operator knows. A finding with ticks that
// were not accepted is not accepted at all: it has grown.
func (r *Result) Accept(all []Acceptance) {
	used, grown := make([]bool, len(all)), make([]ticks.Set, len(all))
	for i := range r.Findings {
		f := &r.Findings[i]
		var of []int // the acceptances that speak of the finding
		var covered ticks.Set
		whole := false
		for j, a := range all {
			if a.fits(f) {
				of, covered = append(of, j), covered.Union(a.Ticks)
				whole = whole || a.Ticks.Empty()
			}
		}
		rest := f.Ticks.Minus(covered)
		if whole {
			rest = ticks.Set{}
		}
		for _, j := range of {
			grown[j] = grown[j].Union(rest)
			used[j] = used[j] || rest.Empty()
		}
		if len(of) > 0 && rest.Empty() {
			f.Accepted = all[of[0]].Reason
		}
	}
	for j, a := range all {
		if !used[j] {
			r.Unused = append(r.Unused, Unused{a, grown[j]})
		}
	}
}

// fits reports whether the acceptance speaks of the finding, and of any of its
// ticks.
func (a *Acceptance) fits(f *Finding) bool {
	about := f.Origin
	if !f.HasOrigin && len(f.Servers) > 0 {
		about = f.Servers[0]
	}
	return a.ID == f.ID && (a.All || !f.joins && a.About == about) && (a.Ticks.Empty() || f.Ticks.Empty() || a.Ticks.Overlaps(f.Ticks))
}

// Wrong reports whether anything is wrong that is not accepted: what is only
// worth knowing is not.
func (r *Result) Wrong() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Accepted == "" && f.Severity < cluster.Info })
}
