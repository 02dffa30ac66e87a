package main

import (
	"fmt"
	"slices"
	"strings"
)

// row is one target.
type row struct {
	id, what  string
	measured  string // with its unit
	got       float64
	must, aim float64
	atLeast   bool   // the bounds are the least, not the most
	not       string // why it was not measured; "" if it was
}

// met says which bound holds.
func (r *row) met() string {
	within := func(bound float64) bool {
		if r.atLeast {
			return r.got >= bound
		}
		return r.got <= bound
	}
	switch {
	case r.not != "":
		return "not measured: " + r.not
	case within(r.aim):
		return "yes, and its aim"
	case within(r.must):
		return "yes"
	}
	return "**NO**"
}

func (r *row) bound(of float64) string {
	if r.atLeast {
		return fmt.Sprintf("at least %g", of)
	}
	return fmt.Sprintf("at most %g", of)
}

// table is more numbers, as they are.
type table struct {
	title  string
	header []string
	rows   [][]string
}

// page is all that was measured, in Markdown.
func (b *bench) page() string {
	targets := table{title: "Targets", header: []string{"#", "what", "must", "aim", "measured", "met"}}
	for _, r := range b.rows {
		targets.rows = append(targets.rows, []string{r.id, r.what, r.bound(r.must), fmt.Sprint(r.aim), r.measured, r.met()})
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n", strings.Join(append(machine(), b.facts...), "; "))
	for _, t := range append([]table{targets}, b.tables...) {
		t.write(&out)
	}
	return out.String()
}

func (t *table) write(out *strings.Builder) {
	line := func(cells []string) { fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | ")) }
	fmt.Fprintf(out, "\n%s:\n\n", t.title)
	line(t.header)
	line(slices.Repeat([]string{"---"}, len(t.header)))
	for _, r := range t.rows {
		line(r)
	}
}

// processes is a table of programs; all have read the same input, so long as it
// has a size.
func processes(title string, size int64, all ...*program) table {
	t := table{title: title, header: []string{"program", "median s", "least s", "processor s", "peak MB", "runs"}}
	for _, p := range all {
		median, least := p.median(), p.least()
		cells := []string{p.name, seconds(median.wall), seconds(least.wall), seconds(least.processor), megabytes(median.peak), fmt.Sprint(len(p.runs))}
		t.rows = append(t.rows, cells)
	}
	if size > 0 {
		t.title += fmt.Sprintf(" (%s MB)", megabytes(size))
	}
	return t
}
