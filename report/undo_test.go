package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/redact"
	"tickdiff/report"
)

// A real name may be far longer than its placeholder, and shells lose long lines.
func TestUndoneCommandsCanBePasted(t *testing.T) {
	name := strings.Repeat("it's ", 80)
	key := redact.Key{{Placeholder: "name_1", Name: name}, {Placeholder: "name_2", Name: "h"}}
	var given, want []string
	for i := range 200 {
		given = append(given, fmt.Sprint(1000+i))
	}
	var out bytes.Buffer
	if err := report.UndoCommands(&out, "moat kv -h name_2 -p 9 internal mark --deleted -- name_1 "+strings.Join(given, " ")+"\n", key); err != nil {
		t.Fatal(err)
	}
	head := "moat kv -h h -p 9 internal mark --deleted -- " + moatcmd.Pasted(name) + " "
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	for _, line := range lines {
		words, ok := strings.CutPrefix(line, head)
		if !ok || len(line) > moatcmd.MaxPastedLine {
			t.Errorf("a line of %d bytes: %s", len(line), line)
		}
		want = append(want, strings.Fields(words)...)
	}
	if diff := cmp.Diff(want, given); diff != "" || len(lines) < 3 {
		t.Errorf("%d lines, ticks (-undone +given):\n%s", len(lines), diff)
	}

	key[0].Name = strings.Repeat("long", 300)
	var fault *report.CommandError
	if err := report.UndoCommands(&out, ": 'one remark'\nmoat kv -h name_2 internal mark -- name_1 5\n", key); !errors.As(err, &fault) || fault.Line != 2 {
		t.Errorf("a name too long for any line: %v", err)
	}
	key[0].Name = "a\u200bb"
	if err := report.UndoCommands(&out, "moat kv -h name_2 internal mark -- name_1 5\n", key); !errors.As(err, &fault) || !strings.Contains(fault.What, "do not show") {
		t.Errorf("a name that does not show: %v", err)
	}
}

// FuzzUndoCommands holds that whatever comes out is a mark with ticks, or a
// remark, and nothing else.
func FuzzUndoCommands(f *testing.F) {
	f.Add("moat kv -h name_1 internal mark -- name_2 7 8\n", "it's", "-d")
	f.Add(": 'about name_1'\nmoat kv -h 'a b' internal mark --deleted --broadcast -- 'c'\\''d' 7\n", "$(id)", `back\slash`)
	f.Add("moat kv -h name_1 internal mark -- name_2", "a", "b")
	f.Add("moat kv -h name_1 internal mark -- name_2 7; rm -rf name_1", "a", "b")
	f.Add("moat kv -h -- internal mark -- -- 7", "--", "-p")
	f.Add("moat kv -h name_1 internal mark -- '' 7", "a", "b")
	f.Add("moat kv -h name_1 internal mark -- 'a\x007'", "a", "b")
	f.Fuzz(func(t *testing.T, text, one, two string) {
		key := redact.NewKey([]string{one, two})
		if err := key.Check(); err != nil {
			t.Fatal(err)
		}
		var out, again bytes.Buffer
		if report.UndoCommands(&out, text, key) != nil {
			return
		}
		if err := report.UndoCommands(&again, out.String(), nil); err != nil {
			t.Fatalf("from %q came %q: %v", text, &out, err)
		}
		if diff := cmp.Diff(out.String(), again.String()); diff != "" {
			t.Fatalf("from %q, read again (-first +again):\n%s", text, diff)
		}
	})
}
