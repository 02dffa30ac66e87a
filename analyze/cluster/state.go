package cluster

import (
	"tickdiff/dump"
	"tickdiff/ticks"
)

// State is what one server tells of one tick: the sets it stands in, and how far
// the server's word reaches. The zero State is that of a server that tells
// nothing.
type State uint16

const (
	InPresent State = 1 << iota
	InSuperseded
	InDeleted
	InMissing
	WithinHeard   // not above the highest tick of the origin it has heard of
	CoversPresent // it would show in present, said or derived, if it were
	Unaccounted   // an older dump misses it, and no newer one says what became of it
	TellsHeard    // the server tells up to where it has heard
	TellsAll      // present, superseded and missing are all told here
	TellsDeleted  // the server tells what it has deleted, or was started from a file that lacks it
	NewerDeleted  // what it has deleted is told by a newer dump than what it has present
	FromPlain     // the server is known by a plain save, and may have what that lacks

	endOfStates // above every State

	InSets = InPresent | InSuperseded | InDeleted | InMissing
)

// Is reports whether s has all bits of flags.
func (s State) Is(flags State) bool { return s&flags == flags }

// Contradicts reports whether the server's sets cannot all be right: in two of
// present, superseded and missing, or in none though it has heard of the tick
// and tells all three. To be in deleted is no excuse, unless a newer dump says so: a
// server has what is in its deleted in one of the three as well.
func (s State) Contradicts() bool {
	switch s & (InPresent | InSuperseded | InMissing) {
	case InPresent, InSuperseded, InMissing:
		return false
	case 0:
		return s.Is(WithinHeard|TellsHeard|TellsAll) && !s.Is(InDeleted|NewerDeleted)
	}
	return true
}

// LeftOut reports whether a plain save lacks the tick: it may be of an internal entry,
// which such a file leaves out.
func (s State) LeftOut() bool { return s.Is(FromPlain | InMissing) }

// Tells reports whether it is certain if the server has the tick present.
func (s State) Tells() bool {
	if s.Contradicts() || s.LeftOut() || s.Is(Unaccounted) {
		return false
	}
	return s&(InPresent|InSuperseded|InMissing) != 0 || s.Is(CoversPresent)
}

// DeletedSince reports whether all that is told of a tick is that a newer dump than
// the one with what is present has it deleted: it came since, and it may be present
// while its purge is pending.
func (s State) DeletedSince() bool {
	return s&InSets == InDeleted && s.Is(NewerDeleted)
}

// AnswersDeleted reports whether the server, asked for the tick, would or may
// answer that it was deleted: it has it in deleted and nothing to send, or does
// not tell. Where the entry lives, that answer destroys it.
func (s State) AnswersDeleted() bool {
	return !s.Is(InPresent) && (s.Is(InDeleted) || s.Is(InSuperseded) && !s.Is(TellsDeleted))
}

// Unheard reports whether the server tells that it has not heard of the tick.
func (s State) Unheard() bool { return s&(InSets|WithinHeard) == 0 && s.Is(TellsHeard) }

// String is the word for the state in every format.
func (s State) String() string { return s.rank().word() }

// Track is the sets of an account in the order of the State's low bits.
func (a *account) Track() []ticks.Set {
	return []ticks.Set{a.Present, a.Superseded, a.Deleted, a.Missing, ticks.UpTo(a.Heard), ticks.UpTo(a.covered()), a.Unaccounted}
}

// covered is the last tick that Present covers, or 0 where it covers all.
func (a *account) covered() ticks.Tick {
	if a.presentUpTo == ticks.Max {
		return 0
	}
	return a.presentUpTo
}

// sameTrack reports whether the sets of two accounts are equal.
func (a *account) sameTrack(b *account) bool {
	return a.Heard == b.Heard && a.covered() == b.covered() && a.Present.Equal(b.Present) && a.Superseded.Equal(b.Superseded) &&
		a.Deleted.Equal(b.Deleted) && a.Missing.Equal(b.Missing) && a.Unaccounted.Equal(b.Unaccounted)
}

// Constant is what a replica tells of every tick alike.
func (a *Replica) Constant() State {
	present := a.From(dump.Present)
	var s State
	if a.presentUpTo == ticks.Max {
		s |= CoversPresent
	}
	if a.HeardFrom != nil {
		s |= TellsHeard
	}
	if present != nil && a.From(dump.Superseded) != nil && a.From(dump.Missing) != nil {
		s |= TellsAll
	}
	if a.newerDeleted() {
		s |= NewerDeleted
	}
	// One that was started from a save file has nothing deleted: pending deletions
	// are not in there.
	if a.From(dump.Deleted) != nil || present != nil && present.Source.Save {
		s |= TellsDeleted
	}
	if a.fromPlain() {
		s |= FromPlain
	}
	return s
}

// At is the state of one tick.
func (a *Replica) At(t ticks.Tick) State {
	state := a.Constant()
	for bit, set := range a.Track() {
		if set.Contains(t) {
			state |= 1 << bit
		}
	}
	return state
}
