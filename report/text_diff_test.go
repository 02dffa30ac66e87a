package report_test

import (
	"fmt"
	"strings"
	"testing"

	"tickdiff/analyze"
	"tickdiff/report"
)

// Where a list is cut, a difference says how to see all of it, as other texts do.
func TestLongDifference(t *testing.T) {
	d := &analyze.Difference{Verdict: analyze.Same}
	for i := range 60 {
		d.Servers = append(d.Servers, analyze.ServerDiff{Name: fmt.Sprintf("server_%d", i), Status: analyze.Compared})
	}
	var text strings.Builder
	if err := report.DiffText(&text, d, report.TextOptions{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if want := "… and 10 more rows; --all shows all\n"; !strings.HasSuffix(text.String(), want) {
		t.Errorf("does not end in %q:\n%s", want, &text)
	}
}
