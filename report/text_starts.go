package report

import (
	"fmt"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

func (t *textWriter) starts(p *analyze.Plan) {
	if len(p.Starts) > 0 {
		t.heading(startsTitle)
		t.startLines(p)
	}
}

const startsTitle = "if a server is started from its save file"

func (t *textWriter) startLines(p *analyze.Plan) {
	for _, s := range first(p.Starts, t.rows()) {
		t.start(p, &s)
	}
	t.leftOut(len(p.Starts)-t.rows(), "servers")
	name, some := stopped(p)
	if !some {
		return
	}
	if Visible(name) != name {
		name = "NAME"
	}
	t.line("To be marked it has to run. A script starts it, marks it, saves it and ends it, if it is told what starts the server from that file:")
	t.print("  --format script --start %s\n", moatcmd.Pasted(name+"=COMMAND"))
}

// stopped is the first server, known by its save file, that is to be marked.
func stopped(p *analyze.Plan) (name string, some bool) {
	for _, s := range p.Starts {
		if s.Startable() && p.Marks(s.Server) {
			return s.Server, true
		}
	}
	return "", false
}

func (t *textWriter) start(p *analyze.Plan, s *analyze.Start) {
	where := fmt.Sprintf("%s, from %s (tock %d)", Visible(s.Server), t.quoting().fileLine(s.Save.File, s.Save.Line), s.Save.Tock)
	if !s.Reissues.Empty() {
		t.line("%s: RISK: of its own it gives %s out again, which were given out for other changes. Start it from newer data, or empty, to copy the others'.", where, t.set(s.Reissues))
		where = "  else"
	}
	misses := p.MissedBy(s.Server)
	switch {
	case s.Cut:
		t.line("%s: RISK: the file is cut, and what stood in the rest would be missing.", where)
		return
	case len(misses) == 0:
		t.line("%s: nothing is missing, and it needs no flag.", where)
		return
	}
	t.line("%s: it misses what the file lacks, pending deletions too, and asks the others for it.", where)
	t.line("  until it has what it misses, clients read old values there, or none, and may write on top of them.")
	t.line("  with --authoritative: it calls all of that superseded, on itself alone, and asks nobody:")
	for _, f := range first(misses, t.rows()) {
		t.line("    %s of %s (%s): %s", t.set(f.Ticks), Visible(f.Origin), f.Reason, startWords(f.IfSuperseded()))
	}
	t.leftOut(len(misses)-t.rows(), "sets of ticks")
}

// startWords has every outcome, the risk in words.
func startWords(o analyze.StartOutcome) string {
	risk := ""
	if o.Risky() {
		risk = "RISK: "
	}
	switch o {
	case analyze.AsPlanned:
		return "as the plan marks it."
	case analyze.NotDeleted:
		return "the plan marks it deleted; superseded loses nothing here, but the deletion is forgotten."
	case analyze.StaysAlive:
		return risk + "the others deleted something with it; if it lives here, it stays alive, and comes back from here."
	case analyze.Diverges:
		return risk + "others have it; this server never gets it, and differs from them, silently."
	case analyze.NotKnown:
		return risk + "not decided; if anybody has it, this server never gets it, and differs, silently."
	}
	panic(fmt.Sprintf("report: no such outcome: %q", o))
}
