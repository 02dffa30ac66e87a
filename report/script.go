package report

import (
	"cmp"
	"embed"
	"io"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// The parts of a script, in their order. What dumps servers stands apart from what
// marks them.
//
//go:embed script
var scriptParts embed.FS

// scriptPart is one of them.
func scriptPart(name string) string {
	text, err := scriptParts.ReadFile("script/" + name + ".sh")
	if err != nil {
		panic(err) // it is compiled in
	}
	return string(text)
}

// planDelimiter ends the plan in a script. No line of a plan can be it: each
// begins with a bracket or a quote, as JSON holds no line end within a string.
const planDelimiter = "TICKDIFF_PLAN"

// Script writes the plan as one POSIX shell script, which only says what it
// would do unless it is told to run: then it asks the servers that are gone, dumps
// all others, lets tickdiff check the plan, has them saved, marks, and verifies.
// Every mark is written out; nothing in it comes from a variable or a command, so
// nothing can come out empty. It is called in its last line, so that a script cut
// short does nothing. Servers that have to be started first are ended again, saved
// with their marks.
func Script(w io.Writer, p *plan.Plan, run doc.Run, starts []ServerStart) error {
	t := &lineWriter{w: w}
	id := PlanID(p)
	t.scriptHead(p, id, run)
	listed, beyond := p.SpelledOut()
	listed, late := partLate(p, listed)
	marks := scriptMarks(listed)
	_, sum, _ := strings.Cut(id, ":")
	t.print("set -eu\nif [ -n \"${ZSH_VERSION:-}\" ]; then emulate sh; fi\n\n")
	t.print("headline=%s\nprogram=%s\nfolder=tickdiff-%s\nplace=%s\ntotal=%d\nto_start=%d\nof_gone=%d\n\n",
		moatcmd.Shell("plan "+id+": "+headline(p)), moatcmd.Shell(p.Program()), shortHash(sum), moatcmd.Shell(asFolder(cmp.Or(run.Folder, "."))), len(marks), len(starts), len(p.With(cluster.Gone)))
	for _, part := range []string{"say", "lock", "call", "dump", "mark", "guard", "run"} {
		t.print("%s\n", scriptPart(part))
	}
	if len(starts) > 0 {
		t.print("%s\n", scriptPart("start"))
		t.startLists(p, starts)
	}
	t.serverLists(p)
	t.markList(marks, late, beyond)
	t.restList(p)
	t.print("plan() {\n\tcat <<'%s'\n", planDelimiter)
	if t.err == nil {
		t.err = planJSON(w, p, id)
	}
	t.print("%s\n}\n\nmain \"$@\"\n", planDelimiter)
	return t.err
}

// scriptHead says what the script is and what it rests on.
func (t *lineWriter) scriptHead(p *plan.Plan, id string, run doc.Run) {
	t.print("#!/bin/sh\n# shellcheck disable=SC1003,SC1010,SC2016 # names are words like any other, and mean what they say\n# %s\n# plan %s, by %s\n#\n", headline(p), id, prose.Visible(run.Version))
	t.print("# Without --run this script only says what it would do; --help tells more.\n#\n# The plan rests on:\n")
	for _, c := range p.Servers {
		for _, s := range c.Sources {
			t.print("#   %s  %s (%s, tock %d)\n", s.SHA256, fileLine(s.File, s.Line).Shown(), prose.Visible(c.Name), s.Tock)
		}
	}
	for _, words := range wordsOf("The operator's", p) {
		t.print("# %s\n", words.Text.Shown())
	}
	for _, s := range p.Options.Settle {
		t.print("# On the operator's word %s is settled.\n", prose.Visible(s.String()))
	}
	for _, a := range p.Addresses() {
		t.print("# %s is at %s (%s).\n", prose.Visible(a.Server), prose.Visible(a.Host), addressFrom(&a).Shown())
	}
}
