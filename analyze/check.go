package analyze

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/dump"
)

// Check looks for one kind of trouble.
type Check struct {
	ID       string // a kebab-case word, for ever
	Title    string // what it finds, in a few words
	Severity Severity
	Needs    Needs
	Doc      string // what it means, how it comes about, what to do
	run      func(c *Case, report func(Finding))
}

// Needs says what a check cannot do without. Where it is not met the check is
// skipped, with the reason; a check never meets a section that was not told.
type Needs struct {
	Nodes   bool        // some dump of the server says nodes
	Sets    []dump.Kind // told, said or derived
	Servers int         // how many seen servers must meet the above; 0 counts as 1
	History bool        // some server has more than one dump
}

// Case is what checks look at.
type Case struct {
	View *View
	Plan *Plan

	origins  []*Origin
	eligible []bool // of each server: it meets the needs of the check at hand
}

// Eligible reports whether server i tells all that the running check needs.
func (c *Case) Eligible(i int) bool { return c.eligible[i] }

// Skipped is a check that could not look everywhere.
type Skipped struct {
	ID     string
	Reason string
}

// Result is what all checks together say.
type Result struct {
	Findings []Finding // sorted, the worst first
	Skipped  []Skipped // in the order of the catalogue
}

// Examine runs the whole catalogue.
func Examine(v *View, p *Plan) Result {
	c := &Case{View: v, Plan: p}
	for _, s := range v.Servers {
		c.origins = append(c.origins, v.Origin(s.Name))
	}
	var r Result
	for _, check := range Catalogue {
		c.apply(check, &r)
	}
	slices.SortFunc(r.Findings, compareFindings)
	return r
}

// apply runs one check where its needs are met, and says where they are not.
func (c *Case) apply(check *Check, r *Result) {
	skip := func(format string, args ...any) {
		r.Skipped = append(r.Skipped, Skipped{check.ID, fmt.Sprintf(format, args...)})
	}
	if check.Needs.History && !c.hasHistory() {
		skip("needs several dumps of one server, taken at different times")
		return
	}
	met, reasons := 0, []string(nil)
	c.eligible = make([]bool, len(c.View.Servers))
	for i, s := range c.View.Servers {
		if s.Status != Seen {
			continue
		}
		if lack := check.Needs.lacking(s); lack != "" {
			reasons = append(reasons, fmt.Sprintf("%q does not tell %s", s.Name, lack))
			continue
		}
		c.eligible[i] = true
		met++
	}
	if want := max(1, check.Needs.Servers); met < want {
		reasons = append([]string{fmt.Sprintf("needs %d server%s that tell%s enough, has %d", want, plural(want), singular(want), met)}, reasons...)
		skip("%s", strings.Join(reasons, "; "))
		return
	}
	if len(reasons) > 0 {
		skip("in part: %s", strings.Join(reasons, "; "))
	}
	check.run(c, func(f Finding) {
		f.ID = check.ID
		if f.Severity == 0 {
			f.Severity = check.Severity
		}
		r.Findings = append(r.Findings, f)
	})
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func singular(n int) string {
	if n == 1 {
		return "s"
	}
	return ""
}

func (c *Case) hasHistory() bool {
	return slices.ContainsFunc(c.View.Servers, func(s *Server) bool { return len(s.Dumps) > 1 })
}

// lacking names what a server does not tell of what the check needs, and the
// flag that asks for it.
func (n Needs) lacking(s *Server) string {
	var lack []string
	if n.Nodes && s.nodes < 0 {
		lack = append(lack, "nodes (-n)")
	}
	for _, k := range n.Sets {
		if !s.Tells(k) {
			lack = append(lack, fmt.Sprintf("%v (-%c)", k, flagOf(k)))
		}
	}
	return strings.Join(lack, ", ")
}

// flagOf is the flag of "internal state" that asks for a set: its first letter.
func flagOf(k dump.Kind) byte { return k.String()[0] }
