// Package gen makes up the state dumps of a cluster, in the very bytes servers
// print, for benchmarks and tests. The same options give the same bytes on any
// machine.
//
// # Truth and damage
//
// The ticks of every origin, from 1 on, are cut into segments which are in turn
// superseded and present; that is the truth, and without damage every observer
// shows exactly that: nodes, present and superseded agree, nothing is missing.
// [Damage] then changes, segment by segment, what observers see.
//
// Observer i is origin i. Observers past the origins, and further nodes, are
// names whose tick is null.
package gen

import (
	"fmt"

	"tickdiff/ticks"
)

// Options describe a made-up cluster. [Sound] fills in the usual ones.
type Options struct {
	Seed            uint64 // of the truth
	Servers         int    // observers, each with a dump
	Origins         int    // nodes that have written ticks
	Ranges          int    // superseded ranges of each origin; present has as many
	Uninitialised   int    // further nodes with tick null
	AwkwardNames    bool   // names that YAML could misread, at most [MaxAwkward] in all
	Keys            string // as the flags of "internal state": n d m r p s k; a is all six
	Known           bool   // the superseded set goes by its older name
	NoRemoteMissing bool   // remote_missing stays empty though others miss ticks
	Later           uint64 // added to every tock: the same servers, dumped again

	Single  float64 // share of ranges with one tick
	MaxLen  int     // ticks in the longest other range; their lengths are log-uniform from 2
	Base    uint64  // ticks added to the first range, to make all numbers long
	Deleted float64 // share of superseded ranges that are in deleted too

	Damage Damage
}

// Damage is what goes wrong, as shares of all segments.
type Damage struct {
	Seed     uint64
	Missing  float64 // one observer misses what others have
	Lost     float64 // every observer misses it
	Diverged float64 // an observer has superseded for present, or the reverse
	Overlap  float64 // an observer has it in both, which breaks the identity
	Gap      float64 // an observer has it in no set, which breaks the identity
	Lag      int     // observers' views of other origins end up to so many ticks early
}

// Sound is a cluster without damage and with the usual mix of ranges.
func Sound(seed uint64, servers, origins, ranges int) Options {
	return Options{Seed: seed, Servers: servers, Origins: origins, Ranges: ranges,
		Keys: "a", Single: 0.5, MaxLen: 20, Deleted: 0.05, Damage: Damage{Seed: 1}}
}

// The sizes that are measured: 145 KB and 80 MB of dumps.
func Small() Options { return Sound(1, 5, 10, 100) }
func Large() Options { return Sound(3, 10, 50, 4700) }

// Damaged is the same cluster with a little of everything that goes wrong.
func (o Options) Damaged() Options {
	o.Damage = Damage{Seed: 1, Missing: 0.002, Lost: 0.0005, Diverged: 0.002, Overlap: 0.0002, Gap: 0.0002, Lag: 20}
	return o
}

// Cluster is a made-up cluster, ready to be dumped.
type Cluster struct {
	options Options
	names   []name
	order   []int         // of names, by name
	bounds  [][]tick      // of each origin: where its segments begin, and where the last one ends
	missing [][]ticks.Set // of each observer and node; nil where remote_missing is not filled
	tocks   []uint64      // of each observer
}

type tick = ticks.Tick

// Make makes up a cluster. It fails if there are not enough awkward names.
func Make(o Options) (*Cluster, error) {
	c := &Cluster{options: o}
	if err := c.nameNodes(); err != nil {
		return nil, err
	}
	for origin := range o.Origins {
		c.bounds = append(c.bounds, c.truth(origin))
	}
	random := stream(o.Seed, 5, 0)
	for range o.Servers {
		c.tocks = append(c.tocks, 100_000+random.Uint64N(1_000_000)+o.Later)
	}
	if o.wants("r") && !o.NoRemoteMissing && o.Damage.Missing+o.Damage.Lost > 0 {
		for observer := range o.Servers {
			c.missing = append(c.missing, c.allMissing(observer))
		}
	}
	return c, nil
}

// FileName is what the dump of an observer, counted from 0, is called.
func FileName(observer int) string { return fmt.Sprintf("state-%03d.yaml", observer+1) }

func (c *Cluster) allMissing(observer int) []ticks.Set {
	sets := make([]ticks.Set, len(c.names))
	for origin := range c.bounds {
		sets[origin] = ticks.Adopt(c.look(observer, origin).missing)
	}
	return sets
}

// remoteMissing is what others miss of an origin, less what the observer itself
// misses.
func (c *Cluster) remoteMissing(observer, origin int) ticks.Set {
	if c.missing == nil {
		return ticks.Set{}
	}
	var all ticks.Set
	for other, missing := range c.missing {
		if other != observer {
			all = all.Union(missing[origin])
		}
	}
	return all.Minus(c.missing[observer][origin])
}
