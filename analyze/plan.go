package analyze

import "tickdiff/ticks"

// Plan says of every missing tick of every seen server what is to be done. It is
// a partition: each such tick is in exactly one of its decisions.
//
// It is plain data that stands for itself: a saved plan can be shown, verified
// and carried out without the dumps it came from.
type Plan struct {
	Verdict Verdict
	// Sound says that the checks find nothing above info, except for what the operator
	// accepts. It is false until [Conclude] has asked them.
	Sound   bool
	Options PlanOptions
	Servers []Coverage
	// Decisions are sorted by fate, so that [Plan.Of] finds those of one.
	Decisions []Decision
	Commands  []Command
	// Unlisted are the commands of servers with more ticks to mark than are
	// spelled out; see [PlanOptions.AllCommands].
	Unlisted []Command
	// Requests are the dumps that are still needed, the most useful first.
	Requests []Request
	// Returns says what happens if a gone server comes back.
	Returns []Return
	// Starts says what happens if a server known by its save file is started from it.
	Starts []Start
	// Behind are the servers that have not heard of what others know, where that may be more
	// than motion; [Conclude] tells, by the check of that name.
	Behind []string
	// Next is what to do, in order; none if all is well.
	Next []Action
	// Entries are those behind the ticks in question, see [Plan.InQuestion], for
	// whoever has save files to look them up in.
	Entries Entries
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

// PlanOptions is what the operator decides about a plan.
type PlanOptions struct {
	Gone      []string          // servers declared gone, sorted
	Together  bool              // the operator said that all dumps were taken at one time
	Lost      MarkKind          // what lost ticks are marked as; "" is superseded
	Dialect   Dialect           // whose command line; "" is MoaT
	Targets   map[string]Target // where to reach a server; without: by its name
	Broadcast bool              // join equal superseded steps of all seen servers into one
	// AllCommands spells out up to [MaxCommandTicks] ticks a server where
	// otherwise more than [PlainCommandTicks] are shown as ranges only.
	AllCommands bool
	// Settle is what the operator settled, sorted, and SettleUnproven that it was
	// taken without two dumps to prove it; see [Plan.Settle].
	Settle         []Settlement
	SettleUnproven bool
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
	Status   Status
	Tock     uint64 // of the latest dump; meaningless unless HasTock
	HasTock  bool
	Sources  []Proof  // its dumps, newest first, without ticks
	Sections []string // told by its dumps: "nodes", then sets; for a gone server those of its history
	Derived  []string // sets that are told but not said
	WentBack bool     // it knows less in one of its dumps than in an older one
	// OnlyDeletions are deletions that it has, and no other seen server; told only where
	// somebody misses something.
	OnlyDeletions []OriginTicks
}

// MaxTockGap is how far the tocks of dumps of one time lie apart at most, as a rule:
// servers that hear of each other raise theirs to the other's.
const MaxTockGap = 100

// TocksApart names the seen servers with the lowest and the highest tock, if these lie
// so far apart that the dumps may be of different times, or a server was cut off. ok is
// false if they do not, or if the operator said that the dumps were taken together.
func (p *Plan) TocksApart() (low, high Coverage, ok bool) {
	for _, c := range p.Servers {
		if c.Status != Seen || !c.HasTock {
			continue
		}
		if low.Name == "" || c.Tock < low.Tock {
			low = c
		}
		if high.Name == "" || c.Tock > high.Tock {
			high = c
		}
	}
	return low, high, !p.Options.Together && high.Tock-low.Tock > MaxTockGap
}

// Request is a dump still to be taken.
type Request struct {
	Server string
	Argv   []string
	// Decides counts refused ticks that need only this server, Helps those that
	// need it among others; a tick missing on two servers counts twice.
	Decides, Helps uint64
}

// Return says what would happen if a gone server came back: which marks its
// return would meet, and what it was last seen to hold.
type Return struct {
	Server string
	Dumped bool // there is a dump of it; else nobody knows what it held
	// Meets is what the plan marks and its newest dump shows present.
	Meets []Meeting
	// LastHeld is all that its newest dump shows present.
	LastHeld []Holding
}

// Meeting is ticks that the plan marks, on any server, and what a gone server had of them.
type Meeting struct {
	Decision           // of no server
	LastHeld ticks.Set // those of the ticks that its newest dump shows present
}

// Holding is ticks of one origin that a dump showed present.
type Holding struct {
	Origin string
	Ticks  ticks.Set
	Proof  Proof
}

// Proof is one dump's word on some ticks, and where it stands.
type Proof struct {
	Server string
	State  string // a word of State.String, remote_missing, heard, named or dumped; for an older dump with "-before" at its end
	Ticks  ticks.Set
	Tock   uint64
	File   string
	Line   int
	SHA256 string
}

// PresentBefore reports whether an older dump showed the ticks present.
func (p *Proof) PresentBefore() bool {
	return p.State == InPresent.String()+before || p.State == (InPresent|InDeleted).String()+before
}

// before ends the word for a state that an older dump showed.
const before = "-before"
