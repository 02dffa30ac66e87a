package diff

import (
	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// Result is what changed from one set of dumps to another, compared only
// where both tell.
type Result struct {
	Verdict Verdict
	Servers []Server   // sorted by name
	Back    []TickBack // latest ticks that fell, an origin's own first
	Moves   []Move     // the dangerous first
}

// Verdict is a difference in one word.
type Verdict string

const (
	Same          Verdict = "same"           // every server was compared in all that either side tells
	Different     Verdict = "different"      // something moved, or a server stands on one side only
	NotComparable Verdict = "not-comparable" // nothing moved in what was compared, but that is not all
)

// Server says how far a server could be compared.
type Server struct {
	Name   string `json:"name"`
	Status Status `json:"status"`
	// Before and After are the tocks of the latest dumps; nil where there is none.
	Before *uint64 `json:"tock_before"`
	After  *uint64 `json:"tock_after"`
	// WentBack: its tock fell. It was begun again without its data, or the sides are mixed up.
	WentBack   bool                 `json:"went_back"`
	Uncompared cluster.List[string] `json:"uncompared"` // sections that only one side tells
}

// Status is on which sides a server stands.
type Status string

const (
	Compared    Status = "compared"
	Incompared  Status = "not-comparable" // dumped on both sides, but no section is told by both
	OnlyBefore  Status = "only-before"    // dumped before, not after
	OnlyAfter   Status = "only-after"     // dumped after, not before
	NamedBefore Status = "named-before"   // never dumped; only the dumps before name it
	NamedAfter  Status = "named-after"    // never dumped; only the dumps after name it
)

// TickBack is a latest tick that fell. Where server and origin are one, the
// server will give out ticks again that others hold for other changes.
type TickBack struct {
	Server string     `json:"server"`
	Origin string     `json:"origin"`
	Before ticks.Tick `json:"before"`
	After  ticks.Tick `json:"after"`
}

// Move is ticks of one origin that went from one state to another on one server.
// From and To are words of [cluster.State.String], or for requests those of requested.
type Move struct {
	Kind           *MoveKind
	Server, Origin string
	From, To       string
	Ticks          ticks.Set
}

// MoveKind is one way for a tick to move.
type MoveKind struct {
	ID       string // a kebab-case word, for ever
	Severity cluster.Severity
	Says     string
}

// MoveKinds are all ways, the most dangerous first.
var MoveKinds = []*MoveKind{moveDataLost, moveForgotten, moveUnclear, moveMissed, moveResurfaced, moveDeletion, moveNewTicks, moveArrived, moveClosed, moveOverwritten, movePurged, moveOtherwise, moveAsked, moveAnswered}

var (
	moveDataLost    = &MoveKind{"data-lost", cluster.Critical, "it was present there, and is missing or unheard of now"}
	moveForgotten   = &MoveKind{"forgotten", cluster.Error, "the server knew of it, and misses it or has not heard of it now"}
	moveUnclear     = &MoveKind{"unclear", cluster.Warning, "it is not what it was, and the later dump does not tell what it is, or contradicts itself"}
	moveMissed      = &MoveKind{"missed", cluster.Warning, "it was unheard of, and is missing now"}
	moveResurfaced  = &MoveKind{"resurfaced", cluster.Warning, "its data was gone, and is present again"}
	moveDeletion    = &MoveKind{"deleted", cluster.Warning, "its data was present, and is deleted now: by its user, or by a mark"}
	moveNewTicks    = &MoveKind{"new", cluster.Info, "it was unheard of"}
	moveArrived     = &MoveKind{"arrived", cluster.Info, "it was missing, and is present now"}
	moveClosed      = &MoveKind{"closed", cluster.Info, "it was missing, and its data is known to be gone now"}
	moveOverwritten = &MoveKind{"overwritten", cluster.Info, "a newer change took its place"}
	movePurged      = &MoveKind{"purged", cluster.Info, "its deletion is through"}
	moveOtherwise   = &MoveKind{"changed", cluster.Info, "it stands otherwise now"}
	moveAsked       = &MoveKind{"requested", cluster.Info, "another server asks for it now"}
	moveAnswered    = &MoveKind{"answered", cluster.Info, "no other server asks for it any more"}
)

// The words for what other servers ask for.
const (
	requested    = "requested"
	notRequested = "not-requested"
)

// moveKind tells what it means that a tick went from one state to another.
func moveKind(from, to cluster.State) *MoveKind {
	gone := to.Is(cluster.InMissing) || to.Unheard()
	was, is := from.Is(cluster.InPresent), to.Is(cluster.InPresent)
	settledBefore, settledNow := !was && from&(cluster.InSuperseded|cluster.InDeleted) != 0, !is && to&(cluster.InSuperseded|cluster.InDeleted) != 0
	switch {
	case to.Contradicts(), to.LeftOut():
		return moveUnclear
	case gone && was:
		return moveDataLost
	case gone && (settledBefore || from.Is(cluster.InMissing)):
		return moveForgotten
	case to.Is(cluster.InMissing):
		return moveMissed
	case to&cluster.InSets == 0 && !to.Unheard():
		return moveUnclear
	case is && settledBefore:
		return moveResurfaced
	case from.Unheard():
		return moveNewTicks
	case is && from.Is(cluster.InMissing):
		return moveArrived
	case from.Is(cluster.InMissing) && settledNow:
		return moveClosed
	case was && !from.Is(cluster.InDeleted) && to.Is(cluster.InDeleted):
		return moveDeletion
	case from.Is(cluster.InDeleted) && settledNow:
		return movePurged
	case was && settledNow:
		return moveOverwritten
	}
	return moveOtherwise
}
