package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

var saveLacksDeletions = &Check{
	ID:       "save-lacks-deletions",
	Title:    "deletions that a save file does not hold",
	Severity: cluster.Warning,
	Doc: `A save file of a server lacks ticks that are known to be deletions: another dump of
that server shows them as deleted, or the file is an event log that shows them. A
server that starts from the file misses them, its own too. No value is missing.
It is only worth knowing where a newer dump shows that the server runs.

How it comes about: since 0.71.9 servers do not write pending deletions into their
save files; DistKV and older servers write their ticks, but not the deletions.
An event log has them, but a server that loads it passes over them: it misses the
tick, and the entry that was deleted is back.

What to do: if other servers still have the deletion, the server that misses it
asks them, and nothing is to be done. Else the plan marks it deleted, on the word
of the other dump or of the log. What a log brings back to life has to be deleted
again ("tickdiff entries" tells its path). Where the dump has the higher tock, and
the server was started from the file since, give the file last, with --order given.`,
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
	return newest(s.Dumps, func(d *dump.Dump) bool { return d.Source.Save })
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
		Servers: []string{s.Name}, Origin: o.Name, HasOrigin: true, Ticks: set,
		Message: prose.Say("a server that starts from the save file of %q (%s) misses %s of %q, known to be %s",
			s.Name, cluster.TockOf(save), prose.Numbered(set), o.Name, prose.Does(set.Count(), "a deletion", "deletions")),
		Action:   prose.Say("no value is lost with %s; the plan says what to do", prose.ItOrThem(set)),
		Evidence: append(shown.evidence, cluster.ProofIn(save, dump.Missing, s.Name, o.Name, dump.Missing.String(), set)),
	}
	if !logged.Empty() {
		f.Message = prose.Say("%s; %s %s in the file, but it passes over %s, and what was deleted lives again", f.Message, prose.Numbered(logged), prose.Does(logged.Count(), "stands", "stand"), prose.ItOrThem(logged))
		f.Action = prose.Say("%s, and what lives again has to be deleted again", f.Action)
	}
	if save != s.Latest() {
		f.Severity = cluster.Info
		f.Action = prose.Say("nothing, unless %q was started from the file since its newest dump: then give the file last, with --order given", s.Name)
	}
	report(f)
}
