package main

import (
	"fmt"
	"slices"
)

// cluster is how large a cluster is, by all that it can grow in.
type cluster struct{ servers, origins, ranges, dumps int }

// grown is a cluster of which one number is so many times as large as usual. All
// origins are dumped: what is refused for servers that are not grows with both.
func grown(dimension, factor int) cluster {
	sizes := [4]int{40, 5, 300, 1}
	sizes[dimension] *= factor
	return cluster{sizes[0], sizes[1], sizes[2], sizes[3]}
}

// all is how many ranges the dumps have.
func (c cluster) all() float64 { return float64(2 * c.servers * c.origins * c.ranges * c.dumps) }

// growth measures plan and report while the cluster grows one way at a time.
func (b *bench) growth() error {
	factors := []int{2, 4, 8}
	if b.quick {
		factors = []int{8}
	}
	t := table{title: "Growth, with damage, least of the runs", header: []string{"servers", "origins", "ranges of a set", "dumps a server", "MB", "plan, processor s", "ns a range", "peak MB", "report, processor s", "ns a range", "peak MB"}}
	clusters := []cluster{grown(0, 1)}
	for dimension := range 4 {
		for _, factor := range factors {
			clusters = append(clusters, grown(dimension, factor))
		}
	}
	for _, c := range clusters {
		cells, err := b.grownCells(c)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, cells)
	}
	b.tables = append(b.tables, t)
	return nil
}

func (b *bench) grownCells(c cluster) ([]string, error) {
	cells := []string{fmt.Sprint(c.servers), fmt.Sprint(c.origins), fmt.Sprint(c.ranges), fmt.Sprint(c.dumps)}
	size, err := b.makeRounds(c)
	if err != nil {
		return nil, err
	}
	folder := b.program("dumps/grown")
	plan := b.tickdiff("plan", "plan", "--format", "json", folder)
	report := b.tickdiff("report", "report", "--format", "json", folder)
	if err := inTurn(b.rounds(5), plan, report); err != nil {
		return nil, err
	}
	cells = append(cells, megabytes(size))
	for _, p := range []*program{plan, report} {
		least := p.least()
		cells = append(cells, seconds(least.processor), fmt.Sprintf("%.0f", least.processor.Seconds()*1e9/c.all()), megabytes(least.peak))
	}
	return cells, (&dumps{folder: folder}).remove()
}

// makeRounds dumps every server several times; each round is damaged in its own way.
func (b *bench) makeRounds(c cluster) (size int64, err error) {
	for round := range c.dumps {
		flags := slices.Concat([]string{"-seed=8", fmt.Sprint("-servers=", c.servers), fmt.Sprint("-origins=", c.origins), fmt.Sprint("-ranges=", c.ranges),
			fmt.Sprint("-damage-seed=", round+1), fmt.Sprint("-later=", 1000*round)}, damage)
		d, err := b.make(fmt.Sprint("grown/", round), flags...)
		if err != nil {
			return 0, err
		}
		size += d.size
	}
	return size, nil
}
