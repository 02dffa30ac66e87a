package report

import (
	"tickdiff/analyze"

	"tickdiff/analyze/moatcmd"
)

// nextStep is one thing to do, with the command for it, if there is one.
type nextStep struct {
	Words string
	Argv  []string
}

// next says what to do, in order.
func (t *textWriter) next(p *analyze.Plan) {
	t.heading("what to do next")
	for i, step := range nextSteps(p) {
		t.numbered("", i+1, step)
	}
	if word := nothingMissingNext(p); word != "" {
		t.line("%s", word)
	}
}

// numbered writes one of a list of steps, with its command on a line of its own.
func (t *textWriter) numbered(indent string, number int, step nextStep) {
	t.line("%s%d. %s", indent, number, step.Words)
	if len(step.Argv) > 0 {
		t.print("%s   %s\n", indent, moatcmd.PastedLine(step.Argv))
	}
}

// nothingMissingNext is what to do where all that was asked misses nothing.
func nothingMissingNext(p *analyze.Plan) string {
	switch p.Verdict {
	case analyze.Clean:
		return "Nothing."
	case analyze.Unsound:
		return `"tickdiff report", with the same dumps, tells what is wrong. There is nothing to mark.`
	}
	return ""
}

// nextSteps are what to do, in order; none if nothing is missing.
func nextSteps(p *analyze.Plan) []nextStep {
	var steps []nextStep
	add := func(needed bool, words string, argv []string) {
		if needed {
			steps = append(steps, nextStep{words, argv})
		}
	}
	server := p.AnyClient()
	add(len(p.Requests) > 0, "Take the dumps above and plan again with all of them.", nil)
	_, some := stopped(p)
	add(some, "Start the servers that do not run, as told under \"if a server is started from its save file\": only what runs can be marked.", nil)
	add(len(p.Steps)+len(p.Left) > 0, "Save the state of every server. The file is written on the server's machine; without -f it would lack all internal entries:", server.Save("FILE"))
	add(len(p.Steps) > 0, "Run the mark commands; or let --format script do it, which checks first that nothing has moved.", nil)
	add(p.Racing(), "Before anything restarts or re-joins: look at the entries that another server would answer to be deleted (CAREFUL, above). Settle those that live (--settle, --settle-unproven), run the marks, and write them again on the server that has them, as \"tickdiff explain deletion-race\" tells.", nil)
	add(len(p.Left) > 0, leftNext(p), nil)
	add(len(p.Steps)+len(p.Left) > 0, "Dump every server again and plan again: repair goes in rounds, until the plan is clean.", server.State())
	add(len(p.Left) > 0, "What is left and still missing then is stuck. Compare the entry on all servers. If that of the server that misses it is the same or newer, settle it (--settle). Else restart that server from a new full save. Do not write the entry again to bring it: that can overwrite newer values, and bring back what was deleted.", server.Entry("PATH"))
	return steps
}

// leftNext is how servers come to ask for what they miss. The last answers came
// up to ten minutes after a re-join, and two servers alone were never seen to notice
// that a net between them healed.
func leftNext(p *analyze.Plan) string {
	words := "Restart the servers that miss what is left to them, one after the other, each from the full save just taken: without a file a server comes back empty."
	if p.Living() > 2 {
		words += " Or cut one of them off from all others for a minute, and let it back."
	} else {
		words += " To cut one off for a while does not help: two servers alone do not notice."
	}
	return words + " Do not restart a server that alone has something, a deletion above all: no save holds those. Give them ten minutes to answer each other."
}
