package shape

import (
	"bytes"

	"tickdiff/dump/internal/lift"
)

// keyLine is the key of a line as it stands farthest out in a dump. Its value is empty,
// {} or, where a dump has them so, a name or a number.
func keyLine(line []byte) (key string, ok bool) {
	key, ok = lift.KeyOf(line)
	if !ok || !lift.IsKey(key) {
		return "", false
	}
	value := bytes.TrimSpace(line[len(key)+1:])
	if at := bytes.Index(value, []byte(" #")); at >= 0 {
		value = bytes.TrimSpace(value[:at])
	}
	switch key {
	case "node":
		return key, len(value) > 0
	case "tock", "seq":
		return key, isNumber(value)
	}
	return key, len(value) == 0 || string(value) == "{}" || value[0] == '#'
}

func isNumber(value []byte) bool {
	return len(value) > 0 && len(bytes.Trim(value, "0123456789")) == 0
}

// beginnings are the keys with which a dump can begin, as it has its node, and they stand
// in order.
var beginnings = []string{"debug", "deleted", "known", "missing", "node"}

func indentOf(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }

func isBlank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }

// isWordChar reports whether a byte may be of the same word as a key behind it.
func isWordChar(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
