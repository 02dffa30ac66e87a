package report

import (
	"fmt"
	"io"
	"strings"

	"tickdiff/analyze/heal"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// HealCommands writes the commands that make entries equal, to be read and pasted, a
// line each as [HealDocument] shows them.
func HealCommands(w io.Writer, r *heal.Result) error {
	t := &lineWriter{w: w}
	t.print("%s\n", moatcmd.Remark("tickdiff heal: "+healHeadline(r)))
	for i := range r.Differences {
		if w := r.Differences[i].Write; w != nil {
			t.print("%s\n", healLine(w))
		}
	}
	return t.err
}

func healHeadline(r *heal.Result) string {
	return strings.ToUpper(string(r.Verdict)) + ": " + healSentence(r)
}

// HealScript writes a POSIX shell script that makes entries equal. It only says what it
// would do unless it is told to run: then it dumps all servers, holds each to be the one
// meant, has them saved, and before each entry looks at it on all that have it. Where
// the last change is not the one in the saves, it leaves the entry alone.
func HealScript(w io.Writer, r *heal.Result, p *plan.Plan, run doc.Run) error {
	t := &lineWriter{w: w}
	t.print("#!/bin/sh\n# shellcheck disable=SC1003,SC1010,SC2016,SC2034 # names are words like any other, and mean what they say; not all parts use all\n# %s\n# By %s\n#\n", healHeadline(r), prose.Visible(run.Version))
	t.print("# Without --run this script only says what it would do; --help tells more.\n#\n# It rests on:\n")
	for _, s := range r.Saves {
		t.print("#   %s  %s (%s, tock %d)\n", s.SHA256, prose.Visible(s.File), prose.Visible(s.Server), s.Tock)
	}
	t.print("set -eu\nif [ -n \"${ZSH_VERSION:-}\" ]; then emulate sh; fi\n\n")
	t.print("headline=%s\nprogram=%s\nfolder=tickdiff-heal\ntotal=%d\n\n", moatcmd.Shell("heal: "+healHeadline(r)), moatcmd.Shell(p.Program()), len(writesOf(r)))
	for _, part := range []string{"say", "lock", "call", "dump", "heal"} {
		t.print("%s\n", scriptPart(part))
	}
	t.healLists(r, p)
	t.print("main \"$@\"\n")
	return t.err
}

// healLists writes whom the script asks, and what is written where.
func (t *lineWriter) healLists(r *heal.Result, p *plan.Plan) {
	t.print("targets() {\n\t:\n")
	for i, s := range r.Saves {
		if argv := p.Client(s.Server).State(); argv != nil {
			t.print("\ttarget %d %s %s %s\n", i+1, moatcmd.Shell(placeWords(p, s.Server)), moatcmd.Shell(nodeAsPrinted(s.Server)), moatcmd.ScriptLine(argv))
		}
	}
	t.print("}\n\nbackups() {\n\t:\n")
	for i, s := range r.Saves {
		if argv := p.Client(s.Server).SaveInto(); argv != nil {
			t.print("\tback_up %d %s %s\n", i+1, moatcmd.Shell(placeWords(p, s.Server)), moatcmd.ScriptLine(argv))
		}
	}
	t.print("}\n\nentries() {\n\t:\n")
	for i, w := range writesOf(r) {
		t.print("\tentry %d %s\n", i+1, moatcmd.Shell(fmt.Sprintf("%s: %s, last changed by %s:%d", prose.Visible(w.Path), healDeed(&w), prose.Visible(w.Last.Origin), w.Last.Tick)))
		for _, l := range w.Looks {
			t.print("\tlook %s %s %d %s\n", moatcmd.Shell(prose.Visible(l.Server)), moatcmd.Shell(nodeAsPrinted(l.Last.Origin)), l.Last.Tick, moatcmd.ScriptLine(l.Argv))
		}
		for _, l := range w.Absent {
			t.print("\tabsent %s %s\n", moatcmd.Shell(prose.Visible(l.Server)), moatcmd.ScriptLine(l.Argv))
		}
		t.print("\twrite %s\n", moatcmd.ScriptLine(w.Argv))
	}
	t.print("}\n\n")
}

func healDeed(w *writeWire) string {
	if w.Do == "delete" {
		return "delete it on " + prose.Visible(w.Server)
	}
	return prose.Visible(w.Server) + " writes it again"
}
