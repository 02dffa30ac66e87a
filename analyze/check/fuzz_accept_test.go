package check_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// FuzzParseAcceptances holds that whatever a file accepts, it says why, nothing critical
// is accepted wholesale, and what is accepted is what can be read in it.
func FuzzParseAcceptances(f *testing.F) {
	f.Add("diverged:a:5,7-9 # known\n# remark\n\nbehind # always\n")
	f.Add("last-copy:a:b: # name that ends in a colon\r\nlast-copy # no\n")
	f.Add("diverged:a:7-5 # turned round\ndiverged::3 # no name\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := check.ParseAcceptances(text)
		if err != nil {
			return
		}
		for _, a := range all {
			c, err := check.ByID(a.ID)
			if err != nil || a.Reason == "" || a.All && c.Severity == cluster.Critical || !strings.Contains(text, a.ID) {
				t.Fatalf("%q accepts %+v", text, a)
			}
			written := a.String()
			if strings.Contains(a.About, ":") && a.Ticks.Empty() {
				written += ":" // else its end could be taken for ticks
			}
			again, err := check.ParseAcceptance(written, a.Reason)
			if diff := cmp.Diff(a, again, cmp.AllowUnexported(ticks.Set{})); err != nil || diff != "" {
				t.Fatalf("%q reads otherwise (%v):\n%s", written, err, diff)
			}
		}
		r := check.Result{Findings: []check.Finding{finding("last-copy", cluster.Critical, "a", ticks.Between(3, 5))}}
		r.Accept(all)
		if accepted := r.Findings[0].Accepted != ""; accepted && !strings.Contains(text, "last-copy:a") {
			t.Fatalf("%q accepts what it does not name", text)
		}
	})
}
