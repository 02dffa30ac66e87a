package shape_test

import (
	"strings"
	"testing"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/shape"
)

// FuzzFind takes any text apart. Every line of it is in a piece or in the rest, and places
// lead back into the text.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"a | deleted: {}\na | node: x\na | tock: 3\n",
		"1: [\"node: x\", 'tock: 3']\n{\"log\": \"node: x\\n\"}\n{\"log\": \"tock: 3\\n\"}\n",
		"x: deleted:\n  a:\n  - 1\nnode: x\ntock: 3\n",
		"<pre>node: x\ntock: 3</pre>\n<br>node:&nbsp;x<br>\n",
		"Content-Transfer-Encoding: quoted-printable\n\nnode: x=\n tock=3A 3\n",
		"a,\"deleted: {}\nnode: \"\"x\"\"\ntock: 3\n\"\n",
		"> node: '{\"node\": 1, \"tock\": [[1, 2], (3)]}'\n> msg='deleted: {}\\nnode: x\\ntock: 3'\n",
		"[[\"1\", \"node: x\"], [\"2\", \"tock: 3\"]]\n\x1b[0mnode: x$\ntock: 3$\n_topic: a\nnode: x\ntick: 1\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		lines := strings.Count(content, "\n") + strings.Count(content, "\r") + 1
		for _, p := range shape.Find([]byte(content)) {
			if p.Lines.First < 1 || p.Lines.Last > lines || p.Lines.First > p.Lines.Last {
				t.Fatalf("lines %v of %d", p.Lines, lines)
			}
			for i := 1; i <= strings.Count(string(p.Text), "\n"); i++ {
				if at := p.Where.Place(lift.Place{Line: i, Col: 1}); at.Line < 1 || at.Line > lines || at.Col < 1 {
					t.Fatalf("line %d of %q stands at %v", i, p.Text, at)
				}
			}
		}
	})
}
