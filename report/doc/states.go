package doc

import (
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
)

// StateLook is how maps show a state: the letter alone tells it. Colours and lines
// only help the eye.
type StateLook struct {
	Word   string
	Letter string
}

// States has every word of cluster.StateWords, in their order.
var States = []StateLook{
	{"missing", "M"},
	{"unknown", "?"},
	{"unheard", "U"},
	{"deleted+present", "X"},
	{"deleted", "D"},
	{"present", "P"},
	{"superseded", "S"},
}

// LookOf finds how a state is shown.
func LookOf(word string) StateLook {
	i := slices.IndexFunc(States, func(l StateLook) bool { return l.Word == word })
	if i < 0 {
		panic("doc: no look for the state " + word)
	}
	return States[i]
}

// Sign is the letter of a cell: small if other ticks of its column have less
// grave states.
func (l StateLook) Sign(c cluster.Cell) string {
	if c.Whole {
		return l.Letter
	}
	return strings.ToLower(l.Letter)
}
