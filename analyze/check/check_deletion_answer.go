package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var deletionAnswer = &Check{
	ID:       "deletion-answer",
	Title:    "a server is about to answer that ticks were deleted which another has",
	Severity: cluster.Critical,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded, dump.RemoteMissing}, Servers: 2},
	run: func(c *Case, report func(Finding)) {
		for _, o := range c.origins {
			answers := c.answers(o)
			for _, i := range o.Told {
				if set := answers[i]; !set.Empty() {
					report(c.answerFinding(o, i, set))
				}
			}
		}
	},
}

// answers finds for each server the ticks that it would answer to be deleted, while
// another server has them. Ticks that a server misses are left to another check.
func (c *Case) answers(o *cluster.Origin) map[int]ticks.Set {
	asked, all, missing := map[int]ticks.Set{}, ticks.Set{}, o.Missing()
	for _, i := range o.Told {
		if set := o.Replica(i).RemoteMissing.Minus(missing); !set.Empty() {
			asked[i], all = set, all.Union(set)
		}
	}
	if all.Empty() {
		return nil
	}
	found := map[int][]ticks.Range{}
	for seg := range o.SegmentsIn(all) {
		if !slices.ContainsFunc(seg.States, func(s cluster.State) bool { return s.Is(cluster.InPresent) }) {
			continue
		}
		for i := range asked {
			if seg.States[i].AnswersDeleted() {
				found[i] = append(found[i], seg.Range)
			}
		}
	}
	for i, set := range asked {
		asked[i] = set.Intersect(ticks.Of(found[i]...))
	}
	return asked
}

// holders are the servers that have any of the ticks present.
func holders(o *cluster.Origin, set ticks.Set) []int {
	var out []int
	for _, i := range o.Told {
		if o.Replica(i).Present.Overlaps(set) {
			out = append(out, i)
		}
	}
	return out
}

func (c *Case) answerFinding(o *cluster.Origin, i int, set ticks.Set) Finding {
	holders, name := holders(o, set), c.View.Dumped[i].Name
	f := Finding{
		Parts: []Part{part(DeletedOn, name), part(Holders, c.names(holders)...)}, Origin: o.Name, HasOrigin: true, Ticks: set,
		Evidence: []cluster.Proof{c.proofAsked(o, i, set), c.proofGone(o, i, set)},
		say: func(f *Finding) (prose.Text, prose.Text) {
			asked := f.Part(DeletedOn)
			return prose.Say("%s %s asked for %s of %q, and would answer again, or may, that %s deleted; present on %s", asked.names(), asked.does("was", "were"),
					prose.Numbered(f.Ticks), f.Origin, prose.Does(f.Ticks.Count(), "it was", "they were"), f.Part(Holders).names()),
				prose.Say("before any server restarts or re-joins, mark %s superseded on %s, which %s %s so already: then %s the request",
					prose.ItOrThem(f.Ticks), asked.names(), asked.does("calls", "call"), prose.ItOrThem(f.Ticks), asked.does("it forgets", "they forget"))
		},
	}
	f.Evidence = append(f.Evidence, c.citeParts(o, holders, cluster.InPresent, set)...)
	f.Run = c.Plan.Options.ForgetRequest(name, o.Name, set)
	return f
}

// proofGone shows that a server has ticks deleted or, where it does not tell that,
// superseded.
func (c *Case) proofGone(o *cluster.Origin, server int, set ticks.Set) cluster.Proof {
	if deleted := o.Replica(server).Deleted.Intersect(set); !deleted.Empty() {
		return c.proof(o, server, cluster.InDeleted, deleted)
	}
	return c.proof(o, server, cluster.InSuperseded, o.Replica(server).Superseded.Intersect(set))
}
