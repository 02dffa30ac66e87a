package dump

import (
	"bytes"

	"tickdiff/dump/internal/savefile"
)

// kind is what a file holds by its first bytes; its name says nothing.
type kind int

const (
	text    kind = iota + 1
	gzipped      // gzip
	zipped       // zip
	tarred       // tar
	foreign      // packed in another way
	saved        // a save file or event log
)

// headSize is how much of a file must be seen to know its kind.
const headSize = 512

func kindOf(head []byte) kind {
	for _, m := range magics {
		if len(head) >= m.at && bytes.HasPrefix(head[m.at:], []byte(m.mark)) {
			return m.kind
		}
	}
	if savefile.Sniff(head) {
		return saved
	}
	return text
}

var magics = []struct {
	at   int
	mark string
	kind kind
}{
	{0, "\x1f\x8b", gzipped},
	{0, "PK\x03\x04", zipped},
	{0, "PK\x05\x06", zipped}, // an empty one
	{257, "ustar", tarred},
	{0, "BZh", foreign},
	{0, "\xfd7zXZ\x00", foreign},
	{0, "\x28\xb5\x2f\xfd", foreign}, // zstd
	{0, "7z\xbc\xaf\x27\x1c", foreign},
	{0, "Rar!\x1a\x07", foreign},
}
