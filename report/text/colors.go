package text

import "github.com/fatih/color"

// stateColors has every word of doc.States.
var stateColors = map[string][]color.Attribute{
	"missing":         {color.FgRed, color.Bold},
	"unknown":         {color.FgMagenta},
	"unheard":         {color.FgYellow},
	"deleted+present": {color.FgCyan, color.Bold},
	"deleted":         {color.FgCyan},
	"present":         {color.FgGreen},
	"superseded":      {color.FgBlue},
}

// leadColors are those of words that stand out: severities, and verdicts.
var leadColors = map[string][]color.Attribute{
	"critical": {color.FgRed, color.Bold},
	"error":    {color.FgRed},
	"warning":  {color.FgYellow},
	"info":     {color.FgCyan},

	"CLEAN":     {color.FgGreen, color.Bold},
	"UNSOUND":   {color.FgRed, color.Bold},
	"READY":     {color.FgYellow, color.Bold},
	"PARTIAL":   {color.FgYellow, color.Bold},
	"UNDECIDED": {color.FgRed, color.Bold},
	"CAREFUL":   {color.FgRed, color.Bold},
}

// leadColor is that of a word in front of a sentence. One that is no severity and no
// verdict is a title.
func leadColor(lead string) []color.Attribute {
	if colors, known := leadColors[lead]; known {
		return colors
	}
	return []color.Attribute{color.Bold}
}

// paint colours words, if colours are wanted.
func (t *writer) paint(words string, attributes ...color.Attribute) string {
	if !t.Color || len(attributes) == 0 {
		return words
	}
	c := color.New(attributes...)
	c.EnableColor() // whatever the library's own look at the environment says
	return c.Sprint(words)
}
