package dump_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump"
)

const collectedText = `# tickdiff collection 5f0c9a3b7d21e846
# round 2
# server "test 1"
# asked 2026-11-28T20:00:01Z
# answered 2026-11-28T20:00:03Z
`

const collectedDump = "deleted: {}\nmissing:\n  a:\n  - 1\nnode: a\nnodes:\n  a: 2\npresent:\n  a:\n  - 2\nremote_missing: {}\nsuperseded: {}\ntock: 9\n"

func collectedWant() *dump.Collected {
	at := time.Date(2026, 11, 28, 20, 0, 1, 0, time.UTC)
	return &dump.Collected{ID: "5f0c9a3b7d21e846", Round: 2, Server: "test 1", Asked: at, Answered: at.Add(2 * time.Second)}
}

// TestCollectedLines holds that what a collection says above a dump is read wherever
// the dump goes.
func TestCollectedLines(t *testing.T) {
	text := collectedText + collectedDump
	each := func(mark string) string { return eachLine(text, func(line string) string { return mark + line }) }
	number := 0
	for name, wrapped := range map[string]string{
		"as it is":              text,
		"indented":              each("    "),
		"quoted":                each("> "),
		"CRLF":                  strings.ReplaceAll(text, "\n", "\r\n"),
		"byte order":            "\ufeff" + text,
		"fenced":                "It looks so:\n\n```yaml\n" + text + "```\n\nWhat now?\n",
		"under a head":          "# Servers\n" + text,
		"a quote, under a head": "# Servers\n" + each("> "),
		"document":              "---\n" + text + "...\n",
		"blanks":                eachLine(text, func(line string) string { return line + " " }),
		"strange dump":          collectedText + strings.Replace(collectedDump, "  a:\n  - 1", "  'a': [1]", 1),
		"numbered": eachLine(text, func(line string) string {
			number++
			return fmt.Sprintf("%3d  %s", number, line)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			r := readText(wrapped)
			if len(r.Dumps) != 1 {
				t.Fatalf("%d dumps, %v", len(r.Dumps), r.Problems)
			}
			if diff := cmp.Diff(collectedWant(), r.Dumps[0].Collected); diff != "" {
				t.Errorf("read (-want +got):\n%s%v", diff, r.Problems)
			}
			if line := strings.Split(wrapped, "\n")[r.Dumps[0].Source.Line-1]; !strings.Contains(line, "deleted: {}") {
				t.Errorf("the dump begins at %q", line)
			}
			if place := r.Dumps[0].Missing.PlaceOf("a", 1); !strings.Contains(strings.Split(wrapped, "\n")[place.Line-1], "1") {
				t.Errorf("the missing tick stands at %v", place)
			}
		})
	}
}

// TestCollectedDumpsInOneFile holds that each dump of a file has its own lines.
func TestCollectedDumpsInOneFile(t *testing.T) {
	second := strings.Replace(collectedText, "round 2", "round 3", 1) + strings.Replace(collectedDump, "tock: 9", "tock: 10", 1)
	for _, between := range []string{"", "---\n", "\n", "Then:\n"} {
		r := readText(collectedText + collectedDump + between + second + between + strings.Replace(collectedDump, "tock: 9", "tock: 11", 1))
		if len(r.Dumps) != 3 || r.Dumps[0].Collected.Round != 2 || r.Dumps[1].Collected.Round != 3 || r.Dumps[2].Collected != nil {
			t.Errorf("between %q: %d dumps, %v", between, len(r.Dumps), r.Problems)
		}
	}
}

// TestCollectedLinesThatAreNone holds that lines count only as a whole, just as tickdiff
// writes them, and directly above the dump.
func TestCollectedLinesThatAreNone(t *testing.T) {
	lines := strings.SplitAfter(collectedText, "\n")[:dump.CollectedLines]
	tries := map[string]string{
		"a blank line between": collectedText + "\n" + collectedDump,
		"below the dump":       collectedDump + collectedText,
		"twice":                collectedText + collectedText + collectedDump,
		"inside the dump":      strings.Replace(collectedDump, "node: a\n", collectedText+"node: a\n", 1),
	}
	for i, line := range lines {
		tries["without "+line] = strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "") + collectedDump
		tries["twice "+line] = strings.Replace(collectedText, line, line+line, 1) + collectedDump
	}
	for _, change := range [][2]string{
		{"5f0c", "5F0C"}, {"5f0c", "5f0"}, {"5f0c", "5f0cc"}, {"round 2", "round 0"}, {"round 2", "round 02"}, {"round 2", "round -1"},
		{"round 2", "round 99999999999"}, {`"test 1"`, "test 1"}, {`"test 1"`, `'test 1'`}, {`"test 1"`, "`test 1`"}, {`"test 1"`, `"t\x65st 1"`}, {"20:00:01Z", "20:00:01.5Z"},
		{"20:00:01Z", "20:00:01+01:00"}, {"2026-11-28T20:00:03Z", "2026-11-31T20:00:03Z"}, {"# answered 2026-11-28T20:00:03Z", "# no answer: 124"}, {"# answered", "#answered"},
	} {
		tries[change[0]+" as "+change[1]] = strings.Replace(collectedText, change[0], change[1], 1) + collectedDump
	}
	for name, text := range tries {
		r := readText(text)
		if len(r.Dumps) != 1 || r.Dumps[0].Collected != nil {
			t.Errorf("%s: %d dumps, %v", name, len(r.Dumps), r.Problems)
		}
	}
}

// TestNoAnswer holds that the file of a server that did not answer is no dump, and no
// problem.
func TestNoAnswer(t *testing.T) {
	text := strings.Replace(collectedText, "# answered 2026-11-28T20:00:03Z", "# no answer: exit code 124", 1)
	r := readText(text)
	want := collectedWant()
	want.Answered = time.Time{}
	silence := []dump.Silence{{Collected: *want, File: r.Name, Why: "exit code 124"}}
	if diff := cmp.Diff(silence, r.Silent); diff != "" || len(r.Dumps) != 0 || len(r.Problems) > 0 {
		t.Errorf("read (-want +got):\n%s%v", diff, r.Problems)
	}
	if r := readText(text + collectedDump); len(r.Dumps) != 1 || len(r.Silent) != 0 {
		t.Errorf("with a dump: %d dumps, %v", len(r.Dumps), r.Problems)
	}
}

// TestCollectedIsWritten holds that what EncodeWritten writes is read again.
func TestCollectedIsWritten(t *testing.T) {
	d := readText(collectedText + collectedDump).Dumps[0]
	d.Collected.Server = "näme \"'\\\x1b\n"
	var b bytes.Buffer
	if err := dump.EncodeWritten(&b, d); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.Collected, readText(b.String()).Dumps[0].Collected); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
}

// A dump with a part of the comments above it is known to be one, also when it was written
// again.
func TestSpoiledCommentsAreKept(t *testing.T) {
	spoiledIsKept(t, "# tickdiff collection 5f0c9a3b7d21e846\n# server \"a\"\n")
	spoiledIsKept(t, "# round 1\n# server \"a\"\n# asked 2026-11-28T20:00:01Z\n# answered 2026-11-28T20:00:02Z\n")
}

func spoiledIsKept(t *testing.T, above string) {
	text := above + "missing: {}\nnode: a\nnodes:\n  a: 1\ntock: 3\n"
	for range 2 {
		r := readText(text)
		if len(r.Dumps) != 1 || !r.Dumps[0].Spoiled || r.Dumps[0].Collected != nil {
			t.Fatalf("%q is read as %+v", text, r.Dumps)
		}
		var b strings.Builder
		if err := dump.EncodeWritten(&b, r.Dumps[0]); err != nil {
			t.Fatal(err)
		}
		text = b.String()
	}
}
