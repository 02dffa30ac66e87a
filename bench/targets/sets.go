package main

import "fmt"

// reading is T1, T2, T8 and the growth of reading.
func (b *bench) reading() error {
	found, err := goBench("dump", "^Benchmark(Large|NodeTree)$", 1)
	if err != nil {
		return err
	}
	t := table{title: "Reading the large set on one core, processor time", header: []string{"dumps", "MB/s", "x counting newlines", "x SHA-256", "times faster than yaml.v3"}}
	for _, set := range []string{"sound", "damaged"} {
		newlines, yaml := found.of("Large/"+set, "x-newlines"), found.of("Large/"+set+"-yaml", "times-faster-than-yaml")
		b.rows = append(b.rows,
			row{id: "T1", what: "reading the large set, " + set + ", against counting its newlines", got: newlines, must: 12, aim: 6, measured: times(newlines) + " x"},
			row{id: "T2", what: "the same against yaml.v3's node tree", got: yaml, must: 40, aim: 80, atLeast: true, measured: times(yaml) + " x faster"})
		t.rows = append(t.rows, []string{set, fmt.Sprintf("%.0f", found.of("Large/"+set, "MB/s")), times(newlines), times(found.of("Large/"+set, "x-sha256")), times(yaml)})
	}
	b.tables = append(b.tables, t)
	for _, style := range []string{"comment", "flow"} {
		x := found.of("NodeTree/"+style, "x-yaml")
		b.rows = append(b.rows, row{id: "T8", what: "what needs the node tree (" + style + ") against plain yaml.v3", got: x, must: 1.2, aim: 1, measured: times(x) + " x"})
	}
	found, err = goBench("dump", "^BenchmarkGrowth$", b.rounds(4))
	if err == nil {
		b.grow("reading", "Growth/", found)
	}
	return err
}

// sweeping is T6, and the growth of work on sets.
func (b *bench) sweeping() error {
	found, err := goBench("ticks", "^BenchmarkMergedView$", 1)
	if err != nil {
		return err
	}
	t := table{title: "Merged view of 10 servers with a million ranges each, one core, processor time", header: []string{"of all ranges differ", "ns a range", "x touching each", "x a union, which keeps no states"}}
	for _, damage := range []string{"0.005", "0.5"} {
		name := "MergedView/damage_" + damage
		ns := found.of(name, "ns/range")
		if damage == "0.005" { // the other is as bad as can be, and has no target
			b.rows = append(b.rows, row{id: "T6", what: "merged view of 10 servers x 10^6 ranges, one core", got: ns, must: 15, aim: 8, measured: times(ns) + " ns a range"})
		}
		t.rows = append(t.rows, []string{damage, times(ns), times(found.of(name, "x-touching")), times(found.of(name, "x-union-fold"))})
	}
	b.tables = append(b.tables, t)
	found, err = goBench("ticks", "^BenchmarkGrowth$", b.rounds(10))
	if err == nil {
		b.grow("the merged view", "Growth/sweep/", found)
		b.growthTable("a union of all sets, which has no target", "Growth/union/", found)
	}
	return err
}

// sizes are how many ranges growth is measured at.
var sizes = []string{"3000", "30000", "300000", "3000000"}

// grow is T7: a range may cost no more than some factor of what it costs in a
// smaller input, beyond the first size. That it costs less is no growth.
func (b *bench) grow(what, prefix string, found results) {
	values := b.growthTable(what, prefix, found)
	for j, unit := range []string{"time", "memory"} {
		x := rise(values[j][1:])
		b.rows = append(b.rows, row{id: "T7", what: fmt.Sprintf("growth of %s, 30,000 to 3,000,000 ranges: %s a range", what, unit), got: x, must: 1.3, aim: 1.1, measured: times(x) + " x"})
	}
}

// growthTable shows time and memory a range, and returns them.
func (b *bench) growthTable(what, prefix string, found results) (values [2][]float64) {
	t := table{title: "Growth of " + what, header: []string{"ranges", "ns a range", "bytes a range"}}
	for _, size := range sizes {
		cells := []string{size}
		for j, unit := range []string{"ns/range", "B/range"} {
			value := found.of(prefix+size, unit)
			cells = append(cells, fmt.Sprintf("%.1f", value))
			values[j] = append(values[j], value)
		}
		t.rows = append(t.rows, cells)
	}
	b.tables = append(b.tables, t)
	return values
}

// rise is how many times any value is that of one before it, at most; 1 if all
// fall.
func rise(values []float64) float64 {
	most, least := 1.0, values[0]
	for _, value := range values {
		least = min(least, value)
		if value > least {
			most = max(most, value/least)
		}
	}
	return most
}
