package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/report"
	"tickdiff/report/text"
	"tickdiff/ticks"
)

const dumpsFolder = "../testdata/dumps/"

// realView merges the real dumps of one folder.
func realView(t testing.TB, folder string, gone ...string) *cluster.View {
	t.Helper()
	files, err := filepath.Glob(dumpsFolder + folder + "/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no dumps in %s: %v", folder, err)
	}
	var dumps []*dump.Dump
	for _, name := range files {
		dumps = append(dumps, readDumps(t, name)...)
	}
	view, err := cluster.Merge(dumps, cluster.Options{Gone: gone})
	if err != nil {
		t.Fatal(err)
	}
	return view
}

func readDumps(t testing.TB, name string) []*dump.Dump {
	t.Helper()
	r := dump.Read(dump.Input{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }})
	if r.Failed() {
		t.Fatal(r.Problems)
	}
	return r.Dumps
}

func planText(t testing.TB, p *plan.Plan) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.PlanJSON(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// realPlans are plans with everything a plan can hold.
func realPlans(t testing.TB) map[string]*plan.Plan {
	all := map[string]*plan.Plan{}
	for _, folder := range []string{"alive-elsewhere", "bad-mark", "deleted-elsewhere", "fresh", "healthy", "hostile-names", "lost", "lost-ndmrk",
		"manual", "one-behind", "only-missing", "outage/1-first", "outage/2-later", "outage/3-marked", "stale-restart", "superseded-elsewhere"} {
		all[folder] = plan.Make(realView(t, folder), plan.Options{})
	}
	options := plan.Options{Lost: plan.MarkDeleted, Dialect: plan.DistKV, Broadcast: true, AllCommands: true,
		Targets: map[string]plan.Target{"test_1": {Host: "192.0.2.7", Port: 1, From: "--at"}}}
	all["outage, gone"] = plan.Make(realView(t, "outage/2-later", "test_0"), options)
	all["unlisted"] = hugePlan(t)
	return all
}

// hugePlan misses more than is spelled out: 2^62 ticks.
func hugePlan(t testing.TB) *plan.Plan {
	t.Helper()
	lone := &dump.Dump{Node: "a", Tock: 3, HasTock: true, Source: dump.Source{File: "a.yaml", Line: 1, SHA256: "aa"}}
	lone.Nodes = dump.Nodes{Said: true, Entries: []dump.NodeEntry{{Name: "a", Tick: 1 << 62}}}
	for _, k := range dump.Kinds {
		lone.Section(k).Said = true
	}
	lone.Missing.Entries = []dump.Entry{{Origin: "a", Ticks: ticks.UpTo(1 << 62)}}
	view, err := cluster.Merge([]*dump.Dump{lone}, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return plan.Make(view, plan.Options{})
}

// What was saved reads back as the same plan: same bytes, same text, same
// commands.
func TestReadPlanRoundTrip(t *testing.T) {
	for name, p := range realPlans(t) {
		saved := planText(t, p)
		again, err := report.ReadPlan(saved)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(string(saved), string(planText(t, again))); diff != "" {
			t.Errorf("%s: the plan read back is another (-saved +again):\n%s", name, diff)
		}
		for format, write := range map[string]func(io.Writer, *plan.Plan) error{
			"text": func(w io.Writer, p *plan.Plan) error {
				return text.Write(w, report.PlanDocument(p, report.Again{}), text.Options{Width: 100})
			},
			"commands": report.Commands,
		} {
			var want, got strings.Builder
			if err := errors.Join(write(&want, p), write(&got, again)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), got.String()); diff != "" {
				t.Errorf("%s as %s (-fresh +saved):\n%s", name, format, diff)
			}
		}
	}
}

// A plan may pass through a program that reformats it.
func TestReadPlanReformatted(t *testing.T) {
	saved := planText(t, plan.Make(realView(t, "hostile-names"), plan.Options{}))
	var v any
	if err := json.Unmarshal(saved, &v); err != nil {
		t.Fatal(err)
	}
	reformatted, err := json.MarshalIndent(v, "", "    ")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := report.ReadPlan(reformatted); err != nil {
		t.Error(err)
	}
}

// Whatever is changed in a saved plan, it is refused; only the names of files
// are free, as the dumps may have been moved.
func TestReadPlanAltered(t *testing.T) {
	for _, name := range []string{"outage, gone", "outage/1-first", "unlisted"} {
		saved := planText(t, realPlans(t)[name])
		changes := 0
		for change, altered := range alterations(t, saved) {
			changes++
			_, err := report.ReadPlan(altered)
			var fault *report.PlanError
			if !errors.As(err, &fault) {
				t.Errorf("%s: %s: accepted, or no fault of the plan: %v", name, change, err)
			}
		}
		if changes < 100 {
			t.Errorf("%s: only %d alterations tried", name, changes)
		}
	}
}

// What is not told has a place in a dump; a decision that only takes its reason does not.
func TestReadPlanUntoldWithoutPlace(t *testing.T) {
	saved := planText(t, realPlans(t)["outage/1-first"])
	forged := bytes.Replace(saved, []byte(`"reason":"unseen-server"`), []byte(`"reason":"not-told"`), 1)
	want := `the plan was altered: not_told[0]: there are no two dumps of "test_1"`
	if _, err := report.ReadPlan(forged); bytes.Equal(saved, forged) || err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// An id is no secret: whoever alters a plan can give it the right one. Then its
// names are quoted wherever they stand, and everything else that is written as it
// is must be a word of a plan.
func TestReadPlanForged(t *testing.T) {
	const foreign = "x\n\x1b[31mexec evil\n"
	test := func(want string, forge func(p *plan.Plan)) {
		t.Helper()
		p, err := report.ReadPlan(planText(t, realPlans(t)["outage, gone"]))
		if err != nil {
			t.Fatal(err)
		}
		forge(p)
		if _, err := report.ReadPlan(planText(t, p)); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	test(`the plan was altered: servers[1]: no such hash: "x\n\x1b[31mexec evil\n"`, func(p *plan.Plan) { p.Servers[1].Sources[0].SHA256 = foreign })
	test(`the plan was altered: servers[1]: no such section: "x\n\x1b[31mexec evil\n"`, func(p *plan.Plan) { p.Servers[1].Sections[0] = foreign })
	test(`the plan was altered: servers[1]: no such section: "x\n\x1b[31mexec evil\n"`, func(p *plan.Plan) { p.Servers[1].Derived = []string{foreign} })
	test(`the plan was altered: steps[0]: no such kind of mark for lost: "x\n\x1b[31mexec evil\n"`, func(p *plan.Plan) { p.Of(plan.Marked)[0].Kind = foreign })
	untold := func(server string, set ticks.Set) plan.Decision {
		return plan.Decision{Server: server, Origin: "test_1", Reason: plan.NoLongerTold, Ticks: set, Evidence: []cluster.Proof{{}}}
	}
	allClear := func(p *plan.Plan) {
		p.Verdict, p.Sound = plan.Clean, true
		p.Decisions, p.Commands = nil, nil
	}
	test(`the plan was altered: verdict: "clean", but the plan is "undecided"`, func(p *plan.Plan) {
		allClear(p)
		p.Servers[0].Status, p.Servers[0].Sources, p.Servers[0].Sections, p.Servers[0].HasTock, p.Servers[0].Tock = cluster.Unseen, nil, nil, false, 0
		p.Options.Gone, p.Returns, p.Requests = nil, nil, []plan.Request{{Server: "test_0"}}
	})
	test(`the plan was altered: verdict: "clean", but the plan is "undecided"`, func(p *plan.Plan) {
		allClear(p)
		p.Servers[1].Sections, p.Requests = []string{"nodes", "present"}, []plan.Request{{Server: "test_1"}}
	})
	test(`the plan was altered: verdict: "clean", but the plan is "unsound"`, func(p *plan.Plan) {
		allClear(p)
		p.Sound = false
	})
	test(`the plan was altered: not_told[0]: the server "test_0" was not seen`, func(p *plan.Plan) {
		p.Decisions = append(p.Decisions, untold("test_0", ticks.UpTo(1)))
	})
	test(`the plan was altered: not_told[0]: no ticks`, func(p *plan.Plan) {
		p.Decisions = append(p.Decisions, untold("test_1", ticks.Set{}))
	})
	test(`the plan was altered: starts[0]: no such hash: "x\n\x1b[31mexec evil\n"`, func(p *plan.Plan) {
		p.Starts = []plan.Start{{Server: "test_1", Save: plan.Source{SHA256: foreign}}}
	})
	_, err := report.ReadPlan(bytes.Replace(planText(t, hugePlan(t)), []byte(`"id": "sha256:`), []byte(`"id": "\u001b[31m`), 1))
	if err == nil || !strings.HasPrefix(err.Error(), `the plan was altered: its id is "\x1b[31m`) {
		t.Errorf("got %v", err)
	}
}

// alterations yields a JSON text with each of its values changed, left out,
// doubled, and each object with a member more.
func alterations(t *testing.T, text []byte) map[string][]byte {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var root any
	if err := decoder.Decode(&root); err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	write := func(what string) {
		b, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		out[what] = b
	}
	var walk func(path string, v any, set func(any))
	walk = func(path string, v any, set func(any)) {
		if strings.HasSuffix(path, ".file") {
			return
		}
		change := func(to any) {
			set(to)
			write(fmt.Sprintf("%s = %v", path, to))
			set(v)
		}
		switch v := v.(type) {
		case map[string]any:
			v["more"] = 1
			write(path + " with a member more")
			delete(v, "more")
			for key, child := range v {
				delete(v, key)
				write(path + " without " + key)
				v[key] = child
				walk(path+"."+key, child, func(to any) { v[key] = to })
			}
		case []any:
			if len(v) > 0 {
				change(v[1:])
				change(append(v[:len(v):len(v)], v[0]))
			}
			for i, child := range v {
				walk(fmt.Sprintf("%s[%d]", path, i), child, func(to any) { v[i] = to })
			}
		case string:
			change(v + "x")
			change(7)
		case json.Number:
			change(json.Number("1" + v.String()))
			change(json.Number("-1"))
			change(v.String())
		case bool:
			change(!v)
		}
	}
	walk("plan", root, nil)
	return out
}

// What is no plan at all says so, with a place where there is one.
func TestReadPlanRefuses(t *testing.T) {
	for text, want := range map[string]string{
		``:                                "not a plan: it is no JSON",
		`node: test_0`:                    "not a plan: it is no JSON",
		`{"schema":"tickdiff/report/v1"}`: `not a plan: its schema is "tickdiff/report/v1"`,
		`{}`:                              "not a plan: it has no schema",
		`[]`:                              "not a plan: it has no schema",
		`{"schema":"tickdiff/plan/v1","steps":[]}`:            `a plan of the schema "tickdiff/plan/v1", which an older tickdiff wrote; this one reads "tickdiff/plan/v2"`,
		`{"schema":"tickdiff/plan/v3","steps":{"new":true}}`:  `a plan of the schema "tickdiff/plan/v3", which is newer than this tickdiff, which reads "tickdiff/plan/v2"`,
		`{"schema":"tickdiff/plan/v2"} {}`:                    "not a plan: invalid character '{' after top-level value",
		`{"schema":"tickdiff/plan/v2","steps":[{"ticks":7}]}`: "the plan was altered: ticks: not a list of pairs of numbers",
	} {
		_, err := report.ReadPlan([]byte(text))
		if err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", text, err, want)
		}
	}
	_, err := report.ReadPlan([]byte("{\n  \"schema\": !"))
	var fault *report.PlanError
	if !errors.As(err, &fault) || fault.Line != 2 || fault.Col != 13 {
		t.Errorf("got %+v, want the place 2:13", err)
	}
}

// FuzzReadPlan holds that no text whatever brings in a command that could mark
// more than it names.
func FuzzReadPlan(f *testing.F) {
	for _, p := range realPlans(f) {
		if text := planText(f, p); len(text) < 8<<10 {
			f.Add(text)
		}
	}
	needs := regexp.MustCompile(`"needs":\[[^\]]*\]`)
	f.Add(needs.ReplaceAll(planText(f, realPlans(f)["stale-restart"]), []byte(`"needs":[],"more_needs":1`)))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 8<<10 {
			return
		}
		p, err := report.ReadPlan(text)
		if err != nil {
			return
		}
		for _, c := range p.Commands {
			argvs, ok := c.Calls()
			for argv := range argvs {
				if i := len(argv) - 1; !ok || c.Origin() == "" || argv[i] == "" || strings.Trim(argv[i], "0123456789") != "" {
					t.Fatalf("%q", argv)
				}
			}
		}
		if again, err := report.ReadPlan(planText(t, p)); err != nil || again.Verdict != p.Verdict {
			t.Fatalf("the plan read back is refused: %v", err)
		}
	})
}
