package report

import (
	"fmt"
	"io"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
)

// Commands writes the plan's mark commands, to be read and pasted into any of
// sh, bash, zsh, fish or busybox. Remarks are ": 'words'" lines, since an
// interactive zsh trips over comments.
func Commands(w io.Writer, p *plan.Plan) error {
	t := &lineWriter{w: w}
	t.print("%s\n", moatcmd.Remark("tickdiff plan "+PlanID(p)+": "+headline(p)))
	if assumed := assumedHosts(p); len(assumed) > 0 && len(p.Commands) > 0 {
		t.print("%s\n", moatcmd.Remark("assumed: the host of each of these servers is its name: "+prose.Names(assumed).Shown()))
	}
	for _, line := range markLines(p.Commands) {
		t.print("%s\n", line)
	}
	for _, c := range p.Unlisted {
		t.print("%s\n", moatcmd.Remark(fmt.Sprintf("not here: %d ticks on %s: %s", c.Ticks().Count(), prose.Visible(c.Server()), unlistedWhy(c))))
	}
	if len(p.Commands) == 0 {
		t.print("%s\n", moatcmd.Remark("nothing to mark"))
	}
	return t.err
}

// settledWords says what the operator decided.
func settledWords(c plan.Command) string {
	set := prose.TicksOf(c.Ticks()).Shown()
	if c.Answers() {
		return fmt.Sprintf("settled by the operator: %s, so that it does not answer that %s of %s was deleted, which others have", prose.Visible(c.Server()), set, prose.Visible(c.Origin()))
	}
	return fmt.Sprintf("settled by the operator: %s misses %s of %s, which others have", prose.Visible(c.Server()), set, prose.Visible(c.Origin()))
}

// markLines cuts commands into lines short enough to be pasted. Where not even
// one tick fits, or a name does not show, a remark says so.
func markLines(all []plan.Command) []string {
	var lines []string
	for _, c := range all {
		if c.Settled() {
			lines = append(lines, moatcmd.Remark(settledWords(c)))
		}
		argvs, ok := c.Argvs(moatcmd.MaxPastedLine, moatcmd.PastedSize)
		if !ok {
			lines = append(lines, moatcmd.Remark(fmt.Sprintf("not here: %d ticks on %s; the name is too long for a line to be pasted, use --format script", c.Ticks().Count(), prose.Visible(c.Server()))))
			continue
		}
		for argv := range argvs {
			if !moatcmd.Pastable(argv) {
				lines = append(lines, moatcmd.Remark(fmt.Sprintf("not here: %d ticks on %s; a name has characters that do not show, use --format script", c.Ticks().Count(), prose.Visible(c.Server()))))
				break
			}
			lines = append(lines, moatcmd.PastedLine(argv))
		}
	}
	return lines
}
