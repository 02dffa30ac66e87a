//go:build unix

package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// costTable collects what TestCost measured, a row a shape and command.
type costTable struct{ rows []string }

// cost is what one run took.
type cost struct {
	input, memory, output int64
	seconds               float64
}

func (t *costTable) add(shape, command string, all []cost) {
	cells := []string{shape, command}
	for _, c := range all {
		cells = append(cells, fmt.Sprintf("%.2f", float64(c.input)/1e6), fmt.Sprintf("%.2f", c.seconds),
			fmt.Sprint(c.memory>>20), fmt.Sprintf("%.2f", float64(c.output)/1e6))
	}
	t.rows = append(t.rows, "| "+strings.Join(cells, " | ")+" |")
}

// write puts the table into the page between its marks.
func (t *costTable) write(test *testing.T, page string) {
	const begin, end = "<!-- cost -->\n", "<!-- /cost -->"
	text := textOf(test, page)
	before, rest, ok := strings.Cut(text, begin)
	_, after, ended := strings.Cut(rest, end)
	if !ok || !ended {
		test.Fatalf("%s has no marks for the table", page)
	}
	header := "| shape | command | MB in | s | peak MB | MB out | MB in | s | peak MB | MB out |\n|" + strings.Repeat(" --- |", 10) + "\n"
	text = before + begin + header + strings.Join(t.rows, "\n") + "\n" + end + after
	if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
		test.Fatal(err)
	}
}
