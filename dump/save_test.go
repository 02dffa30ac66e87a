package dump_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// loadedLog is a line of saves.jsonl: a log, and what a real server has that
// loads it.
type loadedLog struct {
	Log                          []byte
	Nodes                        map[string]*uint64
	Present, Superseded, Missing map[string]serverSet
	Entries                      map[string][]serverLink // by path, newest change first
}

// serverSet reads ranges as servers write them.
type serverSet struct{ ticks.Set }

func (s *serverSet) UnmarshalJSON(text []byte) error {
	var items []any
	if err := json.Unmarshal(text, &items); err != nil {
		return err
	}
	var ranges []ticks.Range
	for _, item := range items {
		if pair, ok := item.([]any); ok {
			ranges = append(ranges, ticks.Range{Begin: ticks.Tick(pair[0].(float64)), End: ticks.Tick(pair[1].(float64))})
			continue
		}
		t := ticks.Tick(item.(float64))
		ranges = append(ranges, ticks.Range{Begin: t, End: t + 1})
	}
	s.Set = ticks.Of(ranges...)
	return nil
}

type serverLink dump.Link

func (l *serverLink) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&l.Origin, &l.Tick})
}

func loadedLogs(t testing.TB) (logs []loadedLog) {
	t.Helper()
	file, err := os.Open("testdata/saves.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l loadedLog
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		logs = append(logs, l)
	}
	if len(logs) < 50 {
		t.Fatalf("only %d logs", len(logs))
	}
	return logs
}

func saveInput(data []byte) dump.Input {
	return dump.Input{Name: "x.moat", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	}}
}

// A log reads as the state of a real server that has loaded it: random logs with
// conflicting, repeated and late changes, deletions, and states in between.
func TestLogsAsServersLoadThem(t *testing.T) {
	for i, l := range loadedLogs(t) {
		d := one(t, string(l.Log))
		if diff := cmp.Diff(l.Nodes, nodesOf(d)); diff != "" {
			t.Errorf("log %d: nodes (-server +got):\n%s", i, diff)
		}
		for kind, want := range map[dump.Kind]map[string]serverSet{
			dump.Present: l.Present, dump.Superseded: l.Superseded, dump.Missing: l.Missing,
		} {
			for name := range l.Nodes {
				if got := d.Answer(kind, name); got.Basis == dump.NotTold || !got.Set.Equal(want[name].Set) {
					t.Errorf("log %d: %v of %q: got %v, a server has %v", i, kind, name, got.Set, want[name])
				}
			}
		}
	}
}

func nodesOf(d *dump.Dump) map[string]*uint64 {
	nodes := map[string]*uint64{}
	for _, e := range d.Nodes.Entries {
		nodes[e.Name] = nil
		if !e.Null {
			t := uint64(e.Tick)
			nodes[e.Name] = &t
		}
	}
	return nodes
}

// Asked for every tick there is, a save file tells every entry a server has that
// loads it, with its path as MoaT writes it.
func TestRecordsAsServersLoadThem(t *testing.T) {
	for i, l := range loadedLogs(t) {
		search := dump.Search{Ticks: map[string]ticks.Set{}}
		for name := range l.Nodes {
			search.Ticks[name] = ticks.UpTo(ticks.Max)
		}
		readings := dump.ReadSearching([]dump.Input{saveInput(l.Log)}, dump.Limits{}, search)
		got := map[string][]serverLink{}
		for _, r := range readings[0].Dumps[0].Records {
			for _, link := range r.Chain {
				got[r.Path] = append(got[r.Path], serverLink(link))
			}
		}
		if diff := cmp.Diff(l.Entries, got); diff != "" {
			t.Errorf("log %d: entries (-server +got):\n%s", i, diff)
		}
	}
}
