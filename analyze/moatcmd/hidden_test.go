package moatcmd

import (
	"strings"
	"testing"
)

// A line to be pasted is what its reader sees. What is not stands in a remark, in which
// everything shows, and which a shell passes over.
func TestWhatDoesNotShowIsNotPasted(t *testing.T) {
	for _, name := range []string{"a\u202eb", "a\u200bb", "a\u00a0b", "\u2066x", "a\ufe0f", "a\U000e0100", "a\u2800b"} {
		argv := At(MoaT, name, 0).State()
		line := PastedLine(argv)
		if Pastable(argv) || !strings.HasPrefix(line, ": 'not to be pasted") || strings.ContainsFunc(line, Hidden) {
			t.Errorf("%q: %s", name, line)
		}
	}
	if argv := At(MoaT, "it's é 日本", 0).State(); PastedLine(argv) != `moat kv -h 'it'\''s é 日本' internal state -a` {
		t.Errorf("%s", PastedLine(argv))
	}
}
