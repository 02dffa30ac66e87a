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
	// About is the origin of the findings, or a server that those without an origin
	// are about. All takes every finding of the check instead.
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
	// Grown are the ticks of a finding that go beyond what was accepted, and Others its
	// servers that do, where it has no origin; empty if there is no such finding.
	Grown  ticks.Set
	Others []string
}

// Accept marks the findings that the operator knows. A finding with ticks that
// were not accepted is not accepted at all: it has grown. So it is with the servers of
// a finding that has no origin.
func (r *Result) Accept(all []Acceptance) {
	used, unused := make([]bool, len(all)), make([]Unused, len(all))
	for i := range r.Findings {
		f := &r.Findings[i]
		var of []int // the acceptances that speak of the finding
		for j := range all {
			if all[j].fits(f) {
				of = append(of, j)
			}
		}
		rest, others := f.beyond(all, of)
		for _, j := range of {
			unused[j].Grown, unused[j].Others = unused[j].Grown.Union(rest), append(unused[j].Others, others...)
			used[j] = used[j] || rest.Empty() && len(others) == 0
		}
		if len(of) > 0 && rest.Empty() && len(others) == 0 {
			f.Accepted = all[of[0]].Reason
		}
	}
	for j, a := range all {
		if !used[j] {
			unused[j].Acceptance = a
			r.Unused = append(r.Unused, unused[j])
		}
	}
}

// beyond are the ticks and, without an origin, the servers of a finding that none of some
// acceptances names.
func (f *Finding) beyond(all []Acceptance, of []int) (rest ticks.Set, others []string) {
	var covered ticks.Set
	named := map[string]bool{}
	rest = f.Ticks
	for _, j := range of {
		if named[all[j].About] = true; all[j].All {
			return ticks.Set{}, nil
		}
		if covered = covered.Union(all[j].Ticks); all[j].Ticks.Empty() {
			rest = ticks.Set{}
		}
	}
	if !f.HasOrigin {
		others = slices.DeleteFunc(slices.Clone(f.subjects()), func(s string) bool { return named[s] })
	}
	return rest.Minus(covered), others
}

// fits reports whether the acceptance speaks of the finding, and of any of its
// ticks.
func (a *Acceptance) fits(f *Finding) bool {
	about := slices.Contains(f.subjects(), a.About)
	if f.HasOrigin {
		about = a.About == f.Origin
	}
	one := !f.joins && (f.HasOrigin || len(f.Parts) == 0 || f.Parts[0].More == 0)
	return a.ID == f.ID && (a.All || one && about) && (a.Ticks.Empty() || f.Ticks.Empty() || a.Ticks.Overlaps(f.Ticks))
}

// Wrong reports whether anything is wrong that is not accepted: what is only
// worth knowing is not.
func (r *Result) Wrong() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Accepted == "" && f.Severity < cluster.Info })
}
