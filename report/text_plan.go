package report

import (
	"fmt"
	"io"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

// PlanText writes a plan for people. It answers, in this order: what is wrong,
// what may be marked and with which commands, what must not be and why, which
// dumps are still needed, and what to do next.
func PlanText(w io.Writer, p *analyze.Plan, o TextOptions) error {
	t := newTextWriter(w, o)
	t.headline(p)
	t.coverage(p.Servers)
	t.doubts(p)
	t.wrong(p)
	t.notTold(p)
	t.mayBeMarked(p)
	t.mustNotBeMarked(p)
	t.entries(&p.Entries)
	t.against(p)
	t.returns(p)
	t.starts(p)
	t.stillNeeded(p)
	t.addresses(p)
	t.next(p)
	t.print("\nplan %s\n", PlanID(p))
	return t.err
}

func (t *textWriter) coverage(servers []analyze.Coverage) {
	t.heading("servers")
	t.table(upper(coverageHeader), coverageRows(servers, t.quoting()))
}

// doubts says what makes the dumps doubtful as a whole.
func (t *textWriter) doubts(p *analyze.Plan) {
	for _, line := range planDoubts(p, t.quoting()) {
		t.line("%s", line)
	}
}

// allSections is how many sections "internal state -a" prints.
const allSections = 6

// tells lists the sections of a server; derived ones are told so.
func tells(c analyze.Coverage) string {
	derived := map[string]bool{}
	for _, s := range c.Derived {
		derived[s] = true
	}
	words := ""
	for _, s := range c.Sections {
		if words != "" {
			words += ", "
		}
		words += s
		if derived[s] {
			words += " (derived)"
		}
	}
	switch {
	case words == "":
		return "nothing"
	case len(c.Sections) == allSections && len(c.Derived) == 0:
		return "all"
	}
	return words
}

func (t *textWriter) wrong(p *analyze.Plan) {
	t.heading("what is wrong")
	rows := missingRows(p, t.quoting())
	if len(rows) == 0 {
		t.line("Nothing is missing in what was asked.")
		return
	}
	t.table(upper(missingHeader), rows)
}

// notTold lists what was missing and is in no told state now.
func (t *textWriter) notTold(p *analyze.Plan) {
	all := p.Of(analyze.Untold)
	if len(all) == 0 {
		return
	}
	t.heading("not told")
	for _, n := range first(all, t.rows()) {
		t.line("%s", untoldWords(&n, t.quoting()))
	}
	t.leftOut(len(all)-t.rows(), "not told")
}

func (t *textWriter) mayBeMarked(p *analyze.Plan) {
	marked := p.Of(analyze.Marked)
	if len(marked) == 0 {
		return
	}
	t.heading("what may be marked")
	for _, r := range reasonsOf(marked) {
		t.line("%s: %s.", r, why(r))
	}
	t.lastSeen(marked)
	t.print("\n")
	lines := markLines(p.Commands)
	for _, line := range first(lines, t.rows()) {
		t.print("  %s\n", line)
	}
	t.leftOut(len(lines)-t.rows(), "command lines")
	for _, c := range first(p.Unlisted, t.rows()) {
		t.line("%s.", unlistedWords(&c, t.quoting()))
	}
	t.leftOut(len(p.Unlisted)-t.rows(), "commands with too many ticks")
}

// lastSeen says who had the data of lost ticks when it was last dumped, each once.
func (t *textWriter) lastSeen(marked []analyze.Decision) {
	said := map[string]bool{}
	for _, s := range marked {
		for _, e := range s.Evidence {
			words := fmt.Sprintf("An older dump of %s (tock %d, %s) shows %s of %s present; its data is gone with it.",
				Visible(e.Server), e.Tock, t.quoting().fileLine(e.File, e.Line), t.set(e.Ticks), Visible(s.Origin))
			if s.Reason == analyze.Lost && e.PresentBefore() && !said[words] {
				t.line("%s", words)
				said[words] = true
			}
		}
	}
}

// unlistedWhy says why a command is not spelled out, and what spells it out.
func unlistedWhy(c analyze.Command) string {
	if c.Ticks().Count() > analyze.MaxCommandTicks {
		return fmt.Sprintf("more than the %d that are ever spelled out for a server; find out first how so many came to be missing", analyze.MaxCommandTicks)
	}
	return fmt.Sprintf("too many to spell out unasked; use --format script, or --all-commands (up to %d a server)", analyze.MaxCommandTicks)
}

func (t *textWriter) mustNotBeMarked(p *analyze.Plan) {
	left, refused := p.Of(analyze.Left), p.Of(analyze.Refused)
	if len(left)+len(refused) == 0 {
		return
	}
	t.heading("what must not be marked")
	for _, l := range first(left, t.rows()) {
		t.line("%s misses %s of %s: on %s (%s). Left to the servers: %s.%s", Visible(l.Server), t.set(l.Ticks), Visible(l.Origin), visibleAll(l.Holders), l.Reason, why(l.Reason), raceWords(l))
		if look := p.Look(&l); look != nil {
			t.print("  look: %s\n", moatcmd.PastedLine(look))
		}
	}
	t.leftOut(len(left)-t.rows(), "left to the servers")
	unasked := p.Unasked()
	for _, r := range first(refused, t.rows()) {
		needs := ""
		if names, more := r.Needed(unasked); len(names) > 0 {
			needs = " Needed: " + someNames(names, more, Visible) + "."
		}
		t.line("%s misses %s of %s: refused (%s): %s.%s", Visible(r.Server), t.set(r.Ticks), Visible(r.Origin), r.Reason, why(r.Reason), needs)
	}
	t.leftOut(len(refused)-t.rows(), "refused")
	for _, r := range reasonsOf(refused) {
		t.line("What would change %s: %s.", r, analyze.RuleOf(r).Change)
	}
	if cures := plainSaveCures(p); cures != "" {
		t.line("%s", cures)
	}
}

// raceWords warns of servers whose answer destroys what others have.
func raceWords(l analyze.Decision) string {
	if len(l.DeletedOn) == 0 {
		return ""
	}
	return fmt.Sprintf(" CAREFUL: %s would answer, or may, that it was deleted, which destroys the entry where it lives: restart or re-join nothing before it was looked at; if it lives, settle it (--settle, --settle-unproven), run the marks and write it again on a holder.", visibleAll(l.DeletedOn))
}

func (t *textWriter) stillNeeded(p *analyze.Plan) {
	if len(p.Requests) == 0 {
		return
	}
	t.heading("dumps still needed, the most useful first")
	for _, r := range p.Requests {
		if len(r.Argv) == 0 {
			t.line("  a dump of %s, taken by hand: no command can be trusted with its name", Visible(r.Server))
			continue
		}
		t.command(r.Argv)
		if r.Helps > 0 {
			t.line("    alone decides %d, helps to decide %d", r.Decides, r.Helps)
		}
	}
	t.line("A server that is lost for good is declared so with --gone NAME; never guess it.")
}

// reasonsOf lists the reasons of decisions, each once, in the order of the rules.
func reasonsOf(all []analyze.Decision) []analyze.Reason {
	has := map[analyze.Reason]bool{}
	for _, d := range all {
		has[d.Reason] = true
	}
	var out []analyze.Reason
	for _, rule := range analyze.Rules {
		if has[rule.Reason] {
			out = append(out, rule.Reason)
		}
	}
	return out
}
