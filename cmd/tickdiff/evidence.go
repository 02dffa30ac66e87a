package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/heal"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/report"
)

// readings are the dumps in all inputs of a run.
type readings struct {
	inputs []report.Input
	dumps  []*dump.Dump
	saves  []savedInput
	logged []dump.LoggedConflict
	silent []dump.Silence
	typed  []string // programs of the commands that asked for the dumps, as the inputs show
	code   int      // exitUnread if something could not be read
}

// savedInput is an input with save files in it, to be read once more.
type savedInput struct {
	dump.Input
	sha256 string
}

// readDumps reads the inputs, and the entries in save files that are searched for.
// What was noticed on the way is said at once; what could be read is still used.
func (o *reading) readDumps(c *call, args []string, search dump.Search) (*readings, error) {
	if len(args) == 0 {
		return nil, &usageError{"no dump given", "a dump is a file, a folder, or - for standard input"}
	}
	c.enter(stageReading)
	r := &readings{}
	inputs, size, problems := gather(args, c.in)
	if o.order == "tock" {
		// Then nothing depends on the order in which they were given.
		slices.SortStableFunc(inputs, func(a, b dump.Input) int { return strings.Compare(a.Name, b.Name) })
	}
	c.sayProblems(problems)
	if slices.ContainsFunc(problems, func(p dump.Problem) bool { return p.Level == dump.Error }) {
		r.code = exitUnread
	}
	collectSooner(size)
	if slices.Contains(args, "-") && onTerminal(c.in) {
		c.say("reading what is typed or pasted", "Ctrl-D on a line of its own ends it")
	}
	var nothing nothingIn
	for i, in := range c.read(inputs, o.limits(&c.given), search) {
		if o.strict && in.Mended() {
			refuse(&in)
		}
		if nothing.add(&in, inputs[i]) {
			continue
		}
		c.sayProblems(in.Problems)
		r.add(&in, inputs[i])
	}
	if nothing.say(c) {
		r.code = exitUnread
	}
	if len(r.dumps) == 0 {
		// What is concluded from nothing would look like something.
		return nil, errors.New("no dump could be read, so there is nothing to conclude from")
	}
	return r, nil
}

// nothingIn are files that were found in folders, and in which there is nothing.
type nothingIn struct {
	files   []string
	folders map[string]bool // whether anything is in one
}

// add reports whether nothing is in a file that was found.
func (n *nothingIn) add(r *dump.Reading, in dump.Input) bool {
	if in.Folder != "" {
		if n.folders == nil {
			n.folders = map[string]bool{}
		}
		n.folders[in.Folder] = n.folders[in.Folder] || !r.Nothing
	}
	if r.Nothing {
		n.files = append(n.files, in.Name)
	}
	return r.Nothing
}

// say says so, and reports whether some folder holds nothing at all.
func (n *nothingIn) say(c *call) (failed bool) {
	if len(n.files) > 0 {
		c.say("note: "+dump.NoDumpIn(n.files), "")
	}
	for _, folder := range slices.Sorted(maps.Keys(n.folders)) {
		if !n.folders[folder] {
			c.say(prose.Visible(folder)+": no dump in this folder", "")
			failed = true
		}
	}
	return failed
}

// refuse uses nothing of an input that is not as it was printed.
func refuse(r *dump.Reading) {
	r.Dumps, r.Conflicts = nil, nil
	r.Problems = append(r.Problems, dump.Problem{Level: dump.Error, File: r.Name, What: "it has to be mended to be read, which --strict refuses"})
}

func (r *readings) add(in *dump.Reading, from dump.Input) {
	if in.Failed() {
		r.code = exitUnread
	}
	if slices.ContainsFunc(in.Dumps, func(d *dump.Dump) bool { return d.Source.Save }) {
		r.saves = append(r.saves, savedInput{from, in.SHA256})
	}
	r.dumps = append(r.dumps, in.Dumps...)
	r.typed = append(r.typed, in.Programs...)
	r.logged = append(r.logged, in.Conflicts...)
	r.silent = append(r.silent, in.Silent...)
	r.inputs = append(r.inputs, inputsOf(in)...)
}

// inputsOf is an input, and the files in it if it is an archive.
func inputsOf(r *dump.Reading) []report.Input {
	in := report.Input{File: r.Name, Size: r.Size, SHA256: r.SHA256, Dumps: len(r.Dumps)}
	for _, p := range r.Problems {
		in.Problems = append(in.Problems, report.Problem{Level: p.Level.String(), Line: p.Place.Line, Col: p.Place.Col, What: p.What, Hint: p.Hint})
	}
	inputs := []report.Input{in}
	for _, m := range r.Members {
		inputs = append(inputs, report.Input{File: m.Name, Size: m.Size, SHA256: m.SHA256, Dumps: dumpsFrom(m.Name, r.Dumps)})
	}
	return inputs
}

func dumpsFrom(file string, dumps []*dump.Dump) (n int) {
	for _, d := range dumps {
		if d.Source.File == file {
			n++
		}
	}
	return n
}

// evidence is what a run rests on: dumps, put side by side.
type evidence struct {
	*readings
	view *cluster.View
}

// readEvidence reads the inputs and puts their dumps side by side.
func (o *reading) readEvidence(c *call, args []string, search dump.Search, merge cluster.Options) (*evidence, error) {
	r, err := o.readDumps(c, args, search)
	if err != nil {
		return nil, err
	}
	return o.sideBySide(c, r, merge)
}

// sideBySide puts the dumps of a reading side by side.
func (o *reading) sideBySide(c *call, r *readings, merge cluster.Options) (*evidence, error) {
	c.enter(stageMerging)
	merge.Given, merge.Logged = o.order == "given", r.logged
	for _, s := range r.silent {
		merge.Named = append(slices.Clip(merge.Named), s.Server)
	}
	view, err := cluster.Merge(r.dumps, merge)
	if err != nil {
		return nil, err
	}
	e := &evidence{r, view}
	e.sayConflicts(c)
	e.saySilent(c)
	return e, nil
}

// saySilent says once of each server, unless it is gone, that it did not answer when it
// was asked last.
func (e *evidence) saySilent(c *call) {
	last := map[string]dump.Silence{}
	for _, s := range e.silent {
		if l, ok := last[s.Server]; !ok || cmp.Or(s.Asked.Compare(l.Asked), cmp.Compare(s.Round, l.Round)) > 0 {
			last[s.Server] = s
		}
	}
	for _, name := range slices.Sorted(maps.Keys(last)) {
		s, known := last[name], e.view.Server(name)
		if known != nil && (known.Status == cluster.Gone || known.AskedLater(s.Collected)) {
			continue
		}
		c.say(fmt.Sprintf("%s: note: %s did not answer when it was asked in round %d: %q", prose.Visible(s.File), prose.Visible(name), s.Round, s.Why), "")
	}
}

// sayConflicts reports dumps that cannot both be true; their server tells
// nothing then.
func (e *evidence) sayConflicts(c *call) {
	for _, s := range e.view.Conflicts() {
		a, b := prose.Visible(s.Conflict.A.Source.File), prose.Visible(s.Conflict.B.Source.File)
		c.say(a+" and "+b+": two dumps of "+prose.Visible(s.Name)+" with one tock differ in "+s.Conflict.Key+"; neither is used",
			"two servers under one name, or an edited dump: dump the server again")
		e.code = exitUnread
	}
}

// asUsage turns what the operator got wrong into a usage error.
func asUsage(err error) error {
	var gone *cluster.GoneError
	if errors.As(err, &gone) {
		if len(gone.Names) == 0 {
			return &usageError{gone.Error(), gone.Hint}
		}
		var argv []string
		for _, name := range gone.Names {
			argv = append(argv, "--gone", name)
		}
		return &usageError{gone.Error(), "give each server a flag of its own: " + moatcmd.PastedLine(argv)}
	}
	var settle *plan.SettleError
	if errors.As(err, &settle) {
		return &usageError{settle.Error(), settle.Hint}
	}
	var word *heal.WordError
	if errors.As(err, &word) {
		return &usageError{word.Error(), word.Hint}
	}
	return err
}

// readAgain reads the save files once more, now that it is known what is sought in
// them.
func (o *reading) readAgain(c *call, e *evidence, search dump.Search) (dumps []*dump.Dump) {
	inputs := make([]dump.Input, len(e.saves))
	for i, s := range e.saves {
		inputs[i] = s.Input
	}
	for i, in := range c.read(inputs, o.limits(nil), search) {
		if in.SHA256 != e.saves[i].sha256 {
			c.say(prose.Visible(in.Name)+": changed between two readings; what it tells of entries is left out", "")
			e.code = exitUnread
			continue
		}
		dumps = append(dumps, in.Dumps...)
	}
	return dumps
}
