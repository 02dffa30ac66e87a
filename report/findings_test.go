package report_test

import (
	"fmt"
	"strings"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report"
	"tickdiff/report/text"
)

// findingsText is a report in text on findings of one severity, one a server and origin.
func findingsText(t *testing.T, severity cluster.Severity, servers, origins int, o text.Options) string {
	t.Helper()
	r := &report.Report{View: &cluster.View{}, Plan: &plan.Plan{Verdict: plan.Unsound}}
	for i := range origins {
		for j := range servers {
			server, origin := fmt.Sprintf("s%02d", j), fmt.Sprintf("o%02d", i)
			r.Result.Findings = append(r.Result.Findings, check.Finding{ID: "last-copy", Severity: severity, Servers: []string{server}, Origin: origin,
				Message: prose.Say("%q alone has 1 of %q", server, origin), Action: prose.Say("do not restart %q", server)})
		}
	}
	var out strings.Builder
	if err := text.Write(&out, report.ReportDocument(r), o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// What is true of several servers stands once, and so does what to do about it.
func TestFactsAreSaidOnce(t *testing.T) {
	got := findingsText(t, cluster.Warning, 3, 2, text.Options{Width: 100})
	for _, want := range []string{
		"\n    \"s00\" alone has 1 of \"o00\". The same for s01, s02.\n",
		"\n    \"s00\" alone has 1 of \"o01\". The same for s01, s02.\n",
		"\n    do: do not restart \"s00\". The same for s01, s02.\n",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("it does not stand there once: %q:\n%s", want, got)
		}
	}
}

// Long lists are cut, but not what is critical, on however many servers.
func TestCriticalFindingsAreNotCut(t *testing.T) {
	test := func(severity cluster.Severity, o text.Options, facts int, ends string) {
		t.Helper()
		got := findingsText(t, severity, 30, 40, o)
		if n := strings.Count(got, " alone has "); n != facts || !strings.Contains(got, ends) {
			t.Errorf("%s: %d facts are shown, want %d, with %q:\n%s", severity, n, facts, ends, got)
		}
	}
	test(cluster.Warning, text.Options{Width: 1000}, 4, "… and 36 more of these; --all shows all\n")
	test(cluster.Warning, text.Options{Width: 1000, All: true}, 40, "s05 and 24 more.\n")
	test(cluster.Critical, text.Options{Width: 1000}, 40, "s28, s29.\n")
}
