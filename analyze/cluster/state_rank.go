package cluster

import "slices"

// StateWords are the words of [State.String], the gravest first: what a cell of
// a [TickMap] shows if its ticks differ.
var StateWords = []string{"missing", "unknown", "unheard", "deleted+present", "deleted", "present", "superseded"}

// stateRank is a place in StateWords and one, so that 0 is no state yet. States with
// one word share a rank.
type stateRank uint8

// rankUnknown is the last that is never quiet.
const rankUnknown stateRank = 2

func (r stateRank) word() string { return StateWords[r-1] }

// rankOf is of every State, so that a segment costs no comparison of words.
var rankOf = rankStates()

func rankStates() (table [endOfStates]stateRank) {
	for s := range table {
		table[s] = stateRank(slices.Index(StateWords, State(s).String()) + 1)
	}
	return table
}
