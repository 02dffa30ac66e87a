package report

import (
	"fmt"
	"io"

	"tickdiff/analyze"
)

// Commands writes the plan's mark commands, to be read and pasted into any of
// sh, bash, zsh, fish or busybox. Remarks are ": 'words'" lines, since an
// interactive zsh trips over comments.
func Commands(w io.Writer, p *analyze.Plan) error {
	t := &textWriter{w: w}
	t.print("%s\n", remark("tickdiff plan "+PlanID(p)+": "+headline(p)))
	for _, c := range p.Commands {
		argvs, ok := c.Argvs(MaxPastedLine, pastedSize)
		if !ok {
			t.print("%s\n", remark(fmt.Sprintf("not here: %d ticks on %s; the name is too long for a line to be pasted, use --format script", c.Ticks().Count(), Visible(c.Server()))))
			continue
		}
		for argv := range argvs {
			t.print("%s\n", PastedLine(argv))
		}
	}
	for _, c := range p.Unlisted {
		t.print("%s\n", remark(fmt.Sprintf("not here: %d ticks on %s: %s", c.Ticks().Count(), Visible(c.Server()), unlistedWhy(c))))
	}
	if len(p.Commands) == 0 {
		t.print("%s\n", remark("nothing to mark"))
	}
	return t.err
}
