package report

import (
	"fmt"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

func starts(p *plan.Plan) doc.Section {
	if len(p.Starts) == 0 {
		return doc.Section{}
	}
	s := doc.Section{Title: "if a server is started from its save file", Fold: doc.Folded}
	var risks, rest []plan.Start // a screen has what must not be started, and the next step how the others are
	for _, start := range p.Starts {
		if start.Startable() {
			rest = append(rest, start)
		} else {
			risks = append(risks, start)
		}
	}
	list := func(on doc.Media, all []plan.Start) doc.List {
		return doc.List{On: on, Items: doc.Each(all, func(s *plan.Start) doc.Item { return startItem(p, s) }), Things: "servers"}
	}
	s.Blocks = []doc.Block{list(0, risks), list(doc.Beyond, rest)}
	name, some := stopped(p)
	if some {
		if prose.Visible(name) != name {
			name = "NAME"
		}
		s.Blocks = append(s.Blocks,
			doc.Line("To be marked it has to run. A script starts it, marks it, saves it and ends it, if it is told what starts the server from that file:"),
			doc.Commands{Lines: []string{"--format script --start " + moatcmd.Pasted(name+"=COMMAND")}})
	}
	if len(risks) == 0 && !some {
		s.On = doc.Beyond
	}
	return s
}

// stopped is the first server, known by its save file, that is to be marked.
func stopped(p *plan.Plan) (name string, some bool) {
	for _, s := range p.Starts {
		if s.Startable() && p.Marks(s.Server) {
			return s.Server, true
		}
	}
	return "", false
}

func startItem(p *plan.Plan, s *plan.Start) doc.Item {
	where := prose.Say("%s, from %s (tock %d)", prose.NameOf(s.Server), fileLine(s.Save.File, s.Save.Line), s.Save.Tock)
	if s.Reissues.Empty() {
		return startFate(p, s, where)
	}
	item := doc.LineItem("%s: RISK: of its own it gives %s out again, which were given out for other changes. Start it from newer data, or empty, to copy the others'.", where, s.Reissues)
	fate := startFate(p, s, prose.Say("else")).In(2)
	item.Below = append([]doc.List{{Items: doc.Has(doc.Item{Text: fate.Text, Indent: 2})}}, fate.Below...)
	return item
}

// startFate says what comes of a start.
func startFate(p *plan.Plan, s *plan.Start, where prose.Text) doc.Item {
	misses := p.MissedBy(s.Server)
	switch {
	case s.Cut:
		return doc.LineItem("%s: RISK: the file is cut, and what stood in the rest would be missing.", where)
	case len(misses) == 0:
		return doc.LineItem("%s: nothing is missing, and it needs no flag.", where)
	}
	item := doc.LineItem("%s: it misses what the file lacks, pending deletions too, and asks the others for it.", where)
	unasked := doc.LineItem("with --authoritative: it calls all of that superseded, on itself alone, and asks nobody:").In(2)
	unasked.Below = []doc.List{{Items: doc.Each(misses, supersededItem), Things: "sets of ticks"}}
	item.Below = []doc.List{{Items: doc.Has(
		doc.LineItem("until it has what it misses, clients read old values there, or none, and may write on top of them.").In(2), unasked)}}
	return item
}

func supersededItem(d *plan.Decision) doc.Item {
	return doc.LineItem("%s of %s (%s): %s", d.Ticks, prose.NameOf(d.Origin), d.Reason, startWords(d.IfSuperseded())).In(2)
}

// startWords has every outcome, the risk in words.
func startWords(o plan.StartOutcome) string {
	risk := ""
	if o.Risky() {
		risk = "RISK: "
	}
	switch o {
	case plan.AsPlanned:
		return "as the plan marks it."
	case plan.NotDeleted:
		return "the plan marks it deleted; superseded loses nothing here, but the deletion is forgotten."
	case plan.StaysAlive:
		return risk + "the others deleted something with it; if it lives here, it stays alive, and comes back from here."
	case plan.Diverges:
		return risk + "others have it; this server never gets it, and differs from them, silently."
	case plan.NotKnown:
		return risk + "not decided; if anybody has it, this server never gets it, and differs, silently."
	}
	panic(fmt.Sprintf("report: no such outcome: %q", o))
}
