package dump_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tickdiff/dump"
)

// most is how long an input of a fuzz target may be: longer ones find nothing
// that shorter ones do not, and slow everything down.
const most = 8 << 10

// seeds are all real dumps and everything that stands in the stories.
func seeds(f *testing.F) (texts []string) {
	f.Helper()
	files, err := filepath.Glob("../testdata/dumps/*/*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatalf("%d dumps, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	stories, err := filepath.Glob("testdata/lift/*.txtar")
	if err != nil || len(stories) == 0 {
		f.Fatalf("%d stories, %v", len(stories), err)
	}
	for _, file := range stories {
		story, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		texts = append(texts, pasteOf(story.Files[0]))
	}
	return texts
}

// FuzzRead reads anything as text: no panic, and whatever comes out is in order.
func FuzzRead(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) <= most {
			inOrder(t, string(text), dump.Read(input("in", string(text))))
		}
	})
}

// inOrder checks what must hold for every reading.
func inOrder(t *testing.T, text string, r dump.Reading) {
	t.Helper()
	if len(r.Dumps) == 0 && len(r.Problems) == 0 {
		t.Fatal("neither dumps nor problems")
	}
	for _, p := range r.Problems {
		if strings.HasPrefix(p.What, "internal error") {
			t.Fatal(p.What)
		}
		if i := strings.IndexFunc(p.What+p.Hint, isControl); i >= 0 {
			t.Fatalf("a control character in %q", p.What)
		}
	}
	lines := 1 + strings.Count(text, "\n") + strings.Count(text, "\r")
	for _, d := range r.Dumps {
		if !d.Source.Save && (d.Source.Line < 1 || d.Source.End < d.Source.Line || d.Source.End > lines) {
			t.Fatalf("a dump in lines %d to %d of %d", d.Source.Line, d.Source.End, lines)
		}
		for _, p := range placesOf(d) {
			if p.Line > d.Source.End || p.Line < 0 || p.Col < 0 {
				t.Fatalf("a place %v in a dump that ends at line %d", p, d.Source.End)
			}
		}
		checkSorted(t, d)
		encode(d)
	}
}

func checkSorted(t *testing.T, d *dump.Dump) {
	t.Helper()
	for _, k := range dump.Kinds {
		var names []string
		for _, e := range d.Section(k).Entries {
			names = append(names, e.Origin)
		}
		if !slices.IsSorted(names) || len(slices.Compact(names)) != len(d.Section(k).Entries) {
			t.Fatalf("%v: names %q", k, names)
		}
	}
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// FuzzLift wraps whatever is read as one dump without a word: wrapped, it must be
// the same dump.
func FuzzLift(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add([]byte(text), uint8(3))
	}
	f.Fuzz(func(t *testing.T, text []byte, which uint8) {
		if len(text) > most {
			return
		}
		r := dump.Read(input("in", string(text)))
		if len(r.Dumps) != 1 || len(r.Problems) > 0 || !strings.HasSuffix(string(text), "\n") || strings.ContainsAny(string(text), "\r\t") {
			return
		}
		out := around[int(which)%len(around)]
		wrapped := dump.Read(input("wrapped", out.do(string(text), rand.New(rand.NewPCG(1, 1)))))
		if len(wrapped.Dumps) != 1 || encode(wrapped.Dumps[0]) != encode(r.Dumps[0]) {
			t.Fatalf("%s: %d dumps, %v", out.name, len(wrapped.Dumps), wrapped.Problems)
		}
	})
}

// FuzzUnpack reads anything as a container; what comes out stays within the limits.
func FuzzUnpack(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add([]byte(gz(text)))
		f.Add([]byte(zipOf("a.yaml", text, "b/c.txt.gz", gz(text))))
		f.Add([]byte(tarOf("a.yaml", text, "b.zip", zipOf("d.md", text))))
		f.Add([]byte(gz(tarOf("a.yaml", text))))
	}
	limits := dump.Limits{MaxSize: 1 << 20, MaxMembers: 20}
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > most {
			return
		}
		r := dump.ReadAll([]dump.Input{input("in", string(content))}, limits)[0]
		size := int64(0)
		for _, m := range r.Members {
			size += m.Size
		}
		if size > 4*limits.MaxSize || len(r.Members) > 20*20*20 {
			t.Fatalf("%d members of %d bytes", len(r.Members), size)
		}
		for _, p := range r.Problems {
			if strings.HasPrefix(p.What, "internal error") {
				t.Fatal(p.What)
			}
		}
	})
}
