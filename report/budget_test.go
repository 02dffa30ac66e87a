package report_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/report/doc"
	"tickdiff/report/html"
	"tickdiff/report/text"
)

// manyServers is a view in which the last server alone misses a tick.
func manyServers(t *testing.T, n int) *cluster.View {
	t.Helper()
	var b strings.Builder
	for i := range n {
		section := "present"
		if i == n-1 {
			section = "missing"
		}
		fmt.Fprintf(&b, "---\nnode: s%05d\nnodes:\n  o: 9\n%s:\n  o:\n  - 1\ntock: 1\n", i, section)
	}
	in := dump.Input{Name: "many", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(b.String())), nil }}
	v, err := cluster.Merge(dump.Read(in).Dumps, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestMapBudget holds that a map has so many rows at most, the gravest of them, and that
// the others are counted.
func TestMapBudget(t *testing.T) {
	for _, test := range []struct {
		servers int
		row     string // what a row begins with
		rows    int
		write   func(io.Writer, *doc.Document) error
		left    string
	}{
		{130, "\n    s", 100, func(w io.Writer, d *doc.Document) error { return text.Write(w, d, text.Options{Width: 100}) }, "… and 30 more servers, none of them graver here; --all shows all\n"},
		{130, "\n    s", 130, func(w io.Writer, d *doc.Document) error { return text.Write(w, d, text.Options{Width: 100, All: true}) }, "M missing"},
		{2100, `<tr><th scope="row"><bdi>s`, 2000, func(w io.Writer, d *doc.Document) error { return html.Write(w, d, doc.Run{}) }, "Servers that are not drawn: 100. None of them is graver here than these."},
	} {
		d := &doc.Document{Of: "report", Sections: []doc.Section{{Title: "tick map", Blocks: []doc.Block{doc.Map{View: manyServers(t, test.servers)}}}}}
		var out strings.Builder
		if err := test.write(&out, d); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), test.left) {
			t.Errorf("%d servers: does not say %q:\n%.3000s", test.servers, test.left, &out)
		}
		named := strings.Count(out.String(), test.row)
		if last := fmt.Sprintf("s%05d", test.servers-1); named != test.rows || !strings.Contains(out.String(), last) {
			t.Errorf("%d servers: %d are drawn, want %d with %s", test.servers, named, test.rows, last)
		}
	}
}
