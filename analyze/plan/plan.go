package plan

import (
	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Plan says of every missing tick of every seen server what is to be done. It is
// a partition: each such tick is in exactly one of its decisions.
//
// It is plain data that stands for itself: a saved plan can be shown, verified
// and carried out without the dumps it came from.
type Plan struct {
	Verdict Verdict
	// Sound says that the checks find nothing above info, except for what the operator
	// accepts. It is false until they were asked.
	Sound   bool
	Options Options
	Servers []Coverage
	// Decisions are sorted by fate, so that [Plan.Of] finds those of one.
	Decisions []Decision
	Commands  []Command
	// Unlisted are the commands of servers with more ticks to mark than are
	// spelled out; see [Options.AllCommands].
	Unlisted []Command
	// Requests are the dumps that are still needed, the most useful first.
	Requests []Request
	// Returns says what happens if a gone server comes back.
	Returns []Return
	// Starts says what happens if a server known by its save file is started from it.
	Starts []Start
	// Behind are the servers that have not heard of what others know, where that may be more
	// than motion; the check of that name tells.
	Behind []string
	// Asking are servers that have to ask again, or may, beside those that refusals name
	// where their lists are cut.
	Asking []string
	// Next is what to do, in order; none if all is well.
	Next []Action
	// Collection is the id of the collection that shows the dumps to be of one time; "" if
	// none does.
	Collection string
	// Entries are those behind the ticks in question, if there are save files to look
	// them up in.
	Entries cluster.Entries
}

// Verdict is the plan in one word.
type Verdict string

const (
	Clean     Verdict = "clean"     // nothing missing, everybody asked or gone, and the dumps are sound
	Unsound   Verdict = "unsound"   // nothing missing, everybody asked or gone, and not shown to be sound
	Ready     Verdict = "ready"     // something is missing, and all of it decided
	Partial   Verdict = "partial"   // some decided, some refused or not told
	Undecided Verdict = "undecided" // nothing decided: all refused or not told, or not everybody asked
)

// Verdicts are all of them, the best first.
var Verdicts = []Verdict{Clean, Unsound, Ready, Partial, Undecided}

// Options is what the operator decides about a plan.
type Options struct {
	// Gone are the servers declared gone, sorted.
	Gone cluster.List[string] `json:"gone"`
	// Together says that, on the operator's word, all dumps were taken at one time.
	Together bool `json:"together"`
	// Lost is what lost ticks are marked as; "" is superseded.
	Lost MarkKind `json:"lost"`
	// Dialect is whose command line is written; "" is MoaT's.
	Dialect Dialect `json:"dialect"`
	// Targets are where to reach servers. A server without one is reached by its name.
	Targets map[string]Target `json:"targets"`
	// Broadcast joins equal superseded steps of all seen servers into one.
	Broadcast bool `json:"broadcast"`
	// AllCommands spells out up to [MaxCommandTicks] ticks a server where
	// otherwise more than [PlainCommandTicks] are shown as ranges only.
	AllCommands bool `json:"all_commands"`
	// Settle is what the operator settled, sorted, and SettleUnproven that it was
	// taken without two dumps to prove it; see [Plan.Settle].
	Settle         cluster.List[Settlement] `json:"settle"`
	SettleUnproven bool                     `json:"settle_unproven"`
}

// complete puts what is meant for what is not said.
func (o Options) complete() Options {
	if o.Lost == "" {
		o.Lost = MarkSuperseded
	}
	if o.Dialect == "" {
		o.Dialect = MoaT
	}
	if o.Targets == nil {
		o.Targets = map[string]Target{}
	}
	return o
}

const (
	// PlainCommandTicks is how many ticks of one server are spelled out unasked.
	PlainCommandTicks = 10_000
	// MaxCommandTicks is how many ticks of one server are ever spelled out: a
	// mark names them one by one, and a range may hold 2^62.
	MaxCommandTicks = 1_000_000
)

// Coverage says what is known of one server.
type Coverage struct {
	Name     string
	Status   cluster.Status
	Tock     uint64 // of the latest dump; meaningless unless HasTock
	HasTock  bool
	Sources  []Source // its dumps, newest first
	Sections []string // told by its dumps: "nodes", then sets; for a gone server those of its history
	Derived  []string // sets that are told but not said
	WentBack bool     // it knows less in one of its dumps than in an older one
	// OnlyDeletions are deletions that it has, and no other seen server; told only where
	// somebody misses something.
	OnlyDeletions []cluster.OriginTicks
}

// MaxTockGap is how far the tocks of dumps of one time lie apart at most, as a rule:
// servers that hear of each other raise theirs to the other's.
const MaxTockGap = 100

// TocksApart names the seen servers with the lowest and the highest tock, if these lie
// so far apart that the dumps may be of different times, or a server was cut off. ok is
// false if they do not, or if the dumps are known to be of one time.
func (p *Plan) TocksApart() (low, high Coverage, ok bool) {
	for _, c := range p.Servers {
		if c.Status != cluster.Seen || !c.HasTock {
			continue
		}
		if low.Name == "" || c.Tock < low.Tock {
			low = c
		}
		if high.Name == "" || c.Tock > high.Tock {
			high = c
		}
	}
	return low, high, !p.Options.Together && p.Collection == "" && high.Tock-low.Tock > MaxTockGap
}

// Request is a dump still to be taken.
type Request struct {
	Server string               `json:"server"`
	Argv   cluster.List[string] `json:"argv"`
	// Decides counts refused ticks that need only this server, Helps those that
	// need it among others; a tick missing on two servers counts twice.
	Decides uint64 `json:"decides"`
	Helps   uint64 `json:"helps"`
}

// Return says what would happen if a gone server came back: which marks its
// return would meet, and what it was last seen to hold.
type Return struct {
	Server string
	Dumped bool // there is a dump of it; else nobody knows what it held
	// Meets is what the plan marks and its newest dump shows present.
	Meets []MarkedTicks
	// LastHeld is all that its newest dump shows present.
	LastHeld []Holding
}

// MarkedTicks are ticks that the plan marks, on any server, and what a gone server had of them.
type MarkedTicks struct {
	Decision           // of no server
	LastHeld ticks.Set // those of the ticks that its newest dump shows present
}

// Holding is ticks of one origin that a dump showed present.
type Holding struct {
	Origin string    `json:"origin"`
	Ticks  ticks.Set `json:"ticks"`
	Tock   uint64    `json:"tock"`
	File   string    `json:"file"`
	Line   int       `json:"line"`
}

// Source is a dump, and where it stands.
type Source struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	SHA256 string `json:"sha256"`
	Tock   uint64 `json:"tock"`
}

func sourceOf(d *dump.Dump) Source {
	return Source{d.Source.File, d.Source.Line, d.Source.SHA256, d.Tock}
}
