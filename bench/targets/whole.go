package main

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
)

// large is T3 and T4: a plan of the large set as a whole process.
func (b *bench) large() error {
	for _, set := range []struct {
		name      string
		flags     []string
		must, aim float64 // of memory
	}{{"sound", large, 0.4, 0.25}, {"damaged", slices.Concat(large, damage), 1.5, 0.5}} {
		d, err := b.make("large-"+set.name, set.flags...)
		if err != nil {
			return err
		}
		newlines := &program{name: "a count of newlines", argv: append([]string{b.program("newlines")}, d.files...)}
		plan := b.tickdiff("tickdiff plan --format json", "plan", "--format", "json", d.folder)
		if err := inTurn(b.rounds(15), newlines, plan); err != nil {
			return err
		}
		if set.name == "damaged" {
			x := plan.median().wall.Seconds() / newlines.median().wall.Seconds()
			b.rows = append(b.rows, row{id: "T3", what: "plan --format json of the large set, damaged, whole process, against counting its newlines", got: x, must: 30, aim: 12, measured: times(x) + " x"})
		}
		memory := float64(plan.median().peak) / float64(d.size)
		b.rows = append(b.rows, row{id: "T4", what: "its peak memory against the size of the input, " + set.name, got: memory, must: set.must, aim: set.aim, measured: times(memory) + " x"})
		b.tables = append(b.tables, processes("A plan of the large set, "+set.name, d.size, newlines, plan))
	}
	return nil
}

// job is T5: the whole job beside MoaT's own libraries. On the medium set those
// take over a minute, so they run once, and with -quick not at all.
func (b *bench) job() error {
	for _, set := range []struct {
		name      string
		flags     []string
		must, aim float64
		rounds    int
	}{{"small", small, 200, 350, 5}, {"medium", medium, 2000, 5000, 1}} {
		r := row{id: "T5", what: "read, merge and compare everything, " + set.name + " set, against MoaT's own yload and range_set, processor time", must: set.must, aim: set.aim, atLeast: true, not: b.noPython}
		if b.python != "" {
			r.not = ""
			if b.quick && set.rounds == 1 {
				r.not = "it takes over a minute"
			}
		}
		if r.not == "" {
			if err := b.beside(&r, set.name, set.flags, set.rounds); err != nil {
				return err
			}
		}
		b.rows = append(b.rows, r)
	}
	return nil
}

func (b *bench) beside(r *row, name string, flags []string, rounds int) error {
	d, err := b.make(name, flags...)
	if err != nil {
		return err
	}
	moat := &program{name: "MoaT's yload and range_set", argv: slices.Concat([]string{b.python, "bench/peers/whole_job.py"}, d.files)}
	report := b.tickdiff("tickdiff report --format json", "report", "--format", "json", d.folder)
	plan := b.tickdiff("tickdiff plan --format json", "plan", "--format", "json", d.folder)
	if rounds > 1 {
		err = inTurn(rounds, moat, plan, report)
	} else if err = moat.run(); err == nil {
		err = inTurn(15, plan, report)
	}
	if err != nil {
		return err
	}
	// Of a sound cluster a plan takes all the checks that a report does. Python uses
	// one core and runs for long, so processor time is what compares.
	r.got = moat.median().processor.Seconds() / plan.median().processor.Seconds()
	r.measured = times(r.got) + " x faster"
	b.tables = append(b.tables, processes("The whole job, "+name+" set", d.size, moat, plan, report))
	versions, err := exec.Command(moat.argv[0], "bench/peers/whole_job.py").Output()
	if words, _, _ := strings.Cut(string(versions), "\n"); err == nil && !slices.Contains(b.facts, words) {
		b.facts = append(b.facts, words)
	}
	return err
}

// start is T9: a small dump, from start to exit.
func (b *bench) start() error {
	d, err := b.make("tiny", tiny...)
	if err != nil {
		return err
	}
	empty := &program{name: "an empty Go program", argv: []string{b.program("empty")}}
	plan := b.tickdiff("tickdiff plan", "plan", d.folder)
	asJSON := b.tickdiff("tickdiff plan --format json", "plan", "--format", "json", d.folder)
	if err := inTurn(50, empty, plan, asJSON); err != nil {
		return err
	}
	for _, p := range []*program{plan, asJSON} {
		x := p.median().wall.Seconds() / empty.median().wall.Seconds()
		b.rows = append(b.rows, row{id: "T9", what: fmt.Sprintf("%s of a dump of %d bytes, from start to exit, against an empty Go program", p.name, d.size), got: x, must: 3, aim: 2, measured: times(x) + " x"})
	}
	b.tables = append(b.tables, processes("A dump of 5 KB", 0, empty, plan, asJSON))
	return nil
}
