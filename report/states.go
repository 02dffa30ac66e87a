package report

import (
	"slices"
	"strings"

	"github.com/fatih/color"
)

// stateLook is how a state is shown. The letter, or the hatching, alone tells it;
// colours only help the eye.
type stateLook struct {
	word   string
	letter byte
	colors []color.Attribute
	class  string // in HTML, where its colours are
	hatch  string // lines on a tile of 8 by 8, as an SVG path
}

// stateLooks has every word of analyze.StateWords, in their order.
var stateLooks = []stateLook{
	{"missing", 'M', []color.Attribute{color.FgRed, color.Bold}, "missing", "M0 0L8 8M0 8L8 0"},
	{"unknown", '?', []color.Attribute{color.FgMagenta}, "unknown", "M3 4h2"},
	{"unheard", 'U', []color.Attribute{color.FgYellow}, "unheard", "M0 2h8M0 6h8"},
	{"deleted+present", 'X', []color.Attribute{color.FgCyan, color.Bold}, "pending", "M4 0v8M0 4h8"},
	{"deleted", 'D', []color.Attribute{color.FgCyan}, "deleted", "M2 0v8M6 0v8"},
	{"present", 'P', []color.Attribute{color.FgGreen}, "present", ""},
	{"superseded", 'S', []color.Attribute{color.FgBlue}, "superseded", "M0 8L8 0M-2 2L2 -2M6 10L10 6"},
}

// lookOf finds how a state is shown.
func lookOf(word string) stateLook {
	i := slices.IndexFunc(stateLooks, func(l stateLook) bool { return l.word == word })
	if i < 0 {
		panic("report: no look for the state " + word)
	}
	return stateLooks[i]
}

// sign is the letter of a cell: small if other ticks of its column have less
// grave states.
func (l stateLook) sign(whole bool) string {
	if whole {
		return string(l.letter)
	}
	return strings.ToLower(string(l.letter))
}
