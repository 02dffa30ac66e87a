package savefile

import (
	"fmt"
	"slices"

	"github.com/tinylib/msgp/msgp"
)

// path is the path of the record before, from which the next one may borrow.
type path struct {
	bytes []byte
	ends  []int // where its elements end in bytes
}

// follow keeps the first depth elements and appends those in suffix.
func (p *path) follow(depth uint64, suffix []byte) error {
	if depth > uint64(len(p.ends)) {
		return shapeError(fmt.Sprintf("a path that shares %d elements with the one before, which has %d", depth, len(p.ends)))
	}
	p.ends = p.ends[:depth]
	begin := 0
	if depth > 0 {
		begin = p.ends[depth-1]
	}
	if begin+len(suffix) > maxPath {
		return errLongPath
	}
	p.bytes = append(p.bytes[:begin], suffix...)
	for rest := suffix; len(rest) > 0; {
		var err error
		if rest, err = msgp.Skip(rest); err != nil {
			return shapeError("a path whose elements are not whole")
		}
		p.ends = append(p.ends, len(p.bytes)-len(rest))
	}
	return nil
}

// Sniff reports whether a file that begins so is a save file or event log: a
// MessagePack map whose first key is a string. No text begins so, since bytes 0x80
// to 0xbf begin no character in UTF-8, and 0xde and 0xdf none before a byte below
// 0x80.
func Sniff(head []byte) bool {
	if len(head) == 0 {
		return false
	}
	key := 1
	switch b := head[0]; {
	case b > 0x80 && b <= 0x8f:
	case b == 0xde:
		key = 3
	case b == 0xdf:
		key = 5
	default:
		return false
	}
	if key > 1 && (len(head) == 1 || head[1] >= 0x80) {
		return false
	}
	return len(head) <= key || msgp.NextType(head[key:]) == msgp.StrType
}

// recordKeys are the keys of records.
var recordKeys = []string{"chain", "deleted", "depth", "info", "known", "node", "nodes", "path", "prev", "superseded", "tick", "tock", "value"}

// IsRecord reports whether a file that [Sniff] takes for a save file begins with a key of
// a record. Others begin so by chance.
func IsRecord(head []byte) bool {
	at := 1
	switch head[0] {
	case 0xde:
		at = 3
	case 0xdf:
		at = 5
	}
	if len(head) <= at {
		return false
	}
	key, _, err := msgp.ReadStringBytes(head[at:])
	return err == nil && slices.Contains(recordKeys, key)
}
