package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

func finding(id string, severity cluster.Severity, origin string, set ticks.Set) check.Finding {
	return check.Finding{ID: id, Severity: severity, Parts: []check.Part{{Role: check.ToDump, Servers: []string{"server"}}}, Origin: origin, HasOrigin: origin != "", Ticks: set}
}

// TestAccept gives one result of two findings each time, and says what is left to
// count, which are accepted and which acceptances hold nothing.
func TestAccept(t *testing.T) {
	test := func(name, want string, accept ...string) {
		t.Helper()
		r := check.Result{Findings: []check.Finding{
			finding("last-copy", cluster.Critical, "a:b", ticks.Between(3, 5)),
			finding("diverged", cluster.Error, "a", ticks.Between(5, 8)),
			finding("unseen-server", cluster.Info, "", ticks.Set{}),
		}}
		var all []check.Acceptance
		for _, text := range accept {
			a, err := check.ParseAcceptance(text, "why "+text)
			if err != nil {
				t.Fatal(err)
			}
			if a.String() != strings.TrimSuffix(text, ":") {
				t.Errorf("%q is written %q", text, a)
			}
			all = append(all, a)
		}
		r.Accept(all)
		got := fmt.Sprintf("wrong %v", r.Wrong())
		for _, f := range r.Findings {
			if f.Accepted != "" {
				got += "; " + f.ID + ": " + f.Accepted
			}
		}
		for _, u := range r.Unused {
			got += fmt.Sprintf("; unused %s, grown %v", u.Acceptance, u.Grown)
		}
		if got != want {
			t.Errorf("%s: got  %s\nwant %s", name, got, want)
		}
	}
	test("nothing", "wrong true")
	test("by ID", "wrong true; diverged: why diverged", "diverged")
	test("by origin", "wrong false; last-copy: why last-copy:a:b; diverged: why diverged", "diverged", "last-copy:a:b")
	test("by ticks", "wrong false; last-copy: why last-copy:a:b:3-4; diverged: why diverged:a:5-7", "diverged:a:5-7", "last-copy:a:b:3-4")
	test("by more ticks than there are", "wrong true; diverged: why diverged:a:1-9", "diverged:a:1-9")
	test("two that complete each other", "wrong true; diverged: why diverged:a:5", "diverged:a:5", "diverged:a:6-7")
	test("grown", "wrong true; unused diverged:a:5-6, grown 7", "diverged:a:5-6")
	test("other ticks", "wrong true; unused diverged:a:9, grown -", "diverged:a:9")
	test("other origin", "wrong true; unused diverged:b, grown -", "diverged:b")
	test("a name that ends like ticks", "wrong true; unused last-copy:a:5, grown -", "last-copy:a:5:")
	test("a finding without origin, by its server", "wrong true; unseen-server: why unseen-server:server", "unseen-server:server")
}

// A finding without an origin is accepted once all servers are that it is about, and is
// not while it names some of them only.
func TestAcceptServers(t *testing.T) {
	test := func(more int, want string, accept ...string) {
		t.Helper()
		r := check.Result{Findings: []check.Finding{{ID: "asked-earlier", Severity: cluster.Warning,
			Parts: []check.Part{{Role: check.Behind, Servers: []string{"a", "b"}, More: more}, {Role: check.Ahead, Servers: []string{"c"}}}}}}
		var all []check.Acceptance
		for _, text := range accept {
			a, err := check.ParseAcceptance(text, text)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, a)
		}
		r.Accept(all)
		got := fmt.Sprintf("accepted %q", r.Findings[0].Accepted)
		for _, u := range r.Unused {
			got += fmt.Sprintf("; unused %s, others %v", u.Acceptance, u.Others)
		}
		if got != want {
			t.Errorf("%v: got %s, want %s", accept, got, want)
		}
	}
	test(0, `accepted ""; unused asked-earlier:a, others [b]`, "asked-earlier:a")
	test(0, `accepted ""; unused asked-earlier:c, others []`, "asked-earlier:c")
	test(0, `accepted "asked-earlier:b"`, "asked-earlier:b", "asked-earlier:a")
	test(1, `accepted ""; unused asked-earlier:b, others []; unused asked-earlier:a, others []`, "asked-earlier:b", "asked-earlier:a")
	test(1, `accepted "asked-earlier"`, "asked-earlier")
}

func TestParseAcceptances(t *testing.T) {
	test := func(text, want string) {
		t.Helper()
		all, err := check.ParseAcceptances(text)
		got := ""
		for _, a := range all {
			got += fmt.Sprintf("%s about %q, %v, because %s\n", a.ID, a.About, a.Ticks, a.Reason)
		}
		if err != nil {
			got = err.Error() + "\n"
		}
		if diff := cmp.Diff(want+"\n", got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	test("# since May\n\ndiverged:a # b:5,7-9 # the outage # of May\r\nbehind # quiet net",
		"diverged about \"a\", -, because b:5,7-9 # the outage # of May\nbehind about \"\", -, because quiet net")
	test("diverged:grün#1:5 # seen", `diverged about "grün#1", 5, because seen`)
	test("\ndiverged:a:5", `2: "diverged:a:5" has no reason: write ID:ORIGIN:TICKS # REASON`)
	test("diverged:a:5 # ", `1: "diverged:a:5 # " has no reason: write ID:ORIGIN:TICKS # REASON`)
	test("diverge:a:5 # x", `1: no check is called "diverge"`)
	test("last-copy # x", `1: last-copy is critical, and cannot be accepted by its ID alone: say of which origin, as last-copy:ORIGIN or last-copy:ORIGIN:TICKS`)
}
