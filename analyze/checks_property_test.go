package analyze_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/internal/gate"
	"tickdiff/ticks"
)

// claims are findings spelled out tick by tick, to be held against a plain second
// reading of the dumps.
type claims map[string]bool

func (c claims) add(set ticks.Set, format string, args ...any) {
	for r := range set.All() {
		for t := r.Begin; t < r.End; t++ {
			c[fmt.Sprintf(format, args...)+fmt.Sprintf(" %d", t)] = true
		}
	}
}

func (s *situation) examine(t *testing.T) check.Result {
	t.Helper()
	view, err := cluster.Merge(slices.Clone(s.dumps), cluster.Options{Gone: s.gone})
	if err != nil {
		t.Fatal(err)
	}
	return check.Examine(view, plan.Make(view, plan.Options{}))
}

// TestChecksAtRandom holds the checks to plain readings of random clusters, to say
// nothing twice, and not to depend on the order of the dumps.
func TestChecksAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range gate.Tries(1500) {
		s := randomSituation(r)
		if r.IntN(2) == 0 {
			s.secondRound(r)
		}
		got := s.examine(t)
		s.checkCompared(t, got)
		s.checkBehind(t, got)
		s.checkEarlier(t, got)
		s.checkPurges(t, got)
		s.checkHistory(t, got)
		checkSound(t, s, got)
		checkOnce(t, s, got)
		s.checkParts(t, got)
		text := described(got, "")
		r.Shuffle(len(s.dumps), func(i, j int) { s.dumps[i], s.dumps[j] = s.dumps[j], s.dumps[i] })
		if diff := cmp.Diff(text, described(s.examine(t), "")); diff != "" {
			t.Fatalf("findings depend on the order of the dumps:\n%s\nin %s", diff, s)
		}
	}
}

// secondRound lets some time pass and dumps those again that were dumped.
func (s *situation) secondRound(r *rand.Rand) {
	if r.IntN(2) == 0 {
		s.cluster.Rejoin()
	}
	for _, server := range s.cluster.Servers {
		for origin, cells := range server.InOrder {
			for i := range cells {
				if r.IntN(5) == 0 {
					cells[i] = randomCell(r)
				}
			}
			if r.IntN(2) == 0 {
				server.Cells[origin] = append(cells, randomCell(r)) // nine at most
			}
		}
	}
	for _, d := range slices.Clone(s.dumps) {
		s.dumps = append(s.dumps, s.cluster.Dump(d.Node, toy.All))
	}
}

// latest is the newest dump of each server that was asked and is not gone, if it
// says everything.
func (s *situation) latest() map[string]*dump.Dump {
	out := map[string]*dump.Dump{}
	for _, d := range s.dumps {
		if now := out[d.Node]; !slices.Contains(s.gone, d.Node) && (now == nil || d.Tock > now.Tock) {
			out[d.Node] = d
		}
	}
	return out
}

func in(d *dump.Dump, origin string, t ticks.Tick, kinds ...dump.Kind) bool {
	return slices.ContainsFunc(kinds, func(k dump.Kind) bool { return d.Answer(k, origin).Set.Contains(t) })
}

// everyTick calls f for each origin and tick that can matter.
func (s *situation) everyTick(f func(origin string, t ticks.Tick)) {
	for _, origin := range s.cluster.Servers {
		for t := ticks.Tick(1); t < 10; t++ {
			f(origin.Name, t)
		}
	}
}

func (s *situation) checkBehind(t *testing.T, r check.Result) {
	t.Helper()
	c, want, got := s.compared(), claims{}, claims{}
	for _, b := range s.latest() {
		if !b.Nodes.Said || len(distinctNodes(s.dumps)) < 2 {
			continue
		}
		s.everyTick(func(origin string, t ticks.Tick) {
			latest, _ := b.Heard(origin)
			if origin == b.Node || t <= latest {
				return
			}
			known, excused := false, true
			for _, d := range s.dumps {
				if d.Node != b.Node && (heard(d, origin) >= t || anyFrom(d, origin, t)) {
					known, excused = true, excused && c.shown(d.Node, b.Node)
				}
			}
			if known {
				want.add(ticks.Between(t, t+1), "%s has not heard of %s, warning %v:", b.Node, origin, !excused)
			}
		})
	}
	for _, f := range of(r, "behind") {
		for _, server := range f.Part(check.Behind).Servers {
			got.add(f.Ticks, "%s has not heard of %s, warning %v:", server, f.Origin, f.Severity == cluster.Warning)
		}
	}
	s.compare(t, "behind", want, got)
}

// anyFrom reports whether a dump has, or misses, a tick from t on.
func anyFrom(d *dump.Dump, origin string, t ticks.Tick) bool {
	for ; t < 10; t++ {
		if in(d, origin, t, dump.Present, dump.Missing) {
			return true
		}
	}
	return false
}

func distinctNodes(dumps []*dump.Dump) map[string]bool {
	out := map[string]bool{}
	for _, d := range dumps {
		out[d.Node] = true
	}
	return out
}

// checkHistory compares the newest dump of a server, which says everything if
// there is an older one, with the older.
func (s *situation) checkHistory(t *testing.T, r check.Result) {
	t.Helper()
	want, got := claims{}, claims{}
	for _, now := range s.latest() {
		for _, was := range s.dumps {
			if was.Node != now.Node || was.Tock >= now.Tock {
				continue
			}
			s.everyTick(func(origin string, t ticks.Tick) {
				one := ticks.Between(t, t+1)
				say := func(id string) { want.add(one, "%s: %s of %s", id, now.Node, origin) }
				missed, misses := in(was, origin, t, dump.Missing), in(now, origin, t, dump.Missing)
				gone := in(was, origin, t, dump.Superseded, dump.Deleted)
				alive := in(now, origin, t, dump.Present) && !in(now, origin, t, dump.Deleted)
				if in(was, origin, t, dump.Present) && misses {
					say("data-lost")
				}
				if missed && misses {
					say("stuck")
				}
				if missed && in(now, origin, t, dump.Present, dump.Superseded, dump.Deleted) {
					say("healed")
				}
				if gone && alive {
					say("resurfaced")
				}
				before, told := was.Nodes.Of(origin)
				after, _ := now.Nodes.Of(origin)
				if told && after.Tick < t && t <= before.Tick {
					say("went-back")
				}
			})
		}
	}
	for _, id := range []string{"data-lost", "stuck", "healed", "resurfaced", "went-back"} {
		for _, f := range of(r, id) {
			for _, server := range f.Parts[0].Servers {
				got.add(f.Ticks, "%s: %s of %s", id, server, f.Origin)
			}
		}
	}
	s.compare(t, "history", want, got)
}

// checkSound holds that nothing is said against the form of dumps that servers
// could have printed.
func checkSound(t *testing.T, s *situation, r check.Result) {
	t.Helper()
	for _, id := range []string{"overlap", "gap", "beyond-latest", "deleted-unaccounted", "unknown-origin", "range-form", "foreign-dump", "conflicting-dumps"} {
		for _, f := range of(r, id) {
			t.Fatalf("%s: %s\nin %s", f.ID, f.Message, s)
		}
	}
}

// checkOnce holds that no tick is in two findings of one check about the same server
// and origin, and that what differs in the servers only is one finding; but what two sides
// say of each other may hold for some pairs of them only.
func checkOnce(t *testing.T, s *situation, r check.Result) {
	t.Helper()
	told, topics := map[string]ticks.Set{}, map[string]bool{}
	for _, f := range r.Findings {
		sides := ""
		if f.ID == "diverged" || f.ID == "contested" || f.ID == "asked-earlier" {
			sides = fmt.Sprint(f.Servers)
		}
		topic := fmt.Sprint(f.ID, f.HasOrigin, f.Origin, f.Ticks, f.Reason, sides)
		if topics[topic] {
			t.Fatalf("not joined: %s, %s\nin %s", topic, f.Message, s)
		}
		topics[topic] = true
		for _, server := range f.Parts[0].Servers {
			key := f.ID + " " + server + sides + f.Reason + " of " + f.Origin
			if before, twice := told[key]; twice && (f.Ticks.Empty() || before.Overlaps(f.Ticks)) {
				t.Fatalf("said twice: %s, %s\nin %s", key, f.Message, s)
			}
			told[key] = told[key].Union(f.Ticks)
		}
	}
}

// checkParts holds each server's part in a finding to what its own newest dump says.
func (s *situation) checkParts(t *testing.T, r check.Result) {
	t.Helper()
	latest := s.latest()
	plays := map[check.Role]func(d *dump.Dump, origin string, t ticks.Tick) bool{
		check.MissingOn: func(d *dump.Dump, origin string, t ticks.Tick) bool { return in(d, origin, t, dump.Missing) },
		check.Holders:   func(d *dump.Dump, origin string, t ticks.Tick) bool { return in(d, origin, t, dump.Present) },
		check.GoneOn: func(d *dump.Dump, origin string, t ticks.Tick) bool {
			return in(d, origin, t, dump.Superseded, dump.Deleted)
		},
		check.DeletedOn: func(d *dump.Dump, origin string, t ticks.Tick) bool {
			return in(d, origin, t, dump.Superseded, dump.Deleted) && !in(d, origin, t, dump.Present)
		},
		check.Behind:  func(d *dump.Dump, origin string, t ticks.Tick) bool { return heard(d, origin) < t },
		check.AskedOn: func(d *dump.Dump, origin string, t ticks.Tick) bool { return in(d, origin, t, dump.RemoteMissing) },
	}
	for _, f := range r.Findings {
		for _, p := range f.Parts {
			does := plays[p.Role]
			if does == nil || !f.HasOrigin || f.ID == "missing-undecided" && f.Reason == string(plan.NoLongerTold) {
				continue
			}
			for _, server := range p.Servers {
				d, plays := latest[server], false
				for r := range f.Ticks.All() {
					for t := r.Begin; t < r.End; t++ {
						plays = plays || d != nil && does(d, f.Origin, t)
					}
				}
				if !plays {
					t.Fatalf("%s: %s is no %s of %s %s: %s\nin %s", f.ID, server, p.Role, f.Origin, f.Ticks, f.Message, s)
				}
			}
		}
		all := map[string]bool{}
		for _, p := range f.Parts {
			for _, server := range p.Servers {
				all[server] = true
			}
		}
		if len(f.Parts) == 0 || !slices.Equal(slices.Sorted(maps.Keys(all)), slices.Sorted(slices.Values(f.Servers))) {
			t.Fatalf("%s speaks of %v, and has %v: %s", f.ID, f.Servers, f.Parts, f.Message)
		}
	}
}

func of(r check.Result, id string) []check.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f check.Finding) bool { return f.ID != id })
}

func (s *situation) compare(t *testing.T, what string, want, got claims) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s\nin %s", what, diff, s)
	}
}
