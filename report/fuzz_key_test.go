package report_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"tickdiff/analyze/moatcmd"
	"tickdiff/report"
)

// FuzzReadKey holds that whatever a key says, it renames names: what comes out of a mark
// is the mark of the same ticks, with other names or none at all.
func FuzzReadKey(f *testing.F) {
	f.Add(`{"schema":"tickdiff/key/v1","names":[{"placeholder":"name_1","name":"a"},{"placeholder":"name_2","name":"b c"}]}`)
	f.Add(`{"schema":"tickdiff/key/v1","names":[{"placeholder":"name_1","name":"--broadcast"},{"placeholder":"name_2","name":"--"}]}`)
	f.Add(`{"schema":"tickdiff/key/v1","names":[{"placeholder":"moat","name":"distkv"},{"placeholder":"--","name":"-d"}]}`)
	f.Add(`{"schema":"tickdiff/key/v1","names":[{"placeholder":"namex_1","name":"name"},{"placeholder":"namex_2\u0001","name":"\u001b"}]}`)
	given := strings.Fields("moat kv -h name_1 -p 99 internal mark --deleted -- name_2 7 8 9")
	f.Fuzz(func(t *testing.T, text string) {
		key, err := report.ReadKey([]byte(text))
		if err != nil || len(text) > 8<<10 {
			return
		}
		var again, out bytes.Buffer
		noErrors(t, report.KeyJSON(&again, key))
		if same, err := report.ReadKey(again.Bytes()); err != nil || !slices.Equal(same, key) {
			t.Fatalf("written again it is another: %v", err)
		}
		if report.UndoCommands(&out, moatcmd.PastedLine(given)+"\n", key) != nil {
			return
		}
		names := key.Names()
		want := slices.Clone(given)
		for _, at := range []int{3, 10} {
			if name, ok := names[want[at]]; ok {
				want[at] = name
			}
		}
		if got := out.String(); got != moatcmd.PastedLine(want)+"\n" {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
