package main

import (
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/spf13/pflag"

	"tickdiff/analyze"
	"tickdiff/dump"
)

// options are the values of all flags; a subcommand fills those it has.
type options struct {
	argv        []string // the command as it was given
	format      string
	output      string
	width       int
	color       string
	all         bool
	gone        []string
	together    bool
	order       string
	at          []string
	hostmap     string
	dialect     string
	lost        string
	broadcast   bool
	allCommands bool
	allSegments bool
	start       []string
	before      bool
	key         string
	undo        string

	strict    bool
	maxSize   sizeFlag
	maxMemory sizeFlag // 0: what there is
	values    bool

	memory     memoryLimit
	reading    underWork
	unfinished atomic.Pointer[string] // the name of the output that is being written

	settle         []string
	settleUnproven bool
	accept         []string
	acceptFiles    []string
	list           bool
	man            bool
}

func (o *options) outputFlags(flags *pflag.FlagSet, formats ...string) {
	wordFlag(flags, &o.format, "format", "f", "output as `FORMAT`: ", formats...)
	flags.StringVarP(&o.output, "output", "o", "", "write to this `FILE`, which must not exist yet, instead of standard output")
	flags.IntVar(&o.width, "width", 0, "`COLUMNS` of text; without it the terminal's, else 100")
	wordFlag(flags, &o.color, "color", "", "`WHEN` text has colours; auto is on a terminal, unless NO_COLOR is set: ", "auto", "always", "never")
	flags.BoolVar(&o.all, "all", false, "show long lists whole in text")
}

// readFlags are those of every command that reads dumps.
func (o *options) readFlags(flags *pflag.FlagSet) {
	flags.BoolVar(&o.strict, "strict", false, "refuse inputs that have to be mended to be read")
	o.maxSize = sizeFlag(dump.DefaultLimits.MaxSize)
	flags.Var(&o.maxSize, "max-size", "how large an input may be, unpacked")
	flags.Var(&o.maxMemory, "max-memory", "how much memory may be used; without it, nearly all that is free")
}

func (o *options) limits() dump.Limits { return dump.Limits{MaxSize: int64(o.maxSize)} }

func (o *options) evidenceFlags(flags *pflag.FlagSet) {
	o.readFlags(flags)
	flags.StringArrayVar(&o.gone, "gone", nil, "this server's data will not come back, and it had stopped before the first of these dumps was taken (`NAME`; repeatable)")
	flags.BoolVar(&o.together, "together", false, "the dumps were taken at one time, within seconds: no server lost or replaced its data in between, and those that are gone had stopped before")
	o.orderFlag(flags)
}

func (o *options) orderFlag(flags *pflag.FlagSet) {
	wordFlag(flags, &o.order, "order", "", "what `ORDER` several dumps of one server have, oldest first: ", "tock", "given")
}

func (o *options) planFlags(flags *pflag.FlagSet) {
	o.evidenceFlags(flags)
	flags.StringArrayVar(&o.at, "at", nil, "where to reach a server (`NAME=HOST[:PORT]`; repeatable)")
	flags.StringVar(&o.hostmap, "hostmap", "", "take from this configuration of MoaT or DistKV where the servers are (`FILE`); --at wins")
	wordFlag(flags, &o.dialect, "dialect", "", "write commands of this `CLIENT`: ", string(analyze.MoaT), string(analyze.DistKV))
	wordFlag(flags, &o.lost, "lost", "", "mark lost ticks as `KIND`: ", string(analyze.MarkSuperseded), string(analyze.MarkDeleted))
	flags.BoolVar(&o.broadcast, "broadcast", false, "join superseded marks that are the same on all seen servers into one")
	flags.StringArrayVar(&o.settle, "settle", nil, "mark what others have, where the server's own entry is the same or newer (`ORIGIN:TICKS[@SERVER]`, as in test_0:5,7-9; repeatable)")
	flags.BoolVar(&o.settleUnproven, "settle-unproven", false, "settle also what the dumps do not show missing at two tocks")
	flags.BoolVar(&o.allCommands, "all-commands", false, fmt.Sprintf("spell out more than %d ticks a server, up to %d", analyze.PlainCommandTicks, analyze.MaxCommandTicks))
}

// valuesFlag is one of the commands that list entries beside all else.
func (o *options) valuesFlag(flags *pflag.FlagSet) {
	flags.BoolVar(&o.values, "values", false, "show values too: of the entries in question where there are save files, and of logged conflicts")
}

// checkValues keeps values, which are private, out of what is kept and passed on
// as data.
func (o *options) checkValues() error {
	if o.values && !slices.Contains([]string{"text", "markdown", "html"}, o.format) {
		return &usageError{fmt.Sprintf("--values is not for --format %s", o.format), "tickdiff entries --values --format json gives the values as data"}
	}
	return nil
}

// scriptFlags are those of every command that writes a plan as a script.
func (o *options) scriptFlags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&o.start, "start", nil, "in a script, start this server with --force first, and end it again, saved (`NAME=COMMAND`; repeatable)")
}

func (o *options) merge() analyze.MergeOptions {
	return analyze.MergeOptions{Gone: o.gone, Together: o.together, Given: o.order == "given"}
}

func (o *options) plan() (analyze.PlanOptions, error) {
	p := analyze.PlanOptions{Lost: analyze.MarkKind(o.lost), Dialect: analyze.Dialect(o.dialect), Targets: map[string]analyze.Target{},
		Broadcast: o.broadcast, AllCommands: o.allCommands}
	return p, o.addAt(p.Targets)
}

// makePlan decides, and then does what the operator settled.
func (o *options) makePlan(e *evidence, options analyze.PlanOptions, std stdio) (*analyze.Plan, error) {
	if err := o.addHosts(options.Targets, e, std); err != nil {
		return nil, err
	}
	saySharedHosts(options.Targets, e, std)
	v := e.view
	p := analyze.MakePlan(v, options)
	var words []analyze.Settlement
	for _, text := range o.settle {
		word, err := v.ParseSettlement(text)
		if err != nil {
			return nil, asUsage(err)
		}
		words = append(words, word)
	}
	return p, asUsage(p.Settle(v, words, o.settleUnproven))
}
