package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var saveLacksDeletions = &Check{
	ID:       "save-lacks-deletions",
	Title:    "deletions that a save file does not hold",
	Severity: cluster.Warning,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.View.With(cluster.Seen) {
			save := newestSave(s)
			if save == nil {
				continue
			}
			for _, o := range c.origins {
				c.reportLacking(s, save, o, report)
			}
		}
	},
}

// newestSave is the last save file among the dumps of a server, or nil.
func newestSave(s *cluster.Server) *dump.Dump {
	return cluster.Newest(s.Dumps, func(d *dump.Dump) bool { return d.Source.Save })
}

// reportLacking compares a save file of a server with its other dumps.
func (c *Case) reportLacking(s *cluster.Server, save *dump.Dump, o *cluster.Origin, report func(Finding)) {
	missing := save.Answer(dump.Missing, o.Name).Set
	logged, _ := save.Deletions.Of(o.Name)
	logged = logged.Intersect(missing)
	others := slices.DeleteFunc(newestFirst(s.Dumps), func(d *dump.Dump) bool { return d == save })
	shown := findInOlder(s, o.Name, missing.Minus(logged), dump.Deleted, others)
	set := logged.Union(shown.set)
	if set.Empty() {
		return
	}
	f := Finding{
		Parts: []Part{part(DumpsOf, s.Name)}, Origin: o.Name, HasOrigin: true, Ticks: set, apart: logged.String(),
		Evidence: append(shown.evidence, cluster.ProofIn(save, dump.Missing, s.Name, o.Name, dump.Missing.String(), set)),
		say:      func(f *Finding) (prose.Text, prose.Text) { return sayLacking(f, logged, cluster.TockOf(save)) },
	}
	if !logged.Empty() {
		f.Reason = "in-event-log"
	}
	if save != s.Latest() {
		f.Severity, f.Reason = cluster.Info, "older-save"
	}
	report(f)
}

func sayLacking(f *Finding, logged ticks.Set, tock string) (message, action prose.Text) {
	of := f.Part(DumpsOf)
	message = prose.Say("a server that starts from %s of %s%s misses %s of %q, known to be %s", of.does("the save file", "a save file"), of.names(), f.alone(tock),
		prose.Numbered(f.Ticks), f.Origin, prose.Does(f.Ticks.Count(), "a deletion", "deletions"))
	if !logged.Empty() {
		message = prose.Say("%s; %s %s in the file, but it passes over %s, and what was deleted lives again", message, prose.Numbered(logged), prose.Does(logged.Count(), "stands", "stand"), prose.ItOrThem(logged))
	}
	switch {
	case f.Severity == cluster.Info:
		return message, prose.Say("nothing, unless %s was started from the file since its newest dump: then give the file last, with --order given", of.oneOf())
	case !logged.Empty():
		return message, prose.Say("no value is lost with %s; the plan says what to do, and what lives again has to be deleted again", prose.ItOrThem(f.Ticks))
	}
	return message, prose.Say("no value is lost with %s; the plan says what to do", prose.ItOrThem(f.Ticks))
}
