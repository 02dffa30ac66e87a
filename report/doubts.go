package report

import (
	"slices"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// planDoubts are sentences on what the dumps themselves do not show: the operator's
// words, a server whose history went back, and tocks that lie far apart.
func planDoubts(p *plan.Plan) []doc.Item {
	out := wordsOf("Your", p)
	if p.Collection != "" {
		out = append(out, doc.LineItem("One collection asked all of them in two rounds (%s), so the dumps are of one time. What changed between the rounds is not marked.", p.Collection))
	}
	for _, c := range p.Servers {
		if !c.WentBack {
			continue
		}
		var files []prose.Text
		for _, s := range c.Sources {
			files = append(files, fileLine(s.File, s.Line))
		}
		out = append(out, doc.LineItem("The history of %s went back: it lost data between two of its dumps, or they are of two servers. "+
			"What any of them shows present, or leaves open, is not marked. Leave out the files from before that. Its dumps: %s.", prose.NameOf(c.Name), prose.Join(files, ", ")))
	}
	if low, high, apart := p.TocksApart(); apart && len(p.Of(plan.Marked)) > 0 {
		out = append(out, doc.LineItem("The tocks lie far apart (%s %d, %s %d), and nothing shows that the dumps are of one time: what an older one says may be out of date. "+
			"Dump all servers together, or say --together. %s", prose.NameOf(low.Name), low.Tock, prose.NameOf(high.Name), high.Tock, deleterHazard))
	}
	return out
}

// wordsOf says what the operator's words mean, which nothing in the dumps proves.
func wordsOf(whose string, p *plan.Plan) []doc.Item {
	var out []doc.Item
	if gone := p.Options.Gone; len(gone) > 0 {
		out = append(out, doc.LineItem("%s word: %s %s gone for good, and had stopped before the first dump.", whose, someNames(gone), prose.Does(uint64(len(gone)), "is", "are")))
	}
	if p.Options.Together {
		out = append(out, doc.LineItem("%s word: the dumps were taken at one time; no server lost or replaced its data in between.", whose))
	}
	return out
}

// deleterHazard is what a mark that was made on old dumps can lead to.
const deleterHazard = "A superseded mark destroys nothing. If a living value was marked on old dumps and a deleter list is in use, " +
	"the next restart of a list member that lacks the value destroys it everywhere. Write the entry again before such a restart."

// plainSaveCures tells what decides the ticks that a plain save leaves open; "" where
// nothing is refused for want of what a server with a save file would say.
func plainSaveCures(p *plan.Plan) string {
	saved := map[string]bool{}
	for _, s := range p.Starts {
		saved[s.Server] = true
	}
	for _, r := range p.Of(plan.Refused) {
		if r.Reason == plan.NotSaid && slices.ContainsFunc(r.Needs, func(name string) bool { return saved[name] }) {
			return plainSaves
		}
	}
	return ""
}

const plainSaves = "A save file that holds no internal entry does not tell whether its server has what the file lacks. " +
	"If that server runs, save it in full (log save -f FILE). Else give its event log, last and with --order given. Else give an older dump of it. " +
	"Else start the servers from their files, since they serve although ticks are missing; dump them, and plan again. " +
	"Internal entries that stand in no file are lost then: write the deleter list, the hostmap, users (auth) and access lists (ACL) again."
