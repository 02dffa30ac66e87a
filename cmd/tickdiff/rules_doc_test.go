package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/plan"
)

// TestRulesPage holds the verdict table in docs/rules.md to the one in analyze.
func TestRulesPage(t *testing.T) {
	var table strings.Builder
	table.WriteString("| # | condition | verdict | reason | why |\n|---|---|---|---|---|\n")
	for _, r := range plan.Rules {
		fmt.Fprintf(&table, "| %s | %s | %s | `%s` | %s |\n", r.Number, r.When, r.Then, r.Reason, r.Why)
	}
	keepFresh(t, "../../docs/rules.md", "rules", table.String())
}

// keepFresh holds what stands between <!-- name --> and <!-- /name --> in a page
// to what is generated; TICKDIFF_UPDATE=1 rewrites it.
func keepFresh(t *testing.T, page, name, want string) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), "<!-- "+name+" -->\n")
	shown, tail, ok2 := strings.Cut(rest, "<!-- /"+name+" -->\n")
	if !ok || !ok2 {
		t.Fatalf("%s has no part between <!-- %s --> and <!-- /%s -->", page, name, name)
	}
	if os.Getenv("TICKDIFF_UPDATE") != "" {
		fresh := head + "<!-- " + name + " -->\n" + want + "<!-- /" + name + " -->\n" + tail
		if err := os.WriteFile(page, []byte(fresh), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Errorf("%s is not what it is generated from (-want +shown):\n%s", page, diff)
	}
}
