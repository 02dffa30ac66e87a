package analyze_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
)

// Origins asked for one after the other, some passed over and some that no dump
// knows, are what each is by itself, and what the newest dump says.
func TestOrigins(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	dumps := made{servers: 5, origins: 40, ranges: 3, rounds: 2, of: 8}.dumps()
	for i, d := range dumps { // nobody knows everything
		d.Nodes.Entries = slices.DeleteFunc(d.Nodes.Entries, func(dump.NodeEntry) bool { return random.IntN(3) == 0 })
		for _, k := range dump.Kinds {
			s := d.Section(k)
			s.Said = i%7 > 0 || k != dump.Present // then it follows from the others
			s.Entries = slices.DeleteFunc(s.Entries, func(dump.Entry) bool { return random.IntN(3) == 0 })
		}
	}
	view, err := cluster.Merge(dumps, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		names := slices.DeleteFunc(append(view.Names(), "a", "node-0003x", "z"), func(string) bool { return random.IntN(3) == 0 })
		slices.Sort(names)
		at := 0
		for o := range view.Origins(names) {
			alone := view.Origin(names[at])
			if o.Name != names[at] {
				t.Fatalf("%s among %v, want %s", o.Name, names, names[at])
			}
			for i, s := range view.Dumped {
				if got, want := o.Replica(i), alone.Replica(i); !reflect.DeepEqual(got, want) {
					t.Fatalf("%s of %s among %v: got %v, alone %v", o.Name, s.Name, names, got, want)
				}
				latest := s.Latest()
				if want := latest.Answer(dump.Missing, o.Name).Set; !want.Equal(o.Replica(i).Missing) {
					t.Fatalf("%s of %s: missing %v, want %v", o.Name, s.Name, o.Replica(i).Missing, want)
				}
				if want, _ := latest.Heard(o.Name); want != o.Replica(i).Heard {
					t.Fatalf("%s of %s: heard %d, want %d", o.Name, s.Name, o.Replica(i).Heard, want)
				}
			}
			at++
		}
		if at != len(names) {
			t.Fatalf("%d origins, want %d", at, len(names))
		}
	}
}
