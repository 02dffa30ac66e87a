package report

import (
	"slices"
	"strings"

	"github.com/fatih/color"
)

// stateLook is how a state is shown. The letter alone tells it; colours only
// help the eye.
type stateLook struct {
	word   string
	letter byte
	class  string // in HTML
	colors []color.Attribute
}

// stateLooks has every word of analyze.StateWords, in their order.
var stateLooks = []stateLook{
	{"missing", 'M', "missing", []color.Attribute{color.FgRed, color.Bold}},
	{"unknown", '?', "unknown", []color.Attribute{color.FgMagenta}},
	{"unheard", 'U', "unheard", []color.Attribute{color.FgYellow}},
	{"deleted+present", 'X', "pending", []color.Attribute{color.FgCyan, color.Bold}},
	{"deleted", 'D', "deleted", []color.Attribute{color.FgCyan}},
	{"present", 'P', "present", []color.Attribute{color.FgGreen}},
	{"superseded", 'S', "superseded", []color.Attribute{color.FgBlue}},
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
