package plan

import "fmt"

// words say why an action is done, and how.
type words struct {
	brief string // beside the command, for whoever knows the rest
	full  string
}

// and adds words behind others.
func (w words) and(more words) words {
	if w.brief != "" && more.brief != "" {
		more.brief = "; " + more.brief
	}
	return words{w.brief + more.brief, w.full + more.full}
}

// Why each action is done, and how. Every sentence was tried on real servers.
var (
	whyReport  = words{`"tickdiff report" tells what is wrong; there is nothing to mark`, `"tickdiff report", with the same dumps, tells what is wrong. There is nothing to mark.`}
	whyByHand  = words{`no dump decides what is left: decide by hand, as "tickdiff explain" tells`, "No dump and no command decides what is left: decide by hand, as the rules above tell."}
	whyRequest = words{"", "What is not decided needs this dump."}
	whyStart   = words{"from a copy of its save file, never with --authoritative; until it has what it misses, clients read old values there", "Only a server that runs can be asked and marked. Keep a copy of the save file, and start it from that: it serves, whatever is missing. Never use --authoritative."}
	whyNoStart = words{"not from that file, see above", "Do not start it from that file, as told under \"if a server is started from its save file\"."}
	whySave    = words{"", "Nothing is marked or restarted before. The file is written on the server's machine, under a new name; without -f it would lack all internal entries."}

	whyMark        = words{"", "No server that was asked can send these ticks."}
	whySettled     = words{"", "The operator settled these ticks."}
	whyScript      = words{"", " --format script does it, and checks first that nothing has moved."}
	whyLate        = words{"only after others have what it alone has", " This comes after others have what this server alone has."}
	whyLookRaced   = words{"before anything restarts or re-joins", "Another server would answer that it was deleted, and that destroys it where it lives. So nothing restarts or re-joins before each of these ticks was looked at; the command shows the first."}
	whyLookPending = words{"if it was written again, a re-join can destroy it", "Each server that has it calls it deleted. If the entry was written again since, a re-join can lead to an answer that destroys it. So look at each of these ticks before; the command shows the first."}
	whySettleRaced = words{"only what lives; then go on with that plan", "If some of them live: plan again from the same dumps with these flags, without the ticks that do not live, and go on with that plan instead."}
	whyDeleteRaced = words{"what does not live: its last change there, ORIGIN and TICK, must stand in the chain, or a later one of that origin", "Of those that do not live: delete the entry here as well, if this server still has it. Its last change there, ORIGIN and TICK, must stand in the chain, or a later one of the same origin. Else the answer comes in place of the deletion, and the old value lives on."}
	whyLookStuck   = words{"the first change of the chain is the entry's last", "A later dump shows these ticks missing still. Look at each of them; the command shows the first. The first change of the chain is the entry's last."}
	whyLookOwn     = words{"that last change; KeyError means that its own entry is older", "Ask the server that misses them for that last change. If it shows the entry, its own is the same or newer. If it answers KeyError, its own is older."}
	whySettleStuck = words{"only where it is the same or newer; then go on with that plan", "Where it is the same or newer: plan again from the same dumps with these flags, without the other ticks, and go on with that plan instead."}

	whyRejoin    = words{"", "A server asks for what it misses after a re-join. Cut it off from all others for a minute, and let it back. Do so with one server at a time."}
	whyOrRestart = words{"", " Or restart it, from a full save taken just before: it has to be started with that file, since without one it comes back empty."}
	whyRestart   = words{"let nothing write to it, stop it, start it from that save; never without a file", "Two servers do not notice that they were cut off, so a restart has to make it ask. Let nothing write to it, stop it, and start it from the save just taken. A server that cannot be started from a file comes back empty: do not restart it."}
	whyWait      = words{"the last answers come late", "The last answers come late."}

	whyLookDeletion = words{"what only this server has deleted: its path, and its chain", "Each of the two servers alone has deletions. No save holds those, so neither is restarted yet. Look at what was deleted: its path, and its chain of changes."}
	whyDelete       = words{"its last change there, ORIGIN and TICK, must stand in that chain, or a later one of that origin", "Delete that entry here as well, if the server still has it. Its last change there, ORIGIN and TICK, must stand in that chain, or a later one of the same origin."}
	whyLookWrite    = words{"the path, the last change and the value: nobody asks for these any more", "Nobody asks for these entries any more. Look at them: the path, the last change, and the value."}
	whyWrite        = words{"with its own value; ORIGIN and TICK are its last change; only if no server has a later one", "Write the entry again with its own value, so that all have it. ORIGIN and TICK are its last change. Do so only if no server has a change of it that comes later."}

	whyCollect = words{"", "Repair goes in rounds, so every server is dumped again."}
	whyPlan    = words{"with these and the dumps before", "Plan again with the new dumps and those before, until the plan is clean."}
)

// whyUnlisted is for marks of too many ticks.
var whyUnlisted = words{full: fmt.Sprintf(" They are too many to spell out here; --format script does it, up to %d a server.", MaxCommandTicks)}

func markWhy(c *Command) words {
	if c.Settled() {
		return whySettled
	}
	return whyMark
}
