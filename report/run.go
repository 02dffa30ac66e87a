package report

import (
	"fmt"

	"tickdiff/analyze/moatcmd"
)

// Run says how an output came to be, for those who are to judge it.
type Run struct {
	Version string   // of the tool
	Argv    []string // the command as it was given
}

// maxRunLine is how long the command may be that an output repeats.
const maxRunLine = 2000

// line is the command, to be pasted; of a very long one the first words.
func (r Run) line() string {
	line := ""
	for i, arg := range r.Argv {
		word := moatcmd.Pasted(escapeInvisible(arg))
		if len(line)+len(word) > maxRunLine {
			return fmt.Sprintf("%s… and %d more", line, len(r.Argv)-i)
		}
		if i > 0 {
			line += " "
		}
		line += word
	}
	return line
}
