package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"tickdiff/analyze/prose"
	"tickdiff/analyze/redact"
	"tickdiff/dump"
	"tickdiff/report"
)

type redactOptions struct {
	reading
	destination
	key, undo string
}

func redactCommand() *command {
	o := &redactOptions{}
	return &command{
		name:  "redact",
		args:  "DUMP… | --undo KEY PLAN.json|COMMANDS",
		short: "the same dumps with placeholders for names, to show in public",
		long: `Prints the dumps with every name replaced, one for one and wherever it stands,
as one stream of YAML. Comments and whatever stood around the dumps are dropped;
sections, numbers and the form of ranges stay, so that the analysis is the same.
A save file becomes the dump of a server that has loaded it, without its
entries. The order of the names stays too, and so do their number, all ticks and
tocks, and what a collection says of its dumps. Of a case, -o makes a new
folder, whose case.yaml tells who is gone, and no host, reason or command.

--key saves which placeholder stands for which name, in a new file that only you
can read. Keep it: with --undo it gives the real names back to a plan (JSON) or
to commands that somebody made from the redacted dumps. Without a key nobody
can.`,
		examples: []string{
			"tickdiff redact --key key.json -o public.yaml dumps/",
			"tickdiff redact --undo key.json plan.json",
			"tickdiff redact --undo key.json commands.txt",
		},
		flags: func(flags *pflag.FlagSet) {
			o.readFlags(flags)
			o.outputFlag(flags)
			flags.StringVar(&o.key, "key", "", "save the real names to this `FILE`, which must not exist yet")
			flags.StringVar(&o.undo, "undo", "", "give the real names in this `FILE` back to a plan or to commands")
		},
		run: func(c *call) (int, error) {
			if o.undo != "" {
				return o.runUndo(c)
			}
			return o.runRedact(c)
		},
	}
}

func (o *redactOptions) runRedact(c *call) (int, error) {
	r, err := o.readDumps(c, c.args, dump.Search{})
	if err != nil {
		return exitUnread, err
	}
	redacted, key := redact.Dumps(r.dumps)
	if o.key != "" {
		if err := c.writeNew(o.key, 0o600, func(w io.Writer) error { return report.KeyJSON(w, key) }); err != nil {
			return exitUnread, err
		}
	}
	err = o.writeRedacted(c, redacted, key)
	if err != nil && o.key != "" {
		err = errors.Join(err, os.Remove(o.key)) // it would be the key to nothing
	}
	return r.code, err
}

// writeRedacted writes the dumps; of a case, with -o, a new case that holds them.
func (o *redactOptions) writeRedacted(c *call, redacted []*dump.Dump, key redact.Key) error {
	kept, err := c.readCase(c.args)
	if err != nil {
		return err
	}
	dumps := func(w *bounded) error { return report.WrittenDumps(w, redacted) }
	if kept == nil || !o.isFile() {
		return o.write(c, dumps)
	}
	folder := o.output
	if err := os.Mkdir(folder, 0o755); errors.Is(err, fs.ErrExist) {
		return &usageError{fmt.Sprintf("%s: it exists already and is not overwritten", prose.Visible(folder)), "give a new name"}
	} else if err != nil {
		return fmt.Errorf("%s: it cannot be made: %s", prose.Visible(folder), plain(err))
	}
	o.output = filepath.Join(folder, "dumps.yaml")
	if err := o.write(c, dumps); err != nil {
		return errors.Join(err, os.Remove(folder))
	}
	return c.writeNew(filepath.Join(folder, dump.CaseFile), 0o644, func(w io.Writer) error {
		_, err := io.WriteString(w, redactedCase(kept, key))
		return err
	})
}

// redactedCase is what of a case nobody can be known by: who is gone, whose client asks,
// and that the dumps are of one time.
func redactedCase(kept *dump.Case, key redact.Key) string {
	var b strings.Builder
	if kept.Dialect != "" {
		fmt.Fprintf(&b, "dialect: %q\n", kept.Dialect)
	}
	if kept.Together != nil {
		fmt.Fprintf(&b, "together: %v\n", *kept.Together)
	}
	b.WriteString("gone:\n")
	for _, g := range kept.Gone {
		if i := slices.IndexFunc(key, func(n redact.Name) bool { return n.Name == g.Name }); i >= 0 {
			fmt.Fprintf(&b, "  %q:\n", key[i].Placeholder)
		}
	}
	return b.String()
}

func (o *redactOptions) runUndo(c *call) (int, error) {
	if len(c.args) != 1 || o.key != "" {
		return exitUsage, &usageError{"--undo takes one plan or one file of commands, and no --key", "tickdiff redact --undo key.json plan.json"}
	}
	keyText, err := c.readText(o.undo, maxKeySize, c.in)
	if err != nil {
		return exitUnread, err
	}
	key, err := report.ReadKey(keyText)
	if err != nil {
		return exitUnread, fmt.Errorf("%s: %w", prose.Visible(o.undo), err)
	}
	text, err := c.readText(c.args[0], maxPlanSize, c.in)
	if err != nil {
		return exitUnread, err
	}
	undone, err := undo(text, key)
	var line *report.CommandError
	var fault *report.PlanError
	switch {
	case errors.As(err, &line):
		return exitUnread, fmt.Errorf("%s:%d: %w", prose.Visible(c.args[0]), line.Line, err)
	case errors.As(err, &fault):
		return exitUnread, &planError{c.args[0], fault}
	case err != nil:
		return exitUnread, err
	}
	return exitClean, o.write(c, func(w *bounded) error { return undone(w) })
}

// undo prepares the text with its real names. A plan begins with a brace.
func undo(text []byte, key redact.Key) (func(io.Writer) error, error) {
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		p, err := report.UndoPlan(text, key)
		return func(w io.Writer) error { return report.PlanJSON(w, p) }, err
	}
	var b bytes.Buffer
	err := report.UndoCommands(&b, string(text), key)
	return func(w io.Writer) error { _, err := b.WriteTo(w); return err }, err
}
