package check

import (
	"fmt"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

// Needs says what a check cannot do without. Where it is not met the check is
// skipped, with the reason; a check never meets a section that was not told.
type Needs struct {
	Nodes   bool        // some dump of the server says nodes
	Sets    []dump.Kind // told, said or derived
	AnyTwo  bool        // two of Sets will do
	Printed bool        // one dump says it all itself: what is derived has nothing to be held against
	Servers int         // how many seen servers must meet the above; 0 counts as 1
	Dumped  int         // how many servers must have dumps at all, gone ones too
	History bool        // only servers with more than one dump
}

// String says what is needed, for people.
func (n Needs) String() string {
	what := "no section in particular"
	if lack := n.missed(false, func(dump.Kind) bool { return false }); lack != "" {
		what = lack
	}
	if n.AnyTwo {
		what = "two of " + what
	}
	if n.Printed {
		what += ", printed by one dump itself"
	}
	switch {
	case n.History:
		what += ", of several dumps of one server"
	case n.Servers > 1:
		what += fmt.Sprintf(", of %d servers", n.Servers)
	case n.Dumped > 1:
		what += fmt.Sprintf(", and dumps of %d servers", n.Dumped)
	}
	return what
}

// Skipped is a check that could not look, or not everywhere.
type Skipped struct {
	ID     string     `json:"id"`
	Reason prose.Text `json:"reason"`
	Remedy prose.Text `json:"remedy"` // what would let it look
}

// Same reports whether two checks could not look for the same reason.
func (s Skipped) Same(other Skipped) bool {
	return s.Reason.String() == other.Reason.String() && s.Remedy.String() == other.Remedy.String()
}

// meet finds the servers that the check may look at, and reports whether there
// are enough of them.
func (c *Case) meet(check *Check, r *Result) bool {
	need := check.Needs
	c.eligible, c.looking = make([]bool, len(c.View.Dumped)), 0
	dumped, candidates := 0, 0
	lacks := lacks{verb: "tell"}
	if need.Printed {
		lacks.verb = "print"
	}
	for i, s := range c.View.Dumped {
		if len(s.Dumps) > 0 {
			dumped++
		}
		if s.Status != cluster.Seen || need.History && len(s.Dumps) < 2 {
			continue
		}
		candidates++
		if lack := need.lacking(s); lack != "" {
			lacks.add(lack, s.Name)
			continue
		}
		c.eligible[i] = true
		c.looking++
	}
	skip := Skipped{ID: check.ID, Reason: lacks.text(), Remedy: lacks.remedy()}
	want := max(1, need.Servers)
	switch {
	case need.History && candidates == 0:
		skip.Reason, skip.Remedy = prose.Say("no server was dumped twice"), prose.Say("dump the servers again later, and give both rounds")
	case dumped < need.Dumped:
		skip.Reason, skip.Remedy = prose.Say("it compares servers, and has dumps of %d", dumped), prose.Say("dump the other servers too")
	case c.looking < want && len(lacks.all) == 0:
		skip.Reason, skip.Remedy = prose.Say("it compares servers, and has dumps of %d", c.looking), prose.Say("dump the other servers too")
	case c.looking < want:
	case len(lacks.all) == 0:
		return true
	default:
		skip.Reason = prose.Say("in part: %s", skip.Reason)
	}
	r.Skipped = append(r.Skipped, skip)
	return c.looking >= want && dumped >= need.Dumped
}

// lacking names what a server does not tell of what the check needs, with the
// flags that ask for it.
func (n Needs) lacking(s *cluster.Server) string {
	if !n.Printed {
		return n.missed(s.SaidNodes() != nil, func(k dump.Kind) bool { return s.Tells(k) || k == dump.Deleted && s.FromSave() })
	}
	lack := "anything" // a server with a conflict
	for _, d := range s.Dumps {
		if lack = n.missed(d.Nodes.Said, func(k dump.Kind) bool { return d.Section(k).Said }); lack == "" {
			break
		}
	}
	return lack
}

func (n Needs) missed(nodes bool, tells func(dump.Kind) bool) string {
	var lack []string
	if n.Nodes && !nodes {
		lack = append(lack, "nodes (-n)")
	}
	for _, k := range n.Sets {
		if !tells(k) {
			lack = append(lack, fmt.Sprintf("%v (-%c)", k, flagOf(k)))
		}
	}
	if n.AnyTwo && len(n.Sets)-len(lack) >= 2 { // no check that takes any two needs nodes
		return ""
	}
	return strings.Join(lack, ", ")
}

// flagOf is the flag of "internal state" that asks for a set: its first letter.
func flagOf(k dump.Kind) byte { return k.String()[0] }

// lacks is who does not tell what: servers that lack the same stand together.
type lacks struct {
	verb string // "tell", or "print"
	all  []lack
}

type lack struct {
	what    string
	servers []string
}

func (l *lacks) add(what, server string) {
	for i := range l.all {
		if l.all[i].what == what {
			l.all[i].servers = append(l.all[i].servers, server)
			return
		}
	}
	l.all = append(l.all, lack{what, []string{server}})
}

func (l *lacks) text() prose.Text {
	parts := make([]prose.Text, len(l.all))
	for i, one := range l.all {
		parts[i] = prose.Say("%s %s not %s %s", prose.QuotedList(one.servers), prose.Does(uint64(len(one.servers)), "does", "do"), l.verb, one.what)
	}
	return prose.Join(parts, "; ")
}

func (l *lacks) remedy() prose.Text {
	var servers []string
	for _, one := range l.all {
		servers = append(servers, one.servers...)
	}
	return prose.Say("dump %s again, with -a", prose.QuotedList(servers))
}
