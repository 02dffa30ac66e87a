package dump_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tickdiff/dump"
)

// TestLift reads the stories of testdata/lift: what somebody pasted, the dumps
// that must come out of it, and what must be said. In a file called "escaped"
// characters that nobody sees stand as Go escapes. TICKDIFF_UPDATE=1 rewrites
// what comes out.
func TestLift(t *testing.T) {
	files, err := filepath.Glob("testdata/lift/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d stories, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(story.Comment) == 0 || len(story.Files) != 2 {
				t.Fatal("a story needs its words, a paste and what is wanted")
			}
			got := tell(pasteOf(story.Files[0]))
			if os.Getenv("TICKDIFF_UPDATE") != "" {
				story.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(story), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(story.Files[1].Data), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

var escape = regexp.MustCompile(`\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[trn])`)

func pasteOf(f txtar.File) string {
	if f.Name != "escaped" {
		return string(f.Data)
	}
	return escape.ReplaceAllStringFunc(string(f.Data), func(s string) string {
		plain, err := strconv.Unquote(`"` + s + `"`)
		if err != nil {
			panic(err)
		}
		return plain
	})
}

// tell reads a paste and writes what came of it.
func tell(paste string) string {
	r := dump.Read(input("paste", paste))
	var b bytes.Buffer
	for _, d := range r.Dumps {
		fmt.Fprintf(&b, "# lines %d to %d", d.Source.Line, d.Source.End)
		if d.Source.Command != "" {
			fmt.Fprintf(&b, ", below %q", d.Source.Command)
		}
		b.WriteByte('\n')
		if err := dump.Encode(&b, d); err != nil {
			fmt.Fprintf(&b, "cannot be written: %v\n", err)
		}
	}
	for _, c := range r.Conflicts {
		fmt.Fprintf(&b, "# lines %d to %d: at %q %v at %d, new %v at %d\n", c.Source.Line, c.Source.End, c.Path, c.Current.Chain, c.Current.Tock, c.New.Chain, c.New.Tock)
		if c.Current.Value+c.New.Value != "" {
			fmt.Fprintln(&b, "a value was kept")
		}
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%v %s\n", p.Level, p.Error())
	}
	return b.String()
}
