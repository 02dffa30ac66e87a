package lift

import (
	"bytes"
	"slices"
	"strings"
)

// typed matches a command that prints dumps, however it is shortened, and
// whatever prompt stands before it.
var typed = Pattern(`\b(?:moat\b.* kv|distkv)\b.* int\w*\s(?:.*\s)?(?:sta?t?e?|mark?)\b.*`)

// commandIn is the command in a line that asks a server for a dump.
func commandIn(text []byte) string {
	if !bytes.Contains(text, []byte(" int")) {
		return "" // which spares long lines the rest
	}
	return strings.TrimSpace(string(typed().Find(text)))
}

var stateFlags = Pattern(`\bsta?t?e?\s+(.*)`)

// asked are the keys that a command asks for, by the flags of "internal state".
func asked(command string) []string {
	m := stateFlags().FindStringSubmatch(command)
	if m == nil {
		return nil
	}
	var keys []string
	for _, word := range strings.Fields(m[1]) {
		if key, ok := longFlags[word]; ok {
			keys = append(keys, key...)
		}
		if letters, ok := strings.CutPrefix(word, "-"); ok && !strings.HasPrefix(letters, "-") {
			for _, letter := range letters {
				keys = append(keys, shortFlags[letter]...)
			}
		}
	}
	return keys
}

var allKeys = []string{"deleted", "missing", "nodes", "present", "remote_missing", "superseded"}

var shortFlags = map[rune][]string{
	'a': allKeys, 'd': {"deleted"}, 'k': {"superseded"}, 'm': {"missing"}, 'n': {"nodes"},
	'p': {"present"}, 'r': {"remote_missing"}, 's': {"superseded"},
}

var longFlags = map[string][]string{
	"--all": allKeys, "--deleted": {"deleted"}, "--known": {"superseded"}, "--missing": {"missing"}, "--nodes": {"nodes"},
	"--present": {"present"}, "--remote-missing": {"remote_missing"}, "--superseded": {"superseded"},
}

// Lacking are the keys a command asked for and a block does not have. Servers
// always answer with all of them, if only with {}.
func (b *Block) Lacking() (keys []string) {
	for _, key := range asked(b.Command) {
		if !b.Said(key) && !(key == "superseded" && b.Said("known")) && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}
