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
	Doc: `A save file holds no internal entry, and lacks ticks that the server has heard of.
Internal entries are the servers' own, under the root's nil key: the deleter list,
the hostmap, users, access lists, codecs, types. The ticks may be theirs, so the
file does not tell whether the server has them. The plan refuses them (not-said)
until something else does. What the file holds is used.

How it comes about: "log save FILE" leaves out all internal entries, unless it is
given -f. A full save of a server that has none looks the same.

What to do: if the server runs, dump it, or save it again with "log save -f FILE".
Else give an event log of it ("log dest"), last and with --order given: it has all
entries. Else give an older dump of it: what that shows superseded or deleted is
decided. Else start the server from its file: it serves though ticks are missing.
Then dump it and plan. A server that starts from such a file has none of its
internal entries. Where no other server has them either they are lost: write the
deleter list, the hostmap, users and access lists again.`,
	run: func(c *Case, report func(Finding)) {
		saved := slices.DeleteFunc(c.View.With(cluster.Seen), func(s *cluster.Server) bool {
			save := newestSave(s)
			return save == nil || !save.Source.Plain
		})
		for _, o := range c.origins {
			for _, f := range c.leftOutOf(o, saved) {
				report(f)
			}
		}
	},
}

// leftOutOf finds what the plain saves of some servers lack of one origin. Servers whose
// saves lack the same share a finding. Those with a newer dump have one apart.
func (c *Case) leftOutOf(o *cluster.Origin, saved []*cluster.Server) []Finding {
	var all []Finding
	for _, s := range saved {
		save := newestSave(s)
		set := leftOut(s, save, o.Name)
		if set.Empty() {
			continue
		}
		f := Finding{Servers: []string{s.Name}, Origin: o.Name, HasOrigin: true, Ticks: set, Severity: cluster.Warning,
			Evidence: []cluster.Proof{cluster.ProofIn(save, dump.Missing, s.Name, o.Name, cluster.InMissing.String(), set)}}
		if save == s.Latest() {
			f.Run = c.ask(nil, s.Name)
		} else {
			f.Severity = cluster.Info
		}
		all = addLeftOut(all, f)
	}
	for i := range all {
		describeLeftOut(&all[i])
	}
	return all
}

func addLeftOut(all []Finding, f Finding) []Finding {
	i := slices.IndexFunc(all, func(other Finding) bool {
		return other.Severity == f.Severity && other.Ticks.Compare(f.Ticks) == 0
	})
	if i < 0 {
		return append(all, f)
	}
	same := &all[i]
	same.Servers = append(same.Servers, f.Servers...)
	if len(same.Evidence) < witnesses {
		same.Evidence, same.Run = append(same.Evidence, f.Evidence...), append(same.Run, f.Run...)
	}
	return all
}

func describeLeftOut(f *Finding) {
	many := uint64(len(f.Servers))
	f.Message = prose.Say("%s of %s %s no internal entry, and %s %s of %q, which may be internal",
		prose.Does(many, "the save file", "the save files"), prose.QuotedList(f.Servers), prose.Does(many, "holds", "hold"), prose.Does(many, "lacks", "lack"), prose.Numbered(f.Ticks), f.Origin)
	f.Action = prose.Say("dump each that runs, or save it again in full (log save -f); tickdiff explain save-not-full says what else tells")
	if f.Severity == cluster.Info {
		f.Action = prose.Say("nothing, unless the server was started from the file since its newest dump")
	}
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
