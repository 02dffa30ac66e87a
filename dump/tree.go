package dump

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tickdiff/analyze/moatcmd"
	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/yamltree"
)

// treeReader turns YAML documents into dumps. It takes any style of YAML and is
// the one that decides: a faster reader must agree with it.
type treeReader struct {
	source   Source // of the document at hand
	dumps    []*Dump
	problems []Problem
	items    []Item // of the list read last, or at hand
	nameless bool   // the observer's name was refused, with its place
	last     int    // line of the document, in its own counting
	above    int    // lines above the text at hand, if it is a piece of a block
}

func (t *treeReader) problem(level Level, p Place, what, hint string) {
	t.problems = append(t.problems, Problem{Level: level, File: t.source.File, Place: p, What: what, Hint: hint})
}

func (t *treeReader) errorAt(n *yamltree.Node, format string, args ...any) {
	t.problem(Error, t.place(n), fmt.Sprintf(format, args...), "")
}

func (t *treeReader) treeError(err error) {
	var e *yamltree.Error
	if !errors.As(err, &e) {
		panic("dump: an error that is not yamltree's: " + err.Error())
	}
	t.problem(Error, Place{e.Line, e.Column}, e.What, "")
}

func (t *treeReader) place(n *yamltree.Node) Place { return Place{t.above + n.Line, n.Column} }

func (t *treeReader) readDocument(doc *yamltree.Node) {
	if err := yamltree.Check(doc, 0); err != nil {
		t.treeError(err)
		return
	}
	if doc.Kind != yamltree.Mapping {
		t.errorAt(doc, "%s where a dump should be, which is a mapping", formOf(doc))
		return
	}
	d := &Dump{Source: t.source}
	t.nameless = false
	seen := map[string]bool{}
	pairs, lastKey := t.keys(doc)
	joint := t.joint(pairs)
	for i, pair := range pairs {
		key, value := pair[0], pair[1]
		if seen[key.Value] {
			t.errorAt(key, "the key %q stands twice; neither is used", key.Value)
			d.forget(key.Value)
			t.nameless = t.nameless || key.Value == "node"
			continue
		}
		seen[key.Value] = true
		if i >= joint {
			t.readKey(d, key, value)
		}
	}
	t.finish(d, doc, seen, lastKey)
}

// keys are the pairs of key and value that can be read. In a dump without tock,
// which is the last key servers print, the last one may be cut short and is left
// out.
func (t *treeReader) keys(doc *yamltree.Node) (pairs [][2]*yamltree.Node, lastKey string) {
	whole := false
	for key, value := range yamltree.Pairs(doc) {
		if key.Kind != yamltree.Scalar {
			t.errorAt(key, "%s as a key", formOf(key))
			continue
		}
		lastKey = key.Value
		whole = whole || key.Value == "tock"
		pairs = append(pairs, [2]*yamltree.Node{key, value})
	}
	if !whole && len(pairs) > 0 {
		pairs = pairs[:len(pairs)-1]
	}
	return pairs, lastKey
}

// joint is where a second dump may begin, whose keys are the only ones to count.
func (t *treeReader) joint(pairs [][2]*yamltree.Node) int {
	keys := make([]string, len(pairs))
	for i, pair := range pairs {
		keys[i] = pair[0].Value
	}
	start := jointOf(keys)
	if start > 0 {
		t.problem(Cut, t.place(pairs[start][0]), "the keys before this one are not in the order in which servers print them; they may be of another dump that was cut off, and count as not said", "")
	}
	return start
}

// jointOf is where a second dump may begin in a list of keys: servers print them
// in order, so that keys out of order before a whole dump may be what is left of
// another one.
func jointOf(keys []string) int {
	start, later, whole := len(keys), "", map[string]bool{}
	for start > 0 {
		key := keys[start-1]
		if lift.IsKey(key) && later != "" && key >= later {
			break
		}
		if lift.IsKey(key) {
			later, whole[key] = key, true
		}
		start--
	}
	if !whole["node"] || !whole["tock"] {
		return 0
	}
	return start
}

// readKey reads one top-level key of a dump. A value of no kind was refused
// before, with its place.
func (t *treeReader) readKey(d *Dump, key, value *yamltree.Node) {
	if value.Kind == 0 {
		t.nameless = t.nameless || key.Value == "node"
		return
	}
	switch key.Value {
	case "present", "deleted", "missing", "remote_missing":
		t.readSection(d.under(key.Value), key, value)
	case "superseded", "known":
		t.readSuperseded(d, key, value)
	case "nodes":
		t.readNodes(&d.Nodes, key, value)
	case "node_drop":
		t.readNodeDrop(&d.NodeDrop, key, value)
	case "node":
		var ok bool
		d.Node, ok = t.name(value)
		t.nameless = !ok
	case "tock":
		d.Tock, d.HasTock = t.number(value, 63)
	case "seq":
		d.Seq, d.HasSeq = t.number(value, 63)
	case "debug": // said by older servers; never evidence
	default:
		t.problem(Note, t.place(key), fmt.Sprintf("the key %q is no part of a dump; passed over", key.Value), "")
	}
}

// forget takes back what was read under a key that then came again.
func (d *Dump) forget(key string) {
	switch key {
	case "nodes":
		d.Nodes = Nodes{}
	case "node_drop":
		d.NodeDrop = NodeDrop{}
	case "node":
		d.Node = ""
	case "tock":
		d.Tock, d.HasTock = 0, false
	}
	if s := d.under(key); s != nil {
		*s = Section{}
	}
}

// under is the section that stands under a top-level key, or nil.
func (d *Dump) under(key string) *Section {
	if key == "known" {
		return &d.Superseded
	}
	if k, ok := ParseKind(key); ok {
		return d.Section(k)
	}
	return nil
}

func (d *Dump) saysAnything() bool {
	said := d.Nodes.Said || d.NodeDrop.Said
	for _, k := range Kinds {
		said = said || d.Section(k).Said
	}
	return said
}

// finish keeps the dump if it names its observer, and says if it was cut.
func (t *treeReader) finish(d *Dump, doc *yamltree.Node, seen map[string]bool, lastKey string) {
	switch {
	case t.nameless:
		return
	case !seen["node"]:
		t.problem(Error, t.place(doc), "no whole \"node\" line: without the observer's name a dump cannot be used",
			"paste all of what \"internal state\" printed")
		return
	case !seen["tock"]:
		d.forget(lastKey)
		if !d.saysAnything() {
			t.problem(Error, t.place(doc), fmt.Sprintf("the dump of %q ends before its tock, and no whole section stands in it; not used", d.Node), "dump the server again")
			return
		}
		t.problem(Cut, Place{t.last, 1}, fmt.Sprintf("the dump of %q ends before its tock; its last section, %q, counts as not said", d.Node, lastKey),
			"dump the server again")
	}
	t.dumps = append(t.dumps, d)
}

// name takes a scalar's text as it stands, whatever YAML would make of it. Only
// an unquoted null cannot be a name: servers print it in quotes.
func (t *treeReader) name(n *yamltree.Node) (string, bool) {
	if n.Kind != yamltree.Scalar {
		t.errorAt(n, "%s where a name should be", formOf(n))
		return "", false
	}
	if yamltree.IsNull(n) {
		t.errorAt(n, "null where a name should be")
		return "", false
	}
	return n.Value, true
}

// number reads a whole number of at most so many bits, without any of YAML's
// other ways to write one.
func (t *treeReader) number(n *yamltree.Node, bits int) (uint64, bool) {
	s := n.Value
	if !yamltree.IsPlain(n) || !isWhole(s) {
		hint := ""
		if s == "None" || strings.HasPrefix(s, "(") {
			hint = "this was printed by Python; ask the server with " + strconv.Quote(moatcmd.Line("state", moatcmd.MoaT))
		}
		t.problem(Error, t.place(n), formOf(n)+" where a whole number should be", hint)
		return 0, false
	}
	v, err := strconv.ParseUint(s, 10, bits)
	if err != nil {
		t.errorAt(n, "%s is more than %d bits can hold", s, bits)
		return 0, false
	}
	return v, true
}

// isWhole reports whether s is 0, or digits of which the first is not 0.
func isWhole(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s == "0" || s != "" && s[0] != '0'
}

func formOf(n *yamltree.Node) string {
	switch n.Kind {
	case yamltree.Mapping:
		return "a mapping"
	case yamltree.Sequence:
		return "a list"
	}
	if yamltree.IsNull(n) {
		return "nothing"
	}
	return strconv.Quote(n.Value)
}
