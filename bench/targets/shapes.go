package main

import (
	"fmt"
	"slices"
	"strings"
)

// shape is a cluster of another form than the large set.
type shape struct {
	what   string
	flags  []string
	ranges float64 // in all, in millions
	long   bool    // left out with -quick
}

// shapes are as large as such a thing may come; what they cost is to follow their
// ranges.
var shapes = []shape{
	{"the large set, damaged", slices.Concat(large, damage), 4.8, false},
	{"1,000 servers, of 100 origins", []string{"-seed=5", "-servers=1000", "-origins=100", "-ranges=3"}, 0.6, false},
	{"1,000 servers, of 1,000 origins", []string{"-seed=5", "-servers=1000", "-origins=1000", "-ranges=3"}, 6, true},
	{"the same, with damage", []string{"-seed=5", "-servers=1000", "-origins=1000", "-ranges=3", "-missing=0.0002", "-diverge=0.0002", "-remote=false"}, 6, true},
	{"1 server, of 1,000,000 origins", []string{"-seed=6", "-servers=1", "-origins=1000000", "-ranges=1"}, 2, true},
	{"1 server, 10,000,000 ranges in one set", []string{"-seed=7", "-servers=1", "-origins=1", "-ranges=10000000", "-keys=ns", "-single=1"}, 10, true},
}

// others measures other shapes, and all formats of a report.
func (b *bench) others() error {
	t := table{title: "Other shapes, and all formats, each once", header: []string{"dumps", "MB", "command", "s", "processor s", "ns a range", "peak MB", "MB written"}}
	for i, s := range shapes {
		if s.long && b.quick {
			continue
		}
		commands := []string{"plan --format json", "report --format json"}
		if i == 0 {
			commands = append(commands, "report --format jsonl", "report --format html", "report --format markdown", "report --format text")
		}
		rows, err := b.shape(&s, commands)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, rows...)
	}
	b.tables = append(b.tables, t)
	return nil
}

func (b *bench) shape(s *shape, commands []string) (rows [][]string, err error) {
	d, err := b.make("shape", s.flags...)
	if err != nil {
		return nil, err
	}
	for _, command := range commands {
		p := b.tickdiff(command, append(strings.Fields(command), d.folder)...)
		if err := p.run(); err != nil {
			return nil, err
		}
		took := p.least()
		rows = append(rows, []string{s.what, megabytes(d.size), command, seconds(took.wall), seconds(took.processor),
			fmt.Sprintf("%.0f", took.processor.Seconds()*1e3/s.ranges), megabytes(took.peak), megabytes(int64(p.out))})
	}
	return rows, d.remove()
}
