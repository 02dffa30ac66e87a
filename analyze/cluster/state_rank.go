package cluster

// StateWords are the words of [State.String], the gravest first: what a cell of
// a [TickMap] shows if its ticks differ.
var StateWords = []string{"missing", "unknown", "unheard", "deleted+present", "deleted", "present", "superseded"}

// stateRank is a place in StateWords and one, so that 0 is no state yet.
type stateRank uint8

const (
	rankMissing stateRank = iota + 1
	rankUnknown           // the last that is never quiet
	rankUnheard
	rankKept
	rankDeleted
	rankPresent
	rankSuperseded
)

func (r stateRank) word() string { return StateWords[r-1] }

// rankOf is the rank of every State, since segments ask for it at every turn.
var rankOf = func() (table [endOfStates]stateRank) {
	for s := range table {
		table[s] = State(s).rank()
	}
	return table
}()

// rank is the place of the state's word. States with one word share it.
func (s State) rank() stateRank {
	switch {
	case s.Contradicts(), s.LeftOut():
		return rankUnknown
	case s.Is(InPresent | InDeleted):
		return rankKept
	case s.Is(InPresent):
		return rankPresent
	case s.Is(InDeleted):
		return rankDeleted
	case s.Is(InSuperseded):
		return rankSuperseded
	case s.Is(InMissing):
		return rankMissing
	case s.Unheard():
		return rankUnheard
	}
	return rankUnknown
}
