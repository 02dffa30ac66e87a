package check

import (
	"cmp"
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var foreignDump = &Check{
	ID:       "foreign-dump",
	Title:    "a dump that shares no node with the others",
	Severity: cluster.Critical,
	Needs:    Needs{Nodes: true, Dumped: 2},
	run: func(c *Case, report func(Finding)) {
		parts := c.clusters()
		for _, part := range parts[min(1, len(parts)):] {
			of := Part{Role: DumpsOf, Servers: c.names(part)}
			f := Finding{
				Parts:   []Part{of},
				Message: prose.Say("what was dumped of %s names no server that the other dumps name", of.names()),
				Action:  prose.Say("leave these dumps out, or the others: they are of different clusters"),
			}
			for _, i := range part[:min(len(part), witnesses)] {
				s := c.View.Dumped[i]
				f.Evidence = append(f.Evidence, cluster.NodesProof(s.Latest(), s.Name, s.Name, cluster.ProofDumped, ticks.Set{}))
			}
			report(f)
		}
	},
}

// clusters parts the servers whose dumps say nodes by whom any dumps name
// together: the largest part first.
func (c *Case) clusters() [][]int {
	parent := make([]int, len(c.View.Servers))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for d := range c.View.AllDumps() {
		own := cluster.IndexIn(c.View.Servers, d.Node)
		for _, name := range neighbours(d) {
			parent[root(cluster.IndexIn(c.View.Servers, name))] = root(own)
		}
	}
	parts := map[int][]int{}
	for i, s := range c.View.Dumped {
		if slices.ContainsFunc(s.Dumps, saysNodes) {
			part := root(cluster.IndexIn(c.View.Servers, s.Name))
			parts[part] = append(parts[part], i)
		}
	}
	return slices.SortedFunc(maps.Values(parts), func(a, b []int) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), slices.Compare(a, b))
	})
}

// neighbours are the servers a dump knows, by its nodes if it says them.
func neighbours(d *dump.Dump) []string {
	if !d.Nodes.Said {
		return cluster.NamesIn(d)
	}
	out := make([]string, len(d.Nodes.Entries))
	for i, e := range d.Nodes.Entries {
		out[i] = e.Name
	}
	return out
}
