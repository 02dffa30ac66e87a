package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var collectionContradicted = &Check{
	ID:       "collection-contradicted",
	Title:    "what a collection says of its dumps cannot all be true",
	Severity: cluster.Warning,
	run: func(c *Case, report func(Finding)) {
		for i := range c.View.Contradictions {
			report(contradictionFinding(&c.View.Contradictions[i]))
		}
	},
}

func contradictionFinding(x *cluster.Contradiction) Finding {
	f := Finding{Message: contradictionWords(x), Action: prose.Say("collect again, and leave out the files of this collection")}
	for _, d := range []*dump.Dump{x.A, x.B} {
		if d == nil {
			continue
		}
		if x.A == d || x.A.Node != d.Node {
			f.Parts = append(f.Parts, part(DumpsOf, d.Node))
		}
		f.Evidence = append(f.Evidence, cluster.DumpProof(d, d.Node, cluster.ProofDumped, ticks.Set{}))
	}
	return f
}

func contradictionWords(x *cluster.Contradiction) prose.Text {
	a, in := x.A, prose.Say("in collection %s", x.A.Collected.ID)
	switch x.Kind {
	case cluster.AnsweredByOther:
		return prose.Say("%s %q was asked, and %q answered", in, a.Collected.Server, a.Node)
	case cluster.AnsweredTooSoon:
		return prose.Say("%s %q is said to have answered before it was asked", in, a.Node)
	case cluster.TwiceInOneRound:
		return prose.Say("%s two dumps of %q are said to be of round %d", in, a.Node, a.Collected.Round)
	case cluster.TockStands:
		return prose.Say("%s the tock of %q did not grow from round %d (%s) to round %d (%s)", in, a.Node, a.Collected.Round, cluster.TockOf(a), x.B.Collected.Round, cluster.TockOf(x.B))
	case cluster.RoundsOverlap:
		return prose.Say("%s %q is said to have been asked in round %d before %q had answered in round %d", in, x.B.Node, x.B.Collected.Round, a.Node, a.Collected.Round)
	}
	return prose.Say("%s %q knew more ticks of %q in round %d than that one itself in round %d", in, a.Node, x.B.Node, a.Collected.Round, x.B.Collected.Round)
}
