package dump_test

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"mime/quotedprintable"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump"
	"tickdiff/internal/gate"
)

// arrival is a way in which the dumps of several servers arrive in one text. The text has
// nothing else to say. hostile: it keeps names of any kind.
type arrival struct {
	name    string
	hostile bool
	do      func(dumps []string, r *rand.Rand) string
}

// lined puts something before and behind each line; name is the server's, n counts lines.
func lined(before func(name string, n int) string, behind string) func([]string, *rand.Rand) string {
	return func(dumps []string, _ *rand.Rand) string {
		n := 0
		var b strings.Builder
		for i, d := range dumps {
			b.WriteString(eachLine(d, func(line string) string {
				n++
				return before(fmt.Sprintf("kv-%d", i+1), n) + line + behind
			}))
		}
		return b.String()
	}
}

// inTurns mixes the lines of texts that can be told apart.
func inTurns(do func([]string, *rand.Rand) string) func([]string, *rand.Rand) string {
	return func(dumps []string, r *rand.Rand) string {
		var left [][]string
		for i := range dumps {
			only := make([]string, len(dumps))
			only[i] = dumps[i]
			left = append(left, slices.Collect(strings.Lines(do(only, r))))
		}
		var b strings.Builder
		for len(left) > 0 {
			i := r.IntN(len(left))
			b.WriteString(left[i][0])
			if left[i] = left[i][1:]; len(left[i]) == 0 {
				left = slices.Delete(left, i, i+1)
			}
		}
		return b.String()
	}
}

// each does something to each dump, and joins what comes out.
func eachDump(do func(i int, text string) string) func([]string, *rand.Rand) string {
	return func(dumps []string, _ *rand.Rand) string {
		var b strings.Builder
		for i, d := range dumps {
			b.WriteString(do(i, d))
		}
		return b.String()
	}
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func stamp(n int) string {
	return fmt.Sprintf("2024-11-%02dT%02d:%02d:%02d.%03d", 10+n/86400, n/3600%24, n/60%60, n%60, n*7%1000)
}

func printableText(text string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return strings.ReplaceAll(b.String(), "\r\n", "\n")
}

func wrapped64(text string) string {
	all := base64.StdEncoding.EncodeToString([]byte(text))
	var b strings.Builder
	for part := range slices.Chunk([]byte(all), 76) {
		b.Write(append(part, '\n'))
	}
	return b.String()
}

func records(field string, more func(i, n int) string) func([]string, *rand.Rand) string {
	return func(dumps []string, _ *rand.Rand) string {
		n := 0
		var b strings.Builder
		for i, d := range dumps {
			b.WriteString(eachLine(d, func(line string) string {
				n++
				return fmt.Sprintf(`{%s: %s, %s}`, asJSON(field), asJSON(line), more(i, n))
			}))
		}
		return b.String()
	}
}

const mailHead = "From: A <a@example.org>\nSubject: ticks\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"

var arrivals = []arrival{
	{"compose", true, lined(func(name string, _ int) string { return name + "  | " }, "")},
	{"compose in turns", true, inTurns(lined(func(name string, _ int) string { return name + "  | " }, ""))},
	{"kubectl", true, lined(func(name string, _ int) string { return "[pod/" + name + "/server] " }, "")},
	{"kubectl, times", true, lined(func(name string, n int) string { return "[pod/" + name + "/server] " + stamp(n) + "456Z " }, "")},
	{"times alone", true, lined(func(_ string, n int) string { return stamp(n) + "Z " }, "")},
	{"journal", true, lined(func(name string, n int) string {
		return fmt.Sprintf("Nov %2d 10:%02d:%02d %s sh[4242]: ", 8+n/60, n/60, n%60, name)
	}, "")},
	{"journal in turns", true, inTurns(lined(func(name string, n int) string {
		return fmt.Sprintf("Nov %2d 10:%02d:%02d %s sh[4242]: ", 8+n/60, n/60, n%60, name)
	}, ""))},
	{"journal, monotonic", true, lined(func(name string, n int) string { return fmt.Sprintf("[%5d.%06d] %s sh[42]: ", n, n*17%1000000, name) }, "")},
	{"syslog", true, lined(func(name string, n int) string { return fmt.Sprintf("<13>1 %sZ %s kv 77 - - ", stamp(n), name) }, "")},
	{"unix time", true, lined(func(_ string, n int) string { return fmt.Sprintf("%d.%03d: ", 1731921098+n, n*7%1000) }, "")},
	{"pdsh", true, lined(func(name string, _ int) string { return name + ": " }, "")},
	{"parallel", true, lined(func(name string, _ int) string { return name + "\t" }, "")},
	{"grep -Hn", true, lined(func(name string, n int) string { return fmt.Sprintf("%s.yaml:%d:", name, n) }, "")},
	{"bat", true, lined(func(_ string, n int) string { return fmt.Sprintf("%4d   │ ", n) }, "")},
	{"comment", true, lined(func(string, int) string { return "# " }, "")},
	{"code comment", true, lined(func(string, int) string { return " * " }, "")},
	{"org", true, lined(func(string, int) string { return ": " }, "")},
	{"box", false, lined(func(string, int) string { return "│ " }, "      │")},
	{"cat -A", false, lined(func(string, int) string { return "" }, "$")},
	{"quoted lines", false, lined(func(string, int) string { return "      '" }, "',")},
	{"rows of a sheet", false, lined(func(_ string, n int) string { return stamp(n) + `,"` }, `"`)},
	{"label", true, eachDump(func(i int, text string) string { return fmt.Sprintf("kv-%d: %s", i, text) })},
	{"first line outdented", true, eachDump(func(_ int, text string) string {
		first, rest, _ := strings.Cut(text, "\n")
		return "So it says:\n\n" + first + "\n" + marked("    ")(rest, nil) + "\n"
	})},
	{"strings in JSON", true, eachDump(func(i int, text string) string {
		return asJSON([]any{map[string]any{"user": "U1", "text": "See:\n```\n" + text + "```\n"}}) + "\n"
	})},
	{"lines in JSON", true, func(dumps []string, _ *rand.Rand) string {
		byServer := map[string][]string{}
		for i, d := range dumps {
			byServer[fmt.Sprint(i)] = strings.Split(d, "\n")
		}
		text, _ := json.MarshalIndent(byServer, "", "    ")
		return string(text) + "\n"
	}},
	{"Docker's log", true, func(dumps []string, _ *rand.Rand) string {
		n := 0
		return eachLine(strings.Join(dumps, ""), func(line string) string {
			n++
			return fmt.Sprintf(`{"log":%s,"stream":"stdout","time":"%sZ"}`, asJSON(line+"\n"), stamp(n))
		})
	}},
	{"journal in JSON", true, records("MESSAGE", func(i, n int) string {
		return fmt.Sprintf(`"__CURSOR": "s=%d;i=%d", "_HOSTNAME": "kv-%d", "__REALTIME_TIMESTAMP": "17319210980%05d"`, n*31, n, i, n)
	})},
	{"journal in JSON, in turns", true, inTurns(records("MESSAGE", func(i, n int) string {
		return fmt.Sprintf(`"__CURSOR": "s=%d;i=%d", "_HOSTNAME": "kv-%d", "__REALTIME_TIMESTAMP": "17319210980%05d"`, n*31, n, i, n)
	}))},
	{"string in a log", true, eachDump(func(i int, text string) string {
		return fmt.Sprintf("12:00:01 kv-%d answered %s\n", i, asJSON(text))
	})},
	{"sheet", true, func(dumps []string, _ *rand.Rand) string {
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Write([]string{"server", "state"})
		for i, d := range dumps {
			w.Write([]string{fmt.Sprintf("kv-%d", i), d})
		}
		w.Flush()
		return b.String()
	}},
	{"base64", true, func(dumps []string, _ *rand.Rand) string { return "Hi,\n\n" + wrapped64(strings.Join(dumps, "\n")) }},
	{"packed in base64", true, func(dumps []string, _ *rand.Rand) string { return wrapped64(gz(strings.Join(dumps, "\n"))) }},
	{"quoted-printable", true, func(dumps []string, _ *rand.Rand) string {
		return mailHead + "Content-Transfer-Encoding: quoted-printable\n\n" + printableText("Grüße:\n\n"+strings.Join(dumps, "\n"))
	}},
	{"web page, br", false, eachDump(func(_ int, text string) string {
		return "<p>So:<br>\n" + strings.ReplaceAll(strings.ReplaceAll(html.EscapeString(text), " ", "&nbsp;"), "\n", "<br>\n") + "</p>\n"
	})},
	{"web page, pre", true, eachDump(func(_ int, text string) string {
		return "<p>So:</p><pre>" + html.EscapeString(text) + "</pre>\n"
	})},
	{"web page, marked", true, eachDump(func(_ int, text string) string {
		return "<pre><span>" + strings.ReplaceAll(html.EscapeString(text), "\n", "</span>\n<span>") + "</span></pre>\n"
	})},
}

// inner are shapes around a text that may have one itself.
var outer = []wrapping{
	{name: "alone", do: func(s string, _ *rand.Rand) string { return s }},
	{name: "fence", do: func(s string, _ *rand.Rand) string { return "See:\n\n```\n" + s + "```\n" }},
	{name: "quote", do: marked("> ")},
	{name: "mail", do: func(s string, _ *rand.Rand) string { return mailHead + "\nHi,\n\n" + s + "\n-- \nA\n" }},
	{name: "mail in base64", do: func(s string, _ *rand.Rand) string {
		return mailHead + "Content-Transfer-Encoding: base64\n\n" + wrapped64("Hi,\n\n"+s+"\n-- \nA\n")
	}},
	{name: "gzip", do: func(s string, _ *rand.Rand) string { return gz(s) }},
	{name: "zip", do: func(s string, _ *rand.Rand) string { return zipOf("a.txt", s) }},
	{name: "CRLF", do: func(s string, _ *rand.Rand) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{name: "colours", do: func(s string, _ *rand.Rand) string { return "\x1b[?2004h" + s + "\x1b[0m\n" }},
}

// dumpsOf are real dumps, by name.
func dumpsOf(t *testing.T, names ...string) (texts []string) {
	t.Helper()
	for _, name := range names {
		texts = append(texts, realDump(t, name))
	}
	return texts
}

var outage = []string{"outage/2-later/test_1.yaml", "outage/2-later/test_2.yaml", "outage/2-later/test_3.yaml"}

// printed are dumps as servers print them, sorted.
func printed(dumps []*dump.Dump) (texts []string) {
	for _, d := range dumps {
		texts = append(texts, encode(d))
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

func plainly(t *testing.T, texts []string) (want []string) {
	for _, text := range texts {
		want = append(want, encode(one(t, text)))
	}
	slices.Sort(want)
	return want
}

// Every shape is read by itself, in a fence, a quote, a mail and an archive.
func TestArrivals(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	real, hostile := dumpsOf(t, outage...), dumpsOf(t, "hostile-names/test_0.yaml")
	for _, a := range arrivals {
		for _, out := range outer {
			t.Run(a.name+", "+out.name, func(t *testing.T) {
				checkArrival(t, out.do(a.do(real, r), r), plainly(t, real))
				if a.hostile {
					checkArrival(t, out.do(a.do(hostile, r), r), plainly(t, hostile))
				}
			})
		}
	}
}

func checkArrival(t *testing.T, file string, want []string) {
	t.Helper()
	got := dump.Read(input("in", file))
	if diff := cmp.Diff(want, printed(got.Dumps)); diff != "" || got.Failed() {
		t.Errorf("(-want +got):\n%s%v\n%s", diff, got.Problems, file)
	}
}

// Whatever shapes stand in each other, what is read is what was printed, or it is said
// that something is not.
func TestArrivalsInEachOther(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	real := dumpsOf(t, outage...)
	want := plainly(t, real)
	tried, read := 0, 0
	for i, in := range arrivals {
		for j, out := range arrivals {
			if !gate.Whole() && (i+j)%7 != 0 {
				continue
			}
			file := out.do([]string{in.do(real, r)}, r)
			got := dump.Read(input("in", file))
			tried++
			if cmp.Diff(want, printed(got.Dumps)) == "" {
				read++
			} else if !got.Failed() {
				t.Errorf("%s in %s: %d dumps, and nothing is said: %v\n%s", in.name, out.name, len(got.Dumps), got.Problems, file)
			}
		}
	}
	t.Logf("%d of %d pairs are read", read, tried)
}

// A line that does not stand as the others do is missed, not left out.
func TestArrivalsWithOneLineApart(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 6))
	real := dumpsOf(t, outage...)
	want := plainly(t, real)
	for _, a := range arrivals {
		if slices.Contains([]string{"cat -A", "label", "first line outdented", "sheet", "quoted-printable", "web page, br", "web page, pre", "web page, marked"}, a.name) {
			continue // nothing stands before their lines
		}
		for range gate.Tries(60) {
			lines := strings.SplitAfter(a.do(real, r), "\n")
			i := r.IntN(len(lines))
			whole := lines[i]
			lines[i] = movedLine(whole, r)
			got := dump.Read(input("in", strings.Join(lines, "")))
			if cmp.Diff(want, printed(got.Dumps)) == "" || got.Failed() || got.Mended() || wasCut(got) {
				continue
			}
			t.Errorf("%s, with %q for %q: %d dumps, and nothing is said: %v", a.name, lines[i], whole, len(got.Dumps), got.Problems)
		}
	}
}

func movedLine(line string, r *rand.Rand) string {
	if n := min(len(line), 1); r.IntN(2) > 0 {
		return line[n:]
	}
	return "x" + line
}

func wasCut(r dump.Reading) bool {
	return slices.ContainsFunc(r.Problems, func(p dump.Problem) bool { return p.Level == dump.Cut })
}

// BenchmarkArrivals reads a large dump as it arrives, beside the same in a fence.
func BenchmarkArrivals(b *testing.B) {
	var large strings.Builder
	large.WriteString("missing:\n")
	for i := range 20_000 {
		fmt.Fprintf(&large, "  server-%05d:\n  - %d\n  - - %d\n    - %d\n", i, i%90+3, i%90+10, i%90+14)
	}
	large.WriteString("node: a\ntock: 7\n")
	r := rand.New(rand.NewPCG(1, 2))
	run := func(name, text string) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(large.Len()))
			for b.Loop() {
				if got := dump.Read(input("in", text)); len(got.Dumps) != 1 || got.Failed() {
					b.Fatal(got.Problems)
				}
			}
		})
	}
	run("plain", large.String())
	run("fence", "See:\n```\n"+large.String()+"```\n")
	for _, a := range arrivals {
		run(a.name, a.do([]string{large.String()}, r))
	}
}
