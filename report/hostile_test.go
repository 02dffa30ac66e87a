package report

import (
	"slices"
	"strings"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/diff"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/verify"
	"tickdiff/dump"
	"tickdiff/report/doc"
	"tickdiff/ticks"
)

// hostileNames are names that break out of one format or another if they are
// not quoted.
var hostileNames = []string{
	"a|b", `a\|b`, "`", "``x`", "`|`", "a`b``c", "<script>alert(1)</script>", "</details>", "</code></pre>", "<!--", "-->", "]]>", "&amp;", "&#60;b&#62;",
	"@everyone", "#1", "owner/repo#1", "[x](http://evil.example)", "![x](http://evil.example/x.png)", "https://evil.example/", "www.evil.example", "*b*", "_i_", "~~s~~", "$x$",
	"# head", "- item", "1. item", "> quote", "---", "\n\n# out", "a\r\nb", "tab\there", "```", "~~~", "    code", "", " ", "null", "\x00", "\x1b[31m", "\u202egnp.exe", "\u200b", "\xff",
	`"quoted"`, `it's`, `\`, `\\`, "{{.}}", "${IFS}", "$(id)", "javascript:alert(1)", `" onload="alert(1)`, `'><svg/onload=alert(1)>`, "日本", "مرحبا", "e\u0301", ":tada:",
}

// reportOn is a report about two servers, named by the first two names, that
// disagree about the ticks of every name, with input files of such names too, and
// entries at paths of the first two.
func reportOn(t testing.TB, names ...string) *Report {
	t.Helper()
	names = slices.Clone(names)
	slices.Sort(names)
	names = slices.Compact(names)
	var dumps []*dump.Dump
	for i, observer := range names[:2] {
		d := &dump.Dump{Node: observer, Tock: 7, HasTock: true, Source: dump.Source{File: names[len(names)-1-i], Line: 3, SHA256: "00ff"}}
		d.Nodes.Said, d.Present.Said, d.Superseded.Said, d.Missing.Said = true, true, true, true
		for j, origin := range names {
			d.Nodes.Entries = append(d.Nodes.Entries, dump.NodeEntry{Name: origin, Tick: 9})
			has, lacks := ticks.UpTo(9), ticks.Set{}
			if i == j%2 {
				lacks = ticks.Between(3, 5)
				has = has.Minus(lacks)
				d.Missing.Entries = append(d.Missing.Entries, dump.Entry{Origin: origin, Ticks: lacks})
			}
			d.Present.Entries = append(d.Present.Entries, dump.Entry{Origin: origin, Ticks: has})
		}
		dumps = append(dumps, d)
	}
	view, err := cluster.Merge(dumps, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := &Report{View: view, Plan: plan.Make(view, plan.Options{})}
	r.Result = check.Examine(view, r.Plan)
	for _, name := range names {
		r.Inputs = append(r.Inputs, Input{File: name, Size: 5, SHA256: "00ff", Dumps: 1,
			Problems: []Problem{{Level: "note", Line: 1, Col: 2, What: "passed over: " + name}}})
	}
	for _, name := range names[:2] {
		r.Plan.Entries.All = append(r.Plan.Entries.All, cluster.Entry{Path: name, Value: `"` + strings.ReplaceAll(name, `"`, `\"`) + `"`,
			Ticks: []cluster.OriginTicks{{Origin: name, Ticks: ticks.UpTo(3)}}, Copies: []cluster.Copy{{Server: name, File: name}}})
	}
	r.Plan.Entries.More = true
	return r
}

// told is a document, and the names that it must show.
type told struct {
	document *doc.Document
	names    []string
}

// allDocuments are one of each kind, about the same servers.
func allDocuments(t testing.TB, r *Report, names []string) []told {
	t.Helper()
	names = slices.Clone(names)
	slices.Sort(names)
	names = slices.Compact(names)
	two := names[:2]
	later, err := cluster.Merge(laterDumps(r), cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lookup := &cluster.Lookup{Origin: names[0], Ticks: ticks.UpTo(9), Files: []cluster.Proof{{File: names[1]}}, Entries: r.Plan.Entries, Without: ticks.UpTo(2)}
	verification := &Verification{Plan: PlanID(r.Plan), Result: verify.Plan(r.Plan, later, verify.AfterMarks), Next: append([]string{"tickdiff", "verify"}, names...)}
	return []told{
		{ReportDocument(r), names}, {PlanDocument(r.Plan, Again{}), names},
		{DiffDocument(diff.Views(r.View, later)), names},
		{VerifyDocument(verification), two},
		{ExplainDocument(plan.Explain(r.View, r.Plan, names[0], 3)), two},
		{EntriesDocument(lookup), two},
	}
}

// laterDumps are those of a report as they would be somewhat later, where the second
// server has got all that it missed, and the first has lost something.
func laterDumps(r *Report) []*dump.Dump {
	var out []*dump.Dump
	for _, s := range r.View.Dumped {
		d := *s.Dumps[len(s.Dumps)-1]
		d.Tock++
		d.Present.Entries = slices.Clone(d.Present.Entries)
		d.Missing.Entries = nil
		for i := range d.Present.Entries {
			e := &d.Present.Entries[i]
			lost := ticks.Between(7, 8)
			e.Ticks = ticks.UpTo(9).Minus(lost)
			d.Missing.Entries = append(d.Missing.Entries, dump.Entry{Origin: e.Origin, Ticks: lost})
		}
		out = append(out, &d)
	}
	return out
}
