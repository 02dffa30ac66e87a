package shape

import (
	"tickdiff/dump/internal/lift"
)

// disordered finds dumps that begin with their node and tock. Servers print their keys in
// order, tock last, which shows that nothing is cut off; such a one was written by
// another program, and may be cut anywhere.
func disordered(t *text) (pieces []Piece) {
	for i := 0; i < len(t.lines); i++ {
		if line := t.line(i); len(line) == 0 || line[0] != 'n' && line[0] != 't' {
			continue
		}
		if key, ok := keyLine(t.line(i)); !ok || key != "node" && key != "tock" || t.goesOnAt(i) {
			continue
		}
		if i+1 < len(t.lines) && indentOf(t.line(i+1)) > 0 {
			continue // nothing stands below a name or a number: the lines are in reverse
		}
		last, keys := t.mapping(i)
		if isDisordered(keys) {
			pieces = append(pieces, Piece{Lines: t.take(i, last), Wrong: true,
				Said: "a dump with its node and tock first, which no server prints: another program sorted its keys, and whether its end is missing cannot be seen; not used",
				Hint: "give what the server printed; or, if it is whole, sort its keys: yq -P 'sort_keys(.)' FILE"})
		}
		i = last
	}
	return pieces
}

// mapping is the last line of the mapping that begins in a line, and the keys of dumps in it.
func (t *text) mapping(i int) (last int, keys []string) {
	for last = i; i < len(t.lines); i++ {
		line := t.line(i)
		key, isKey := lift.KeyOf(line)
		switch {
		case isKey && lift.IsKey(key):
			keys = append(keys, key)
		case !isKey && (len(line) == 0 || line[0] != ' '):
			return last, keys
		}
		last = i
	}
	return last, keys
}

// goesOnAt reports whether a line goes on with the mapping of the line before it.
func (t *text) goesOnAt(i int) bool {
	if i == 0 {
		return false
	}
	before := t.line(i - 1)
	_, isKey := lift.KeyOf(before)
	return isKey || len(before) > 0 && (before[0] == ' ' || before[0] == '-' && !isMark(before))
}

// isDisordered reports whether tock stands before every section, and all keys once, with
// a node among them.
func isDisordered(keys []string) bool {
	seen := map[string]bool{}
	sections := 0
	for _, key := range keys {
		isSection := key != "node" && key != "seq" && key != "tock"
		if seen[key] || isSection && !seen["tock"] {
			return false
		}
		if seen[key] = true; isSection {
			sections++
		}
	}
	return seen["node"] && sections > 0
}
