package verify

import (
	"tickdiff/analyze/plan"
)

// Result is what newer dumps say of a plan: of its steps after they were
// carried out, or, as the guard before that, of the evidence they rest on.
type Result struct {
	Before  bool // asked before the marks are made
	Verdict Verdict
	Servers []Recheck
	Steps   []StepResult    // the worst outcome first, then in the order of the plan's steps, then by ticks
	Lost    []plan.Decision // present on that server before, missing there now; nothing is decided
	Arisen  []plan.Decision // missing now, and in no part of the plan; nothing is decided
	Waiting []plan.Decision // left or refused by the plan, and missing still
	// Requests are the dumps that would prove the rest.
	Requests []plan.Request
	Next     Next
	// Now is the plan that the dumps call for by themselves, concluded; nil before the
	// marks, when not every server has to be dumped again.
	Now *plan.Plan
	// Gone are the servers that may still be declared gone for the next plan.
	Gone []string
}

// Verdict is a verification in one word.
type Verdict string

const (
	AllDone  Verdict = "done"     // after: every step is, nothing else is lost or new
	Open     Verdict = "open"     // after: something is not as planned
	Holds    Verdict = "holds"    // before: the evidence is as it was
	Moved    Verdict = "moved"    // before: it is not, so mark nothing
	Unproven Verdict = "unproven" // nothing speaks against it, but not all is proved
)

// Outcome is what became of ticks of a step. The same words tell before the
// marks whether they may still be made: "not-yet" is what they should find.
type Outcome string

const (
	Done         Outcome = "done"         // missing no more, its data known to be gone
	Resurfaced   Outcome = "resurfaced"   // present: its data came back
	NotYet       Outcome = "not-yet"      // still missing
	Contradicted Outcome = "contradicted" // another server speaks against it
	NoEffect     Outcome = "no-effect"    // a dump showed it marked, a later one shows it missing
	NotProvable  Outcome = "not-provable" // the newer dumps do not tell
)

// Why explains an outcome further; "" where there is nothing to explain.
type Why string

const (
	NotDumpedAgain   Why = "not-dumped-again"  // the server has no dump with a tock above the plan's
	NotTold          Why = "not-said"          // its dump does not tell this tick
	DumpContradicts  Why = "dump-contradicts"  // its sets, or two dumps of it, cannot all be right
	PresentElsewhere Why = "present-elsewhere" // others have it present
	OriginWentBack   Why = "origin-behind"     // before: the origin will give the tick out again
)

// StepResult is the outcome for some ticks of a step.
type StepResult struct {
	plan.Decision
	Outcome Outcome
	Why     Why
	Against []string // the servers that speak against it, sorted
}

// Recheck says how a server of the plan, or a new one, stands now.
type Recheck struct {
	Name   string        `json:"name"`
	Status RecheckStatus `json:"status"`
	// Before and Now are the tocks of the plan and of the latest dump given; nil
	// where there is none.
	Before *uint64 `json:"tock_before"`
	Now    *uint64 `json:"tock_now"`
}

// RecheckStatus is how far a server was asked again.
type RecheckStatus string

const (
	AskedAgain RecheckStatus = "asked-again"     // a newer dump tells what it misses
	AskedPart  RecheckStatus = "asked-in-part"   // a newer dump does not tell that, such as the answer of a mark
	NotAsked   RecheckStatus = "not-asked-again" // no newer dump
	WentBack   RecheckStatus = "went-back"       // its latest tock is below the plan's
	CameBack   RecheckStatus = "came-back"       // declared gone, and there is a dump that the plan does not know
	NewServer  RecheckStatus = "new"             // not in the plan
)

// Next is what to do after a verification.
type Next string

const (
	NextNothing Next = "nothing" // all is done, and the dumps are clean
	NextMark    Next = "mark"    // the evidence holds: run the marks
	NextDump    Next = "dump"    // take the requested dumps and verify again
	NextPlan    Next = "plan"    // plan again with the newer dumps
	NextReport  Next = "report"  // nothing is missing, and something else is wrong: report what
)
