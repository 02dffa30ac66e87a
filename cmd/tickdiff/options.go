package main

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/spf13/pflag"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

// Groups of options that several commands share. A command's own options are made
// of them; each group adds its flags itself.

// reading says how dumps are read.
type reading struct {
	strict  bool
	maxSize sizeFlag
	order   string // of several dumps of one server; "" where the command has no such flag
}

func (r *reading) readFlags(flags *pflag.FlagSet) {
	flags.BoolVar(&r.strict, "strict", false, "refuse inputs that have to be mended to be read")
	r.maxSize = sizeFlag(dump.DefaultLimits.MaxSize)
	flags.Var(&r.maxSize, "max-size", "how large an input may be, unpacked")
	addMemoryFlag(flags)
}

func addMemoryFlag(flags *pflag.FlagSet) {
	free := sizeFlag(freeMemory)
	flags.Var(new(sizeFlag), memoryFlag, fmt.Sprintf("how much memory may be used; without it, %d bytes for each byte read and %s, or nearly all that is free", boundPerByte, &free))
}

func (r *reading) orderFlag(flags *pflag.FlagSet) {
	wordFlag(flags, &r.order, "order", "", "what `ORDER` several dumps of one server have, oldest first: ", "tock", "given")
}

func (r *reading) limits(count *atomic.Int64) dump.Limits {
	return dump.Limits{MaxSize: int64(r.maxSize), Read: count}
}

// planning says what a plan is made of: the dumps, and the operator's word.
type planning struct {
	reading
	merge cluster.Options
	plan  plan.Options
	addressing
	settle         []string
	settleUnproven bool
	redacted       bool
}

func (p *planning) goneFlag(flags *pflag.FlagSet) {
	flags.StringArrayVar(&p.merge.Gone, "gone", nil, "this server's data will not come back, and it had stopped before the first of these dumps was taken (`NAME`; repeatable)")
}

func (p *planning) planFlags(flags *pflag.FlagSet) {
	p.readFlags(flags)
	p.goneFlag(flags)
	flags.BoolVar(&p.merge.Together, "together", false, "the dumps were taken at one time, within seconds: no server lost or replaced its data in between, and those that are gone had stopped before")
	p.orderFlag(flags)
	p.addressFlags(flags)
	wordFlag(flags, (*string)(&p.plan.Lost), "lost", "", "mark lost ticks as `KIND`: ", string(plan.MarkSuperseded), string(plan.MarkDeleted))
	flags.BoolVar(&p.plan.Broadcast, "broadcast", false, "join superseded marks that are the same on all seen servers into one")
	flags.StringArrayVar(&p.settle, "settle", nil, "mark what others have, where the server's own entry is the same or newer (`ORIGIN:TICKS[@SERVER]`, as in test_0:5,7-9; repeatable)")
	flags.BoolVar(&p.settleUnproven, "settle-unproven", false, "settle also what the dumps do not show missing at two tocks")
	flags.BoolVar(&p.plan.AllCommands, "all-commands", false, fmt.Sprintf("spell out more than %d ticks a server, up to %d", plan.PlainCommandTicks, plan.MaxCommandTicks))
}

// readPlanned reads the inputs, decides on what is missing, and then does what the
// operator settled.
func (p *planning) readPlanned(c *call, args []string, search dump.Search) (*evidence, *plan.Plan, error) {
	if err := p.takeCase(c, args); err != nil {
		return nil, nil, err
	}
	targets, err := p.targets()
	if err != nil {
		return nil, nil, err
	}
	read := func() (*evidence, error) { return p.readEvidence(c, args, search, p.withCase(p.merge)) }
	if p.redacted {
		clear(targets) // of a case, too
		read = func() (*evidence, error) { return p.readRedacted(c, args) }
	}
	p.plan.Targets, p.plan.Dialect = targets, p.dialect
	e, err := read()
	if err != nil {
		return nil, nil, p.inCase(err)
	}
	p.followTyped(c, e.typed)
	if err := p.addHosts(targets, e, c); err != nil {
		return nil, nil, err
	}
	saySharedHosts(targets, e, c)
	c.enter(stageDeciding)
	made := plan.Make(e.view, p.plan)
	var words []plan.Settlement
	for _, text := range p.settle {
		word, err := plan.ParseSettlement(e.view, text)
		if err != nil {
			return nil, nil, asUsage(err)
		}
		words = append(words, word)
	}
	return e, made, asUsage(made.Settle(e.view, plan.Settling{Words: words, Unproven: p.settleUnproven}))
}

// followTyped writes commands for the client that asked for the dumps, if all that was
// typed is DistKV's and nothing else was said.
func (p *planning) followTyped(c *call, typed []string) {
	other := func(program string) bool { return program != string(plan.DistKV) }
	if p.flags.Changed("dialect") || p.kept != nil && p.kept.Dialect != "" || len(typed) == 0 || slices.ContainsFunc(typed, other) {
		return
	}
	p.plan.Dialect = plan.DistKV
	c.say("note: the dumps were asked for with distkv, so commands are written for it", "--dialect moat writes them for MoaT-KV")
}

// withCase adds what the case says to the operator's words on the command line.
func (p *planning) withCase(o cluster.Options) cluster.Options {
	if p.kept == nil {
		return o
	}
	for _, g := range p.kept.Gone {
		if !slices.Contains(o.Gone, g.Name) {
			o.Gone = append(slices.Clip(o.Gone), g.Name)
		}
	}
	for _, s := range p.kept.Servers {
		o.Named = append(slices.Clip(o.Named), s.Name)
	}
	if p.kept.Together != nil && !p.flags.Changed("together") {
		o.Together = *p.kept.Together
	}
	return o
}

// inCase says of a word that is refused where the case says it.
func (p *planning) inCase(err error) error {
	var gone *cluster.GoneError
	if p.kept == nil || !errors.As(err, &gone) {
		return asUsage(err)
	}
	for _, g := range p.kept.Gone {
		if g.Name == gone.Name && !slices.Contains(p.merge.Gone, g.Name) {
			return &usageError{fmt.Sprintf("%s:%d: gone: %q: %s", prose.Visible(p.kept.File), g.Place.Line, g.Name, gone.Why), gone.Hint}
		}
	}
	return asUsage(err)
}

// privacy says whether values are shown, by commands that list entries beside all
// else.
type privacy struct{ values bool }

func (p *privacy) valuesFlag(flags *pflag.FlagSet) {
	flags.BoolVar(&p.values, "values", false, "show values too: of the entries in question where there are save files, and of logged conflicts")
}

// checkValues keeps values, which are private, out of what is kept and passed on
// as data.
func (p *privacy) checkValues(format string) error {
	if p.values && !slices.Contains(peoplesFormats, format) {
		return &usageError{fmt.Sprintf("--values is not for --format %s", format), "tickdiff entries --values --format json gives the values as data"}
	}
	return nil
}
