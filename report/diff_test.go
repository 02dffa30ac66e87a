package report_test

import (
	"fmt"
	"strings"
	"testing"

	"tickdiff/analyze/diff"
	"tickdiff/report"
	"tickdiff/report/doc"
	"tickdiff/report/text"
)

// Where a list is cut, a difference says how to see all of it, as other texts do.
func TestLongDifference(t *testing.T) {
	d := &diff.Result{Verdict: diff.Same}
	for i := range 60 {
		d.Servers = append(d.Servers, diff.Server{Name: fmt.Sprintf("server_%d", i), Status: diff.Compared})
	}
	var out strings.Builder
	if err := text.Write(&out, report.DiffDocument(d), text.Options{Width: 100, Also: doc.Detail}); err != nil {
		t.Fatal(err)
	}
	if want := "… and 10 more rows; --all shows all\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("does not end in %q:\n%s", want, &out)
	}
}
