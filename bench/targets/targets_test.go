package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestResults(t *testing.T) {
	found := results{}
	for line := range strings.Lines(`goos: linux
cpu: Some Processor
BenchmarkLarge/sound-2         	       1	       796.0 MB/s	         8.79 x-newlines
BenchmarkGrowth/sweep/3000-2   	       1	        28.4 ns/range
BenchmarkAlone                 	       3	         1.5 x-yaml
PASS
`) {
		if err := found.add(strings.Fields(line)); err != nil {
			t.Fatal(err)
		}
	}
	test := func(name, unit string, want float64) {
		t.Helper()
		if got := found.of(name, unit); got != want {
			t.Errorf("%s: %v %s, want %v", name, got, unit, want)
		}
	}
	test("Large/sound", "MB/s", 796)
	test("Large/sound", "x-newlines", 8.79)
	test("Growth/sweep/3000", "ns/range", 28.4)
	test("Alone", "x-yaml", 1.5)
	if len(found) != 3 {
		t.Errorf("%d benchmarks in %v", len(found), found)
	}
}

func TestMet(t *testing.T) {
	test := func(r row, want string) {
		t.Helper()
		if got := r.met(); got != want {
			t.Errorf("%+v: %s, want %s", r, got, want)
		}
	}
	test(row{got: 5, must: 12, aim: 6}, "yes, and its aim")
	test(row{got: 12, must: 12, aim: 6}, "yes")
	test(row{got: 12.1, must: 12, aim: 6}, "**NO**")
	test(row{got: 39, must: 40, aim: 80, atLeast: true}, "**NO**")
	test(row{got: 100, must: 40, aim: 80, atLeast: true}, "yes, and its aim")
	test(row{not: "no Python"}, "not measured: no Python")
}

func TestRise(t *testing.T) {
	test := func(want float64, values ...float64) {
		t.Helper()
		if got := rise(values); got != want {
			t.Errorf("%v: %v, want %v", values, got, want)
		}
	}
	test(1, 9, 8, 7)
	test(1.5, 8, 12, 10)
	test(2, 8, 4, 8)
	test(1, 0, 0, 0)
}

func TestMedian(t *testing.T) {
	p := program{}
	for _, ms := range []time.Duration{9, 3, 5} {
		p.runs = append(p.runs, spent{wall: ms, processor: 10 - ms, peak: 7})
	}
	if got := p.median(); got != (spent{5, 5, 7}) {
		t.Errorf("median %v", got)
	}
	if got := p.least(); got != (spent{3, 1, 7}) {
		t.Errorf("least %v", got)
	}
}

// The page keeps what stands around the result.
func TestUpdate(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.md")
	write := func(text string) {
		if err := os.WriteFile(page, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a\n" + beginMark + "old\n" + endMark + "\nb\n")
	if err := update(page, "new\n"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(page); err != nil || string(got) != "a\n"+beginMark+"new\n"+endMark+"\nb\n" {
		t.Errorf("%q, %v", got, err)
	}
	write("nothing")
	if err := update(page, "new\n"); err == nil {
		t.Error("a page without a place for it was written")
	}
}
