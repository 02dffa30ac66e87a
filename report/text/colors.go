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

// paint colours words, if colours are wanted.
func (t *writer) paint(words string, attributes ...color.Attribute) string {
	if !t.Color || len(attributes) == 0 {
		return words
	}
	c := color.New(attributes...)
	c.EnableColor() // whatever the library's own look at the environment says
	return c.Sprint(words)
}
