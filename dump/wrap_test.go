package dump_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"tickdiff/dump"
)

// wrapping is something people and programs do to a dump on its way.
type wrapping struct {
	name   string
	mended bool // it changes the dump itself
	names  bool // it may change names that are not plain words
	do     func(text string, r *rand.Rand) string
}

func eachLine(text string, f func(line string) string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(f(strings.TrimSuffix(line, "\n")))
		b.WriteByte('\n')
	}
	return b.String()
}

func marked(mark string) func(string, *rand.Rand) string {
	return func(text string, _ *rand.Rand) string {
		return eachLine(text, func(line string) string { return mark + line })
	}
}

var (
	indents   = regexp.MustCompile(`(?m)^ +`)
	beforeEnd = regexp.MustCompile(`(?m)$\n`)
	quotes    = regexp.MustCompile(`(?m)^(  )'([^'\n]*)':`)
)

// inside are done to the lines of a dump, around to its surroundings, and last to
// the whole file; each wrapping may be followed by one of a later kind.
var inside = []wrapping{
	{name: "plain", do: func(s string, _ *rand.Rand) string { return s }},
	{name: "comments", names: true, do: func(s string, _ *rand.Rand) string { return beforeEnd.ReplaceAllString(s, "  # so\n") }},
	{name: "trailing blanks", names: true, do: func(s string, _ *rand.Rand) string { return beforeEnd.ReplaceAllString(s, "  \n") }},
	{name: "log lines", mended: true, names: true, do: func(s string, r *rand.Rand) string {
		n := 0
		return eachLine(s, func(line string) string {
			if n++; n == 2 || n > 2 && r.IntN(4) == 0 {
				return "12:00:01.123 ERROR moat.kv.server.x:lost: - 3\n" + line
			}
			return line
		})
	}},
	{name: "tabs", mended: true, names: true, do: func(s string, _ *rand.Rand) string {
		return indents.ReplaceAllStringFunc(s, func(blanks string) string { return strings.ReplaceAll(blanks, "  ", "\t") })
	}},
	{name: "non-breaking spaces", mended: true, names: true, do: func(s string, _ *rand.Rand) string {
		return indents.ReplaceAllStringFunc(s, func(blanks string) string { return strings.ReplaceAll(blanks, " ", "\u00a0") })
	}},
	{name: "long dashes", mended: true, names: true, do: func(s string, _ *rand.Rand) string { return strings.ReplaceAll(s, "- ", "– ") }},
	{name: "typographic quotes", mended: true, do: func(s string, _ *rand.Rand) string { return quotes.ReplaceAllString(s, "$1‘$2’:") }},
	{name: "colours", mended: true, names: true, do: func(s string, _ *rand.Rand) string {
		return eachLine(s, func(line string) string { return "\x1b[36m" + line + "\x1b[0m" })
	}},
}

var around = []wrapping{
	{name: "nothing", do: func(s string, _ *rand.Rand) string { return s }},
	{name: "fence", do: func(s string, _ *rand.Rand) string { return "See:\n```yaml\n" + s + "```\nSo it is.\n" }},
	{name: "prompt", do: func(s string, _ *rand.Rand) string { return "$ moat kv int st\n" + s + "$ \n" }},
	{name: "indent", do: marked("     ")},
	{name: "tab", do: marked("\t")},
	{name: "quote", do: marked("> ")},
	{name: "double quote, blanks lost", do: func(s string, _ *rand.Rand) string {
		return eachLine(s, func(line string) string { return strings.TrimRight("> > "+line, " ") })
	}},
	{name: "patch", do: marked("+")},
	{name: "bullet", do: func(s string, _ *rand.Rand) string { return "1. " + marked("   ")(s, nil)[3:] }},
	{name: "line numbers", do: func(s string, r *rand.Rand) string {
		n := r.IntN(200)
		return eachLine(s, func(line string) string { n++; return fmt.Sprintf("%6d\t%s", n, line) })
	}},
	{name: "document", do: func(s string, _ *rand.Rand) string { return "%YAML 1.2\n---\n" + s + "...\n" }},
	{name: "prose", do: func(s string, _ *rand.Rand) string {
		return "missing: see there\n\nnode:\n\n" + s + "\n- 1. that is all\n"
	}},
}

var whole = []wrapping{
	{name: "as it is", do: func(s string, _ *rand.Rand) string { return s }},
	{name: "quoted", do: marked("> ")},
	{name: "CRLF", do: func(s string, _ *rand.Rand) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{name: "CR", do: func(s string, _ *rand.Rand) string { return strings.ReplaceAll(s, "\n", "\r") }},
	{name: "byte order mark", do: func(s string, _ *rand.Rand) string { return "\ufeff" + s }},
	{name: "UTF-16", do: func(s string, _ *rand.Rand) string { return utf16Text(s, binary.LittleEndian) }},
	{name: "UTF-16 BE", do: func(s string, _ *rand.Rand) string { return utf16Text(s, binary.BigEndian) }},
	{name: "gzip", do: func(s string, _ *rand.Rand) string { return gz(s) }},
}

func utf16Text(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, c := range utf16.Encode([]rune("\ufeff" + s)) {
		b = order.AppendUint16(b, c)
	}
	return string(b)
}

// However a dump was wrapped, it is the same dump, and what it says stands where
// it says so.
func TestWrappingsChangeNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	names := []string{"lost/test_2.yaml", "manual/test1.yaml", "mark-answers/answer-1.yaml", "hostile-names/test_0.yaml"}
	turn := 0
	for _, name := range names {
		for _, in := range inside {
			if in.names && strings.HasPrefix(name, "hostile") {
				continue
			}
			for _, out := range around {
				checkWrapped(t, r, name, in, out, whole[turn%len(whole)])
				turn++
			}
		}
	}
	for _, out := range around {
		for _, all := range whole {
			checkWrapped(t, r, names[0], inside[0], out, all)
		}
	}
}

var fenced = []wrapping{
	{name: "fence", do: func(s string, _ *rand.Rand) string { return "See:\n```" + strings.TrimSuffix(s, "\n") + "```\n" }},
	{name: "web page", do: func(s string, _ *rand.Rand) string {
		return "<p>See:</p>\n<pre class=\"y\"><code>" + strings.TrimSuffix(s, "\n") + "</code></pre>\n"
	}},
	{name: "wiki", do: func(s string, _ *rand.Rand) string {
		return "{noformat}" + strings.TrimSuffix(s, "\n") + "{noformat}\n"
	}},
	{name: "forum", do: func(s string, _ *rand.Rand) string { return "[code]" + s + "[/code]\n" }},
}

// Nor does it if the marks around a dump stand on its own first and last line.
func TestMarksOnTheLinesOfADump(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 9))
	for _, out := range fenced {
		for _, all := range whole {
			if all.name != "quoted" {
				checkWrapped(t, r, "outage/2-later/test_1.yaml", inside[0], out, all)
			}
		}
	}
}

func checkWrapped(t *testing.T, r *rand.Rand, name string, in, out, all wrapping) {
	t.Helper()
	text := realDump(t, name)
	path := strings.Join([]string{name, in.name, out.name, all.name}, ", ")
	inner := in.do(text, r)
	shown := out.do(inner, r)
	file := all.do(shown, r)
	if all.name == "quoted" {
		shown = file
	}
	w := wrapped{path: path, text: shown, mended: in.mended && inner != text}
	w.check(t, dump.Read(input(path, file)), text, one(t, text))
}

// wrapped is a dump within a text as an editor shows it.
type wrapped struct {
	path   string
	text   string
	mended bool
}

func (w wrapped) check(t *testing.T, r dump.Reading, text string, plain *dump.Dump) {
	t.Helper()
	if len(r.Dumps) != 1 || r.Failed() || encode(r.Dumps[0]) != encode(plain) {
		t.Fatalf("%s: %d dumps, problems %v\n%s", w.path, len(r.Dumps), r.Problems, w.text)
	}
	for _, p := range r.Problems {
		if p.Level == dump.Cut {
			t.Fatalf("%s: %v", w.path, p)
		}
	}
	if r.Mended() != w.mended {
		t.Fatalf("%s: mended %v, want %v: %v", w.path, r.Mended(), w.mended, r.Problems)
	}
	was, is := placesOf(plain), placesOf(r.Dumps[0])
	if len(was) != len(is) {
		t.Fatalf("%s: %d places, want %d", w.path, len(is), len(was))
	}
	for i := range was {
		if got, want := wordAt(w.text, is[i]), wordAt(text, was[i]); got != want {
			t.Fatalf("%s: %q at %v, want %q as at %v\n%s", w.path, got, is[i], want, was[i], w.text)
		}
	}
}

// placesOf are all places a dump names.
func placesOf(d *dump.Dump) (places []dump.Place) {
	for _, k := range dump.Kinds {
		s := d.Section(k)
		places = append(places, s.Place)
		for _, e := range s.Entries {
			places = append(places, e.Place)
			for r := range e.Ticks.All() {
				places = append(places, s.PlaceOf(e.Origin, r.Begin))
			}
		}
	}
	for _, e := range d.Nodes.Entries {
		places = append(places, e.Place)
	}
	return append(places, d.Nodes.Place)
}

var word = regexp.MustCompile(`[a-z_0-9]+`)

// wordAt is the first word at or after a place.
func wordAt(text string, p dump.Place) string {
	if p.Line == 0 {
		return ""
	}
	line := []rune(strings.Split(text, "\n")[p.Line-1])
	return word.FindString(string(line[p.Col-1:]))
}
