package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var saveNotFull = &Check{
	ID:       "save-not-full",
	Title:    "a save file that may have left out internal entries",
	Severity: cluster.Warning,
	run: func(c *Case, report func(Finding)) {
		saved := slices.DeleteFunc(c.View.With(cluster.Seen), func(s *cluster.Server) bool {
			save := newestSave(s)
			return save == nil || !save.Source.Plain
		})
		for _, o := range c.origins {
			for _, s := range saved {
				c.reportLeftOut(o, s, report)
			}
		}
	},
}

// reportLeftOut tells what the plain save of a server lacks of one origin.
func (c *Case) reportLeftOut(o *cluster.Origin, s *cluster.Server, report func(Finding)) {
	save := newestSave(s)
	set := leftOut(s, save, o.Name)
	if set.Empty() {
		return
	}
	f := Finding{Parts: []Part{part(DumpsOf, s.Name)}, Origin: o.Name, HasOrigin: true, Ticks: set, say: sayLeftOut,
		Evidence: []cluster.Proof{cluster.ProofIn(save, dump.Missing, s.Name, o.Name, cluster.InMissing.String(), set)}}
	if save == s.Latest() {
		f.Run = c.ask(nil, s.Name)
	} else {
		f.Severity, f.Reason = cluster.Info, "older-save"
	}
	report(f)
}

func sayLeftOut(f *Finding) (message, action prose.Text) {
	of := f.Part(DumpsOf)
	message = prose.Say("%s of %s %s no internal entry, and %s %s of %q, which may be internal",
		of.does("the save file", "the save files"), of.names(), of.does("holds", "hold"), of.does("lacks", "lack"), prose.Numbered(f.Ticks), f.Origin)
	if f.Severity == cluster.Info {
		return message, prose.Say("nothing, unless the server was started from the file since its newest dump")
	}
	return message, prose.Say("dump each that runs, or save it again in full (log save -f); tickdiff explain save-not-full says what else tells")
}

// leftOut are the ticks of an origin that a plain save lacks and that no older dump of
// the server shows superseded or deleted.
func leftOut(s *cluster.Server, save *dump.Dump, origin string) ticks.Set {
	lacked := save.Answer(dump.Missing, origin).Set
	for _, d := range s.Earlier(save) {
		lacked = lacked.Minus(d.Answer(dump.Superseded, origin).Set).Minus(d.Answer(dump.Deleted, origin).Set)
	}
	return lacked
}
