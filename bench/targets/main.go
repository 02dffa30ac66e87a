// Command targets measures tickdiff against its targets and prints what came out,
// in Markdown. bench/run calls it; it must run in the root of the project.
//
// Only ratios within one run mean anything, so each is of things that were run in
// turn, and everything is built and made here: the dumps, tickdiff and its peers.
package main

import (
	"flag"
	"fmt"
	"os"
)

// options are the flags.
type options struct {
	quick    bool
	python   string // that has moat-kv
	noPython string // why there is none
	update   string // the page whose table is rewritten
}

func main() {
	var o options
	flag.BoolVar(&o.quick, "quick", false, "fewer rounds, and nothing that takes minutes")
	flag.StringVar(&o.python, "python", "", "a Python that has moat-kv")
	flag.StringVar(&o.noPython, "no-python", "none was given", "why there is none")
	flag.StringVar(&o.update, "update", "", "also write the result into this page, between its marks")
	flag.Parse()
	if err := run(&o); err != nil {
		fmt.Fprintln(os.Stderr, "targets:", err)
		os.Exit(1)
	}
}

func run(o *options) error {
	b, err := newBench(o)
	if err != nil {
		return err
	}
	defer os.RemoveAll(b.folder)
	for _, part := range parts {
		fmt.Fprintln(os.Stderr, "measuring:", part.what)
		if err := part.measure(b); err != nil {
			return fmt.Errorf("%s: %w", part.what, err)
		}
	}
	fmt.Print(b.page())
	if o.update == "" {
		return nil
	}
	return update(o.update, b.page())
}

// parts are what is measured, one after the other.
var parts = []struct {
	what    string
	measure func(*bench) error
}{
	{"reading dumps, by Go benchmarks", (*bench).reading},
	{"sweeping sets, by Go benchmarks", (*bench).sweeping},
	{"a plan of the large set beside a count of its newlines", (*bench).large},
	{"the whole job beside MoaT's own libraries", (*bench).job},
	{"a small dump beside an empty program", (*bench).start},
	{"growth in servers, origins, ranges and dumps", (*bench).growth},
	{"other shapes, and all formats", (*bench).others},
}
