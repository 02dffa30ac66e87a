package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/report"
)

// starting says how servers are started.
type starting struct{ start []string }

func (o *starting) startFlag(flags *pflag.FlagSet) {
	flags.StringArrayVar(&o.start, "start", nil, "in a script, start this server with --force first, and end it again, saved (`NAME=COMMAND`; repeatable)")
}

// fromCase adds what a case says of servers that have to be started before they can be
// marked, unless flags say it.
func (o *starting) fromCase(kept *dump.Case, p *plan.Plan) {
	for _, word := range kept.Start {
		needed := slices.ContainsFunc(p.Starts, func(s plan.Start) bool { return s.Server == word.Name }) && p.Marks(word.Name)
		said := slices.ContainsFunc(o.start, func(given string) bool { return strings.HasPrefix(given, word.Name+"=") })
		if needed && !said {
			o.start = append(o.start, word.Name+"="+word.Text)
		}
	}
}

func (o *starting) checkStart(format string) error {
	if len(o.start) > 0 && format != "script" {
		return &usageError{"--start is for --format script", "only a script starts servers"}
	}
	return nil
}

// serverStarts takes over the operator's word on how servers are started. It is
// for scripts only, and no part of a plan.
func (o *starting) serverStarts(p *plan.Plan) ([]report.ServerStart, error) {
	var out []report.ServerStart
	for _, word := range o.start {
		name, command, err := parseStart(word, p)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(s report.ServerStart) bool { return s.Server == name }) {
			return nil, startError(name, "it stands twice", "")
		}
		if err := startable(p, name); err != nil {
			return nil, err
		}
		s, err := report.NewServerStart(name, command)
		if err != nil {
			return nil, startError(name, err.Error(), "what takes more than one plain command goes into a file of its own, which ends in: exec moat kv server … \"$@\"")
		}
		out = append(out, s)
	}
	return out, nil
}

func startError(name, what, hint string) error {
	return &usageError{fmt.Sprintf("--start %s: %s", prose.Visible(name), what), hint}
}

// parseStart reads NAME=COMMAND. Both may hold "=": of the names in the plan the
// longest that fits is meant.
func parseStart(word string, p *plan.Plan) (name, command string, err error) {
	var names []string
	found := false
	for _, c := range p.Servers {
		names = append(names, c.Name)
		if rest, ok := strings.CutPrefix(word, c.Name+"="); ok && (!found || len(c.Name) > len(name)) {
			name, command, found = c.Name, rest, true
		}
	}
	if found {
		return name, command, nil
	}
	name, _, ok := strings.Cut(word, "=")
	if !ok {
		return "", "", &usageError{fmt.Sprintf("--start %q: it should be NAME=COMMAND", word), "such as --start test_1='moat kv server -l test_1.moat test_1'"}
	}
	return "", "", startError(name, "the plan knows no such server", nearest(name, names, "the plan lists the servers"))
}

// startable refuses to start what has nothing to be marked, or what would do harm.
func startable(p *plan.Plan, name string) error {
	if !p.Marks(name) {
		return startError(name, "the plan marks nothing on it", "it can be started as always")
	}
	if !p.Client(name).Usable() {
		return startError(name, "no command can be trusted with its name", "--at says where it is reached")
	}
	for _, s := range p.Starts {
		switch {
		case s.Server != name || s.Startable():
		case s.Reissues.Empty():
			return startError(name, "its save file is cut", "start it from a whole one, or empty, to copy the others'")
		default:
			return startError(name, fmt.Sprintf("from that file it would give out %s of its own again", s.Reissues), "start it from newer data, or empty, to copy the others'")
		}
	}
	return nil
}
