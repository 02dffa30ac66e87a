package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/pflag"

	"tickdiff/analyze/heal"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/redact"
	"tickdiff/dump"
	"tickdiff/report"
)

var healFormats = append(slices.Clone(documentFormats), "commands", "script")

type healOptions struct {
	form
	planning
	privacy
	right  []string
	redact bool
}

func healCommand() *command {
	o := &healOptions{}
	return &command{
		name:  "heal",
		args:  "SAVE…",
		short: "which entries differ though nothing is missing, from full saves",
		long: `Compares the entries of all servers, path by path, and says how to make them
equal. It needs a full save of every server, written on the server's machine:

  ` + moatcmd.Line("save", moatcmd.MoaT) + `

Dumps may be given with them. An entry is of one of these classes:

  same        one last change, one value
  same-value  one value, other last changes: nothing has to be done
  newer       one copy was made where all that differ from it were known: it is
              right
  conflict    there is no such copy: somebody must say which is right
  forked      one last change, and other values: somebody must say here too
  one-sided   some server has no such entry. Saves forget deletions, so this
              proves nothing

To make an entry equal, the server whose copy is right writes it again. The
command holds no value: the server takes its own. It fails where the entry has
changed since. Plan first ("tickdiff plan"): what is missing comes before what
differs.

Exit codes: 0 all values are the same; 1 there is a command for all that
differs; 4 something is not decided, or a server has no save.`,
		examples: []string{
			"tickdiff heal test_0.moat test_1.moat",
			"tickdiff heal --gone test_0 saves/",
			"tickdiff heal --format script -o heal.sh saves/",
		},
		flags: func(flags *pflag.FlagSet) {
			o.formFlags(flags, healFormats...)
			o.readFlags(flags)
			o.goneFlag(flags)
			o.addressFlags(flags)
			flags.StringArrayVar(&o.right, "right", nil, "this server has the entry right, or of SERVER alone, every entry that conflicts or is forked (`[PATH=]SERVER`; repeatable); where it has no such entry, the others' are deleted")
			flags.BoolVar(&o.values, "values", false, "show the values of the entries too")
			flags.BoolVar(&o.redact, "redact", false, "show placeholders for all names, paths and hosts, for a post in public")
		},
		run: o.run,
	}
}

func (o *healOptions) run(c *call) (int, error) {
	commands := slices.Contains(healFormats[len(documentFormats):], o.format)
	switch {
	case o.values && commands:
		return exitUsage, &usageError{"--values is not for --format " + o.format, "no command holds a value"}
	case o.redact && (o.values || commands):
		return exitUsage, &usageError{"--redact is for a post, without --values, and not for --format commands or script", ""}
	}
	o.plan.Lost = plan.MarkSuperseded
	e, p, err := o.readPlanned(c, c.args, dump.Search{All: true})
	if err != nil {
		return exitUnread, err
	}
	words, err := heal.ParseWords(o.right, e.view)
	if err != nil {
		return exitUsage, asUsage(err)
	}
	r, err := o.joinEntries(c, e, p, words, dump.Search{Values: o.values})
	if err != nil {
		return exitUsage, err
	}
	if o.redact {
		names := map[string]string{"": ""}
		_, key := redact.Dumps(e.dumps)
		for _, n := range key {
			names[n.Name] = n.Placeholder
		}
		for _, s := range e.view.Servers { // no dump knows those left
			names[s.Name] = cmp.Or(names[s.Name], fmt.Sprintf("unheard_%d", len(names)))
		}
		r.Redact(names, p)
		c.argv = []string{"tickdiff", "heal", "--redact"} // the rest may name what is hidden
	}
	return worse(e.code, verdictCode(r.Verdict)), writeDocument(c, &o.form, r, report.HealDocument, func(w io.Writer, r *heal.Result) error {
		switch o.format {
		case "commands":
			return report.HealCommands(w, r)
		case "script":
			return report.HealScript(w, r, p, c.asRun())
		}
		return report.HealJSON(w, r)
	})
}

// joinEntries compares the entries of all saves. Of those that differ it reads the saves
// once more, as the search says.
func (o *planning) joinEntries(c *call, e *evidence, p *plan.Plan, words heal.Words, search dump.Search) (*heal.Result, error) {
	c.enter(stageComparing)
	saves, _ := heal.SavesOf(e.view, p)
	joined := heal.Join(entriesOf(saves), dump.MaxRecords)
	var again []*dump.Dump
	if search.Paths = joined.Paths(); len(search.Paths) > 0 {
		again = o.readAgain(c, e, search)
	}
	r, err := heal.Decide(e.view, p, &joined, again, words)
	return r, asUsage(err)
}

func entriesOf(saves []heal.Save) []*dump.Entries {
	all := make([]*dump.Entries, len(saves))
	for i, s := range saves {
		all[i] = s.All
	}
	return all
}
