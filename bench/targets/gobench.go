package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// results are what benchmarks reported: by name without "Benchmark", by unit.
type results map[string]map[string]float64

// goBench runs the benchmarks of a package that fit a pattern, each so often.
func goBench(room, pattern string, times int) (results, error) {
	cmd := exec.Command("go", "test", "-run=^$", "-bench="+pattern, fmt.Sprintf("-benchtime=%dx", times), "./"+room)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w\n%s", cmd.Args, err, out)
	}
	found := results{}
	for line := range bytes.Lines(out) {
		if err := found.add(strings.Fields(string(line))); err != nil {
			return nil, fmt.Errorf("%v: %w", cmd.Args, err)
		}
	}
	return found, nil
}

// add takes a line of results: the name, how often it was run, and then values
// with their units.
func (r results) add(words []string) error {
	if len(words) < 2 || !strings.HasPrefix(words[0], "Benchmark") {
		return nil
	}
	name := strings.TrimPrefix(words[0], "Benchmark")
	if i := strings.LastIndexByte(name, '-'); i > 0 { // the number of processors
		if _, err := strconv.Atoi(name[i+1:]); err == nil {
			name = name[:i]
		}
	}
	r[name] = map[string]float64{}
	for i := 2; i+1 < len(words); i += 2 {
		value, err := strconv.ParseFloat(words[i], 64)
		if err != nil {
			return err
		}
		r[name][words[i+1]] = value
	}
	return nil
}

// of is one value. Asking for one that was not reported is a mistake here.
func (r results) of(name, unit string) float64 {
	value, ok := r[name][unit]
	if !ok {
		panic(fmt.Sprintf("no benchmark %s reports %s: %v", name, unit, r))
	}
	return value
}
