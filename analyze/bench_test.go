package analyze_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// made is a made-up cluster in which a little of everything is wrong, without the
// detour through text. Each origin has so many ranges present and as many
// superseded; of so many segments each server sees five in some other way.
type made struct {
	servers, origins, ranges, rounds, of int
}

func (m made) dumps() []*dump.Dump {
	var out []*dump.Dump
	for round := range m.rounds {
		for server := range m.servers {
			d := &dump.Dump{Node: nameOf(server), Tock: uint64(1000*(round+1) + server), HasTock: true,
				Source: dump.Source{File: fmt.Sprintf("%d-%d.yaml", round, server), Line: 1}}
			d.Nodes.Said = true
			for _, k := range dump.Kinds {
				*d.Section(k) = dump.Section{Said: true, Key: k.String()}
			}
			for origin := range max(m.servers, m.origins) {
				last := ticks.Tick(0)
				if origin < m.origins {
					last = m.fill(d, round, server, origin)
				}
				d.Nodes.Entries = append(d.Nodes.Entries, dump.NodeEntry{Name: nameOf(origin), Tick: last})
			}
			out = append(out, d)
		}
	}
	return out
}

func nameOf(i int) string { return fmt.Sprintf("node-%04d", i) }

// fill writes what a server sees of an origin.
func (m made) fill(d *dump.Dump, round, server, origin int) ticks.Tick {
	truth := rand.New(rand.NewPCG(1, uint64(origin)))
	damage := rand.New(rand.NewPCG(uint64(round+2), uint64(server*m.origins+origin)))
	ranges := map[dump.Kind][]ticks.Range{}
	add := func(r ticks.Range, kinds ...dump.Kind) {
		for _, k := range kinds {
			ranges[k] = append(ranges[k], r)
		}
	}
	at := ticks.Tick(1)
	segments := 2 * m.ranges
	if server != origin {
		segments -= damage.IntN(100) / 99 // one server in a hundred is behind
	}
	for i := range segments {
		r := ticks.Range{Begin: at, End: at + 1 + ticks.Tick(truth.IntN(3))}
		at = r.End
		kind := []dump.Kind{dump.Superseded, dump.Present}[i%2]
		switch damage.IntN(m.of) {
		case 0:
			add(r, dump.Missing)
		case 1:
			add(r, dump.Present, dump.Deleted)
		case 2:
			add(r, dump.Superseded)
		case 3:
			add(r, dump.Present, dump.Superseded)
		case 4:
			add(r, dump.Superseded, dump.RemoteMissing)
		default:
			add(r, kind)
		}
	}
	for k, all := range ranges {
		s := d.Section(k)
		s.Entries = append(s.Entries, dump.Entry{Origin: nameOf(origin), Ticks: ticks.Of(all...)})
	}
	return at - 1
}

func (m made) view(b *testing.B) *cluster.View {
	b.Helper()
	view, err := cluster.Merge(m.dumps(), cluster.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return view
}

// sizes are 20 servers with ten and a hundred thousand ranges in each set, dumped
// twice; the same with hardly two servers that agree on a tick; and a cluster of
// very many servers that nearly agree.
var sizes = []struct {
	name string
	made made
}{
	{"20x10000", made{servers: 20, origins: 1, ranges: 10_000, rounds: 2, of: 5000}},
	{"20x100000", made{servers: 20, origins: 1, ranges: 100_000, rounds: 2, of: 5000}},
	{"20x10000-scattered", made{servers: 20, origins: 1, ranges: 10_000, rounds: 2, of: 6}},
	{"1000x1000x3", made{servers: 1000, origins: 1000, ranges: 3, rounds: 1, of: 5000}},
}

// BenchmarkCheck measures every check by itself: its cost should follow the
// ranges, not their square.
func BenchmarkCheck(b *testing.B) {
	for _, size := range sizes {
		view := size.made.view(b)
		plan := plan.Make(view, plan.Options{})
		c := check.NewCase(view, plan)
		for _, one := range check.Catalogue {
			b.Run(one.ID+"/"+size.name, func(b *testing.B) {
				var found int
				for b.Loop() {
					var r check.Result
					c.Apply(one, &r)
					found = len(r.Findings)
				}
				b.ReportMetric(float64(found), "findings")
			})
		}
	}
}

// BenchmarkExamine measures what comes before the checks, and all of them.
func BenchmarkExamine(b *testing.B) {
	for _, size := range sizes {
		view := size.made.view(b)
		b.Run("plan/"+size.name, func(b *testing.B) {
			for b.Loop() {
				plan.Make(view, plan.Options{})
			}
		})
		plan := plan.Make(view, plan.Options{})
		b.Run("case/"+size.name, func(b *testing.B) {
			for b.Loop() {
				check.NewCase(view, plan)
			}
		})
		b.Run("all/"+size.name, func(b *testing.B) {
			for b.Loop() {
				check.Examine(view, plan)
			}
		})
	}
}
