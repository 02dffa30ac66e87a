package plan

import "fmt"

// Reason is why a missing tick got its verdict, as it stands in JSON.
type Reason string

// The reasons, in the order of the rules that give them: the first rule that
// fits decides.
const (
	AliveElsewhere      Reason = "alive-elsewhere"      // 1a
	DeletionPending     Reason = "deletion-pending"     // 1b
	Settled             Reason = "settled"              // 1c
	OriginBehind        Reason = "origin-behind"        // 2
	UnseenServer        Reason = "unseen-server"        // 3
	NotSaid             Reason = "not-said"             // 4
	NotHeard            Reason = "not-heard"            // 5
	InMotion            Reason = "in-motion"            // 5b
	UnsafeName          Reason = "unsafe-name"          // 6
	DeletedElsewhere    Reason = "deleted-elsewhere"    // 7
	SupersededElsewhere Reason = "superseded-elsewhere" // 8
	DeletedBefore       Reason = "deleted-before"       // 8b
	SupersededBefore    Reason = "superseded-before"    // 8b
	Lost                Reason = "lost"                 // 9
	NoLongerTold        Reason = "not-told"             // by no rule: an older dump shows the tick missing, see [Untold]
)

// Rule describes one row of the verdict table.
type Rule struct {
	Number string
	Reason Reason
	Fate   Fate
	When   string // the condition, of a tick t of origin N that server O misses
	Then   string // what follows
	Why    string
	Change string // what would lead to another verdict
}

// Rules is the verdict table, in the order in which it is tried.
var Rules = []Rule{
	{"1a", AliveElsewhere, Left, "some seen server has t present and not in its deleted",
		"left to the servers", "the data lives; a mark would only make the server stop asking for it",
		"the others sending it, when the server that misses it restarts or re-joins; or --settle, once two dumps show it missing and the entry there is the same or newer"},
	{"1b", DeletionPending, Left, "some seen servers have t present, and each of them has it in deleted too",
		"left to the servers", "the deletion waits for its purge, or the entry was written again since; a mark could leave alive what was deleted, or destroy what lives",
		"the purge, or the others answering when the server that misses it restarts or re-joins; or --settle, once two dumps show it missing and the entry there is the same or newer"},
	{"1c", Settled, Marked, "1a or 1b fits, and the operator settles t with --settle",
		"mark on O alone, superseded for both", "the operator's word: its own entry is the same or newer, so it would refuse what the others send",
		"leaving out --settle"},
	{"2", OriginBehind, Refused, "N was seen, t is above N's own latest tick, and N's tock is not below O's or the dumps are together",
		"refused", "the origin went back and will give these ticks out again, for other changes",
		"a dump of the origin that knows the tick, taken after it was started from current data"},
	{"3", UnseenServer, Refused, "some server is unseen, or no seen server says nodes with what it misses, or since, so that the servers are not known",
		"refused", "a server nobody asked may hold the only copy",
		"a dump of each server named, with -a; or --gone for one that is lost for good"},
	{"4", NotSaid, Refused, "some seen server's dump does not tell whether it has t present, or contradicts itself at t; or its history went back, and one of its dumps shows t present or leaves it open",
		"refused", "a dump does not tell, or contradicts itself, and not told is not empty",
		"a new dump of each server named, with -a, and unedited; where a server lost its data in between, without the files from before"},
	{"5", NotHeard, Refused, "N was seen, t is above N's own latest tick, and 2 does not fit; or three things hold at once: some seen server other than O has not heard of t and does not call it superseded; the dumps are not together, or show that it was asked before others; and N is gone or misses t itself, or that server's tock is below O's",
		"refused", "by now it may have heard of them, and hold them; a tock does not tell which of two servers was dumped first",
		"a new dump of the origin, if that is the server named; else a new dump of each server named, taken after a re-join; or a collection that every seen server answers in both rounds; or --together, if all dumps were taken at one time and do not show otherwise"},
	{"5b", InMotion, Refused, "a collection shows the dumps together, and some seen server's word on t changed between its last two rounds",
		"refused", "it is on its way, so that another server may hold it by now",
		"another collection, in which nobody's word on it changes"},
	{"6", UnsafeName, Refused, "N, or the host to ask, is empty or holds a control character or a line separator",
		"refused", "no command can be trusted with it; an empty name marks everything",
		"nothing in the dumps: decide by hand"},
	{"7", DeletedElsewhere, Marked, "some seen server has t deleted",
		"mark on O", "the server that has it deleted has nothing to send",
		"a dump that shows it present: then it is left to the servers"},
	{"8", SupersededElsewhere, Marked, "some seen server has t superseded",
		"mark on O", "it is what that server itself would answer",
		"a dump that shows it present: then it is left to the servers"},
	{"8b", DeletedBefore, Marked, "nobody has t, but an older dump or an event log shows it deleted",
		"mark on O", "it was a deletion, or an older link of an entry that was deleted: it holds no value",
		"a dump that shows it present, superseded or deleted now"},
	{"8b", SupersededBefore, Marked, "nobody has t, but an older dump shows it superseded",
		"mark on O", "its data was gone already",
		"a dump that shows it present, superseded or deleted now"},
	{"9", Lost, Marked, "nobody has t",
		"mark on O", "every server was asked or is gone, so nobody can send it",
		"a dump, of any server and any time, that shows it superseded or deleted; a present one of a server that is not gone; --lost deleted marks it deleted"},
}

// RuleOf returns the row of the verdict table that gives a reason.
func RuleOf(r Reason) Rule {
	if rule := r.rule(); rule != nil {
		return *rule
	}
	panic(fmt.Sprintf("plan: no rule gives %q", r))
}

func (r Reason) rule() *Rule {
	for i := range Rules {
		if Rules[i].Reason == r {
			return &Rules[i]
		}
	}
	return nil
}

// Fate is what becomes of ticks for this reason; 0 if it is none.
func (r Reason) Fate() Fate {
	switch rule := r.rule(); {
	case r == NoLongerTold:
		return Untold
	case rule == nil:
		return 0
	default:
		return rule.Fate
	}
}

// MarkKind is what a mark makes of a missing tick.
type MarkKind string

const (
	MarkSuperseded MarkKind = "superseded"
	MarkDeleted    MarkKind = "deleted"
)

// allows reports whether ticks with that reason may be marked so. "" is no mark.
func (r Reason) allows(kind MarkKind) bool {
	if r.Fate() != Marked {
		return kind == ""
	}
	return kind == MarkSuperseded || r == Lost && kind == MarkDeleted
}
