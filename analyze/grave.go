package analyze

import "slices"

// StateWords are the words of [State.String], the gravest first: what a cell of
// a [TickMap] shows if its ticks differ.
var StateWords = []string{"missing", "unknown", "unheard", "deleted+present", "deleted", "present", "superseded"}

// grave is a place in StateWords and one, so that 0 is no state yet. States with
// one word are one to whoever reads it.
type grave uint8

// graveUnknown is the last that is never quiet.
const graveUnknown grave = 2

func (g grave) word() string { return StateWords[g-1] }

// gravity is of every State, so that a segment costs no comparison of words.
var gravity = gravities()

func gravities() (table [endOfStates]grave) {
	for s := range table {
		table[s] = grave(slices.Index(StateWords, State(s).String()) + 1)
	}
	return table
}
