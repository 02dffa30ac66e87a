package dump_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"tickdiff/dump"
)

// FuzzReadCase reads anything as the file of a case. What is taken without a problem is
// what a decoder of YAML finds there, and no name stands twice.
func FuzzReadCase(f *testing.F) {
	f.Add("dialect: distkv\ntogether: true\nservers:\n  a:\n  b: h:1\ngone: {c: the disk}\naccept: {diverged: known}\nstart: {a: moat kv server a}\n")
	f.Add("gone: &x {a: b}\naccept: *x\n")
	f.Add("gone: {null: x}\n---\ngone: {}\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > most {
			return
		}
		c, problems := dump.ReadCase("case.yaml", []byte(text))
		for _, p := range problems {
			if p.What == "" || p.Level != dump.Error {
				t.Fatalf("%q: %+v", text, p)
			}
		}
		if len(problems) > 0 {
			return
		}
		var plain struct {
			Servers, Gone, Accept, Start map[string]yaml.Node
			Together                     *bool
		}
		if err := yaml.Unmarshal([]byte(text), &plain); err != nil {
			t.Fatalf("%q: taken, though %v", text, err)
		}
		if diff := cmp.Diff(plain.Together, c.Together); diff != "" {
			t.Fatalf("%q: together (-plain +read):\n%s", text, diff)
		}
		for _, list := range []struct {
			words []dump.CaseWord
			plain map[string]yaml.Node
		}{{c.Gone, plain.Gone}, {c.Accept, plain.Accept}, {c.Start, plain.Start}} {
			if len(list.words) != len(list.plain) {
				t.Fatalf("%q: %v, where YAML has %d", text, list.words, len(list.plain))
			}
			for _, w := range list.words {
				if _, ok := list.plain[w.Name]; !ok || w.Place.Line < 1 {
					t.Fatalf("%q: %+v is not there", text, w)
				}
			}
		}
	})
}

// FuzzCollectedLines puts comments above a dump. They change nothing in it; and they count
// as those of a collection only if they are what a collection writes.
func FuzzCollectedLines(f *testing.F) {
	f.Add(collectedText)
	f.Add(strings.Replace(collectedText, "round 2", "round 02", 1))
	f.Add(strings.Replace(collectedText, `"test 1"`, `"test\u202e1"`, 1))
	f.Add(collectedText + collectedText)
	plain := readText(collectedDump).Dumps[0]
	f.Fuzz(func(t *testing.T, text string) {
		// What terminals obey, and blanks at the end of a line, are taken out when lines are read.
		if len(text) > most || strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
			return
		}
		above := ""
		for line := range strings.Lines(text) {
			above += "#" + strings.TrimPrefix(strings.TrimRight(line, " \n"), "#") + "\n"
		}
		r := readText(above + collectedDump)
		if r.Failed() {
			return // such as bytes that are no text
		}
		if len(r.Dumps) != 1 {
			t.Fatalf("%q: %d dumps, %v", text, len(r.Dumps), r.Problems)
		}
		got := *r.Dumps[0]
		if c := got.Collected; c != nil && !strings.HasSuffix(above, c.Lines()) {
			t.Fatalf("%q: collected as %+v", text, c)
		}
		got.Collected = nil
		if encoded(t, &got) != encoded(t, plain) {
			t.Fatalf("%q changes the dump below it", text)
		}
	})
}
