package heal

import "testing"

// The client reads a dash behind a character's code as the end of that code.
func TestTyped(t *testing.T) {
	for path, want := range map[string]string{"a-b": "a-b", "-": ":u2d", "-x": ":u2dx", "-a": ":u2d-a", "--": ":u2d--", "--x": ":u2d--x", "-.a": ":u2d.a"} {
		if got := typed(path); got != want {
			t.Errorf("%q is typed as %q, want %q", path, got, want)
		}
	}
}
