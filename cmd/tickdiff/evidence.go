package main

import (
	"errors"
	"slices"
	"strings"

	"tickdiff/analyze"
	"tickdiff/dump"
	"tickdiff/report"
)

// readings are the dumps in all inputs of a run.
type readings struct {
	inputs []report.Input
	dumps  []*dump.Dump
	saves  []savedInput
	logged []dump.LoggedConflict
	code   int // exitUnread if something could not be read
}

// readDumps reads the inputs. What was noticed on the way is said at once; what
// could be read is used all the same.
func readDumps(o *options, args []string, std stdio) (*readings, error) {
	return readSearching(o, dump.Search{Values: o.values}, args, std)
}

// readSearching is readDumps, with the entries in save files that are searched for.
func readSearching(o *options, search dump.Search, args []string, std stdio) (*readings, error) {
	if len(args) == 0 {
		return nil, &usageError{"no dump given", "a dump is a file, a folder, or - for standard input"}
	}
	r := &readings{}
	inputs, size, problems := gather(args, std.in)
	if o.order == "tock" {
		// Then nothing depends on the order in which they were given.
		slices.SortStableFunc(inputs, func(a, b dump.Input) int { return strings.Compare(a.Name, b.Name) })
	}
	sayProblems(std, problems)
	for _, p := range problems {
		if p.Level == dump.Error {
			r.code = exitUnread
		}
	}
	collectSooner(size)
	finish := func() {}
	if slices.Contains(args, "-") && onTerminal(std.in) {
		say(std, "reading what is typed or pasted", "Ctrl-D on a line of its own ends it")
	} else {
		inputs, finish = watch(inputs, std.err)
	}
	read := dump.ReadSearching(o.reading.noting(inputs), o.limits(), search)
	finish()
	for i, in := range read {
		if o.strict && in.Mended() {
			refuse(&in)
		}
		sayProblems(std, in.Problems)
		if in.Failed() {
			r.code = exitUnread
		}
		if slices.ContainsFunc(in.Dumps, func(d *dump.Dump) bool { return d.Source.Save }) {
			r.saves = append(r.saves, savedInput{inputs[i], in.SHA256})
		}
		r.dumps = append(r.dumps, in.Dumps...)
		r.logged = append(r.logged, in.Conflicts...)
		r.inputs = append(r.inputs, inputsOf(&in)...)
	}
	if len(r.dumps) == 0 {
		return nil, errNoDumps // what is concluded from nothing would look like something
	}
	o.boundMemory(r.inputs)
	return r, nil
}

// refuse uses nothing of an input that is not as it was printed.
func refuse(r *dump.Reading) {
	r.Dumps, r.Conflicts = nil, nil
	r.Problems = append(r.Problems, dump.Problem{Level: dump.Error, File: r.Name, What: "it has to be mended to be read, which --strict refuses"})
}

// evidence is what a run rests on.
type evidence struct {
	inputs []report.Input
	view   *analyze.View
	saves  []savedInput
	code   int // exitUnread if something could not be read
}

// errNoDumps: whatever was given, no dump could be read of it.
var errNoDumps = errors.New("no dump could be read, so there is nothing to conclude from")

// readEvidence reads the inputs and puts their dumps side by side. What was
// noticed on the way is said at once; what could be read is used all the same.
func readEvidence(o *options, args []string, std stdio) (*evidence, error) {
	r, err := readDumps(o, args, std)
	if err != nil {
		return nil, err
	}
	return r.evidence(o.merge(), std)
}

// readPlanned reads the inputs and plans on them, as all the flags of a plan say.
func readPlanned(o *options, args []string, std stdio) (*evidence, *analyze.Plan, error) {
	options, err := o.plan()
	if err != nil {
		return nil, nil, err
	}
	e, err := readEvidence(o, args, std)
	if err != nil {
		return nil, nil, err
	}
	p, err := o.makePlan(e, options, std)
	return e, p, err
}

func (r *readings) evidence(merge analyze.MergeOptions, std stdio) (*evidence, error) {
	merge.Logged = r.logged
	view, err := analyze.Merge(r.dumps, merge)
	if err != nil {
		return nil, asUsage(err)
	}
	e := &evidence{inputs: r.inputs, view: view, saves: r.saves, code: r.code}
	e.sayConflicts(std)
	return e, nil
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

// asUsage turns what the operator got wrong into a usage error.
func asUsage(err error) error {
	var gone *analyze.GoneError
	if errors.As(err, &gone) {
		return &usageError{gone.Error(), gone.Hint}
	}
	var settle *analyze.SettleError
	if errors.As(err, &settle) {
		return &usageError{settle.Error(), settle.Hint}
	}
	return err
}

// sayConflicts reports dumps that cannot both be true; their server tells
// nothing then.
func (e *evidence) sayConflicts(std stdio) {
	for _, s := range e.view.Conflicts() {
		c := s.Conflict
		say(std, strings.Join([]string{report.Visible(c.A.Source.File), report.Visible(c.B.Source.File)}, " and ")+
			": two dumps of "+report.Visible(s.Name)+" with one tock differ in "+c.Key+"; neither is used",
			"two servers under one name, or an edited dump: dump the server again")
		e.code = exitUnread
	}
}

// visibleError writes a problem so that a terminal obeys none of it. Problems
// quote foreign text themselves; only the file's name is as the user gave it.
func visibleError(p dump.Problem) string {
	return report.Visible(p.File) + strings.TrimPrefix(p.Error(), p.File)
}
