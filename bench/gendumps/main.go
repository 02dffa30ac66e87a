// Command gendumps writes the state dumps of a made-up cluster, byte for byte as
// servers would print them.
//
//	gendumps -seed 3 -servers 10 -origins 50 -ranges 4700 -out large
//
// Without -out it writes one dump, that of the observer -only or the first one,
// to standard output.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"tickdiff/bench/gen"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gendumps:", err)
		os.Exit(2)
	}
}

func run(args []string, stdout io.Writer) error {
	o := gen.Sound(1, 5, 10, 100)
	flags := flag.NewFlagSet("gendumps", flag.ContinueOnError)
	out := flags.String("out", "", "write state-001.yaml and so on into this `folder`, made if needed")
	only := flags.Int("only", -1, "write only the dump of this `observer`, counted from 0")
	optionFlags(flags, &o)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if *only >= o.Servers {
		return fmt.Errorf("-only %d: the observers are 0 to %d", *only, o.Servers-1)
	}
	cluster, err := gen.Make(o)
	if err != nil {
		return err
	}
	if *out == "" {
		return cluster.WriteDump(stdout, max(0, *only))
	}
	return writeFiles(cluster, *out, o.Servers, *only)
}

// optionFlags offers the options as flags, with the values in o as defaults.
func optionFlags(flags *flag.FlagSet, o *gen.Options) {
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "seed of the cluster's truth")
	flags.IntVar(&o.Servers, "servers", o.Servers, "observers, each with a dump")
	flags.IntVar(&o.Origins, "origins", o.Origins, "nodes that have written ticks")
	flags.IntVar(&o.Ranges, "ranges", o.Ranges, "superseded ranges of each origin; present has as many")
	flags.StringVar(&o.Keys, "keys", o.Keys, "sections, as the flags of \"internal state\": n d m r p s k, or a for all")
	flags.Float64Var(&o.Single, "single", o.Single, "share of ranges with one tick")
	flags.IntVar(&o.MaxLen, "maxlen", o.MaxLen, "ticks in the longest other range")
	flags.Uint64Var(&o.Base, "base", o.Base, "ticks added to the first range, to make all numbers long")
	flags.Float64Var(&o.Deleted, "deleted", o.Deleted, "share of superseded ranges that are in deleted too")
	flags.IntVar(&o.Uninitialised, "uninit", o.Uninitialised, "further nodes with tick null")
	flags.Uint64Var(&o.Later, "later", 0, "added to every tock: the same servers, dumped again")
	flags.Func("known-name", "key of the superseded set: superseded or known (default superseded)",
		choice(&o.Known, "superseded", "known"))
	flags.Func("names", "plain: node-0001 and so on; tricky: names that YAML could misread (default plain)",
		choice(&o.AwkwardNames, "plain", "tricky"))
	flags.BoolFunc("remote", "fill remote_missing with what others miss (default true)", choice(&o.NoRemoteMissing, "true", "false"))
	d := &o.Damage
	flags.Uint64Var(&d.Seed, "damage-seed", d.Seed, "seed of the damage")
	flags.Float64Var(&d.Missing, "missing", d.Missing, "share of segments that an observer misses while others have them")
	flags.Float64Var(&d.Lost, "lost", d.Lost, "share of segments that every observer misses")
	flags.Float64Var(&d.Diverged, "diverge", d.Diverged, "share of segments that an observer has superseded for present, or the reverse")
	flags.Float64Var(&d.Overlap, "overlap", d.Overlap, "share of segments in present and superseded at once")
	flags.Float64Var(&d.Gap, "gap", d.Gap, "share of segments in no set at all")
	flags.IntVar(&d.Lag, "lag", d.Lag, "observers' views of other origins end up to so many ticks early")
}

// choice sets a switch by one of two words.
func choice(to *bool, off, on string) func(string) error {
	return func(word string) error {
		if word != off && word != on {
			return fmt.Errorf("want %s or %s", off, on)
		}
		*to = word == on
		return nil
	}
}

func writeFiles(cluster *gen.Cluster, folder string, servers, only int) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for observer := range servers {
		if only >= 0 && observer != only {
			continue
		}
		if err := writeFile(cluster, filepath.Join(folder, gen.FileName(observer)), observer); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(cluster *gen.Cluster, path string, observer int) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(cluster.WriteDump(file, observer), file.Close())
}
