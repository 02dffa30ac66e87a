package report

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

// scriptBody is what all scripts have in common.
//
//go:embed script.sh
var scriptBody string

// scriptStart is what scripts have besides that start servers.
//
//go:embed script_start.sh
var scriptStart string

// planDelimiter ends the plan in a script. No line of a plan can be it: each
// begins with a bracket or a quote, as JSON holds no line end within a string.
const planDelimiter = "TICKDIFF_PLAN"

// Script writes the plan as one POSIX shell script, which only says what it
// would do unless it is told to run: then it dumps all servers, lets tickdiff
// check the plan, marks, and verifies. Every mark is written out; nothing in it
// comes from a variable or a command, so nothing can come out empty. It is called
// in its last line, so that a script cut short does nothing. Servers that have to
// be started first are ended again, saved with their marks.
func Script(w io.Writer, p *analyze.Plan, run Run, starts []ServerStart) error {
	t := &textWriter{w: w}
	id := PlanID(p)
	t.scriptHead(p, id, run)
	listed, beyond := p.SpelledOut()
	marks := scriptMarks(listed)
	_, sum, _ := strings.Cut(id, ":")
	t.print("set -eu\n\nheadline=%s\nprogram=%s\nfolder=tickdiff-%s\ntotal=%d\nto_start=%d\n\n%s\n",
		moatcmd.Shell("plan "+id+": "+headline(p)), moatcmd.Shell(p.Program()), shortHash(sum), len(marks), len(starts), scriptBody)
	if len(starts) > 0 {
		t.print("%s\n", scriptStart)
		t.startLists(p, starts)
	}
	t.print("targets() {\n\t:\n")
	for i, r := range p.Dumps() {
		t.print("\ttarget %d %s %s\n", i+1, moatcmd.Shell(Visible(r.Server)), moatcmd.ScriptLine(r.Argv))
	}
	t.print("}\n\nmarks() {\n\t:\n")
	for i, m := range marks {
		t.print("\tmark %d %s %s\n", i+1, moatcmd.Shell(m.words), moatcmd.ScriptLine(m.argv))
	}
	for _, c := range beyond {
		t.print("\tsay %s\n", moatcmd.Shell(fmt.Sprintf("not in this script: %s of %s on %s: %s", tickWord(c.Ticks().Count()), Visible(c.Origin()), Visible(c.Server()), unlistedWhy(c))))
	}
	t.print("}\n\nplan() {\n\tcat <<'%s'\n", planDelimiter)
	if t.err == nil {
		t.err = PlanJSON(w, p)
	}
	t.print("%s\n}\n\nmain \"$@\"\n", planDelimiter)
	return t.err
}

// scriptHead says what the script is and what it rests on.
func (t *textWriter) scriptHead(p *analyze.Plan, id string, run Run) {
	t.print("#!/bin/sh\n# shellcheck disable=SC1003,SC1010,SC2016 # names are words like any other, and mean what they say\n# %s\n# plan %s, by %s\n#\n", headline(p), id, Visible(run.Version))
	t.print("# Without --run this script only says what it would do; --help tells more.\n#\n# The plan rests on:\n")
	for _, c := range p.Servers {
		for _, s := range c.Sources {
			t.print("#   %s  %s (%s, tock %d)\n", s.SHA256, t.quoting().fileLine(s.File, s.Line), Visible(c.Name), s.Tock)
		}
	}
	for _, name := range p.Options.Gone {
		t.print("# On the operator's word %s is gone.\n", Visible(name))
	}
	for _, s := range p.Options.Settle {
		t.print("# On the operator's word %s is settled.\n", Visible(s.String()))
	}
	for _, a := range p.Addresses() {
		t.print("# %s is at %s (%s).\n", Visible(a.Server), Visible(a.Host), addressFrom(a, t.quoting()))
	}
}

// scriptMark is one call of mark.
type scriptMark struct {
	words string
	argv  []string
}

// scriptSettled is what the operator's word is about, by [analyze.Command.Answers].
var scriptSettled = map[bool]string{
	false: " (on the operator's word; others have it)",
	true:  " (on the operator's word, so that it does not answer that it was deleted)",
}

func scriptMarks(all []analyze.Command) []scriptMark {
	var out []scriptMark
	for _, c := range all {
		words := fmt.Sprintf("%s: %s of %s %s: %s", Visible(c.Server()), tickWord(c.Ticks().Count()), Visible(c.Origin()), c.Kind(), someTicks(c.Ticks(), rangesShown))
		if c.Settled() {
			words += scriptSettled[c.Answers()]
		}
		if c.Broadcast() {
			words += " (broadcast to all)"
		}
		first := len(out)
		for _, argv := range argvs([]analyze.Command{c}) {
			out = append(out, scriptMark{words, argv})
		}
		if parts := len(out) - first; parts > 1 {
			for i := range parts {
				out[first+i].words += fmt.Sprintf(" (part %d of %d)", i+1, parts)
			}
		}
	}
	return out
}
