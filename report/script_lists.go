package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

// serverLists writes whom the script asks, and whom it has saved.
func (t *lineWriter) serverLists(p *plan.Plan) {
	t.print("gones() {\n\t:\n")
	for i, name := range p.With(cluster.Gone) {
		if argv := p.Client(name).State(); argv != nil {
			t.call(argv, "ask_gone", i+1, placeWords(p, name), nodeAsPrinted(name))
		} else {
			t.print("\tsay %s\n", moatcmd.Shell(prose.Visible(name)+" is said to be gone, and cannot be asked: no command can be trusted with its name"))
		}
	}
	t.print("}\n\ntargets() {\n\t:\n")
	for i, r := range p.Dumps() {
		t.call(r.Argv, "target", i+1, placeWords(p, r.Server), nodeAsPrinted(r.Server))
	}
	t.print("}\n\nbackups() {\n\t:\n")
	for i, r := range p.Dumps() {
		t.call(p.Client(r.Server).SaveInto(), "back_up", i+1, placeWords(p, r.Server))
	}
	t.print("}\n\n")
}

// call writes a call of one of the script's functions: a number, what it is about, and a
// command. Where the script shows a command that is not to be pasted, it shows what says so.
func (t *lineWriter) call(argv []string, function string, number int, about ...string) {
	if !moatcmd.Pastable(argv) {
		shown := argv
		if function == "back_up" || function == "save" { // the script puts the file in
			shown = append(slices.Clip(argv), "FILE")
		}
		t.print("\tinstead=%s\n", moatcmd.Shell(moatcmd.PastedLine(shown)))
		defer t.print("\tinstead=\n")
	}
	t.print("\t%s %d %s %s\n", function, number, moatcmd.ScriptLine(about), moatcmd.ScriptLine(argv))
}

// partLate takes out the commands that come after others have re-joined only. Where
// servers are known by their save files, the script starts them, so that none of them
// re-joins before it is marked: their files are what they had.
func partLate(p *plan.Plan, all []plan.Command) (now, late []plan.Command) {
	if len(p.Starts) > 0 {
		return all, nil
	}
	isLate := p.AfterRejoin()
	for _, c := range all {
		if isLate(&c) {
			late = append(late, c)
		} else {
			now = append(now, c)
		}
	}
	return now, late
}

// restList writes what is left to do when the script is through. A script that starts
// servers says itself how they go on.
func (t *lineWriter) restList(p *plan.Plan) {
	t.print("rest() {\n\t:\n")
	steps := restSteps(p)
	if len(steps) > 0 {
		t.print("\tsay %s\n", moatcmd.Shell("What is left to do, unless the new dumps tell otherwise:"))
	}
	for i, step := range steps {
		t.print("\tsay %s\n", moatcmd.Shell(fmt.Sprintf("%d. %s", i+1, step.Words().Shown())))
		for _, list := range step.Below {
			below, _ := list.Items.First(math.MaxInt)
			for _, item := range below {
				t.print("\tsay %s\n", moatcmd.Shell("   "+item.Words().Shown()))
			}
		}
	}
	t.print("}\n\n")
}

func (t *lineWriter) markList(marks []scriptMark, late, beyond []plan.Command) {
	t.print("marks() {\n\t:\n")
	for i, m := range marks {
		t.call(m.argv, "mark", i+1, m.words, nodeAsPrinted(m.server))
	}
	for _, c := range late {
		t.print("\tsay %s\n", moatcmd.Shell(fmt.Sprintf("not in this script: %s of %s on %s, which alone has what others lack: it comes after they have re-joined", tickWord(c.Ticks().Count()), prose.Visible(c.Origin()), prose.Visible(c.Server()))))
	}
	for _, c := range beyond {
		t.print("\tsay %s\n", moatcmd.Shell(fmt.Sprintf("not in this script: %s of %s on %s: %s", tickWord(c.Ticks().Count()), prose.Visible(c.Origin()), prose.Visible(c.Server()), unlistedWhy(c))))
	}
	t.print("}\n\n")
}

// placeWords names a server, and where it is reached if that is not its name.
func placeWords(p *plan.Plan, server string) string {
	words, at := prose.Visible(server), p.Target(server)
	if at.Host == server && at.Port == 0 {
		return words
	}
	words += " at " + prose.Visible(at.Host)
	if at.Port != 0 {
		words += fmt.Sprintf(" port %d", at.Port)
	}
	return words
}

// nodeAsPrinted is how a server writes its name behind "node: ", with lines joined
// as the script joins them. No server can print a name that is not UTF-8: nothing
// equals the empty word that comes out for it.
func nodeAsPrinted(name string) string {
	var b strings.Builder
	if err := dump.Encode(&b, &dump.Dump{Node: name}); err != nil {
		return ""
	}
	lines := strings.Split(strings.TrimSuffix(strings.TrimPrefix(b.String(), "node:"), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, " ")
	}
	return strings.Join(lines, " ")
}

// scriptMark is one call of mark.
type scriptMark struct {
	words  string
	server string
	argv   []string
}

// scriptSettled is what the operator's word is about, by [plan.Command.Answers].
var scriptSettled = map[bool]string{
	false: " (on the operator's word; others have it)",
	true:  " (on the operator's word, so that it does not answer that it was deleted)",
}

func scriptMarks(all []plan.Command) []scriptMark {
	var out []scriptMark
	for _, c := range all {
		words := fmt.Sprintf("%s: %s of %s %s: %s", prose.Visible(c.Server()), tickWord(c.Ticks().Count()), prose.Visible(c.Origin()), c.Kind(), prose.TicksOf(c.Ticks()).Shown())
		if c.Settled() {
			words += scriptSettled[c.Answers()]
		}
		if c.Broadcast() {
			words += " (broadcast to all)"
		}
		first := len(out)
		for _, argv := range argvs([]plan.Command{c}) {
			out = append(out, scriptMark{words, c.Server(), argv})
		}
		if parts := len(out) - first; parts > 1 {
			for i := range parts {
				out[first+i].words += fmt.Sprintf(" (part %d of %d)", i+1, parts)
			}
		}
	}
	return out
}
