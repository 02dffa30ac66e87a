package shape

import (
	"bytes"
	"encoding/base64"
	"unicode"
	"unicode/utf8"

	"tickdiff/dump/internal/lift"
)

// leastEncoded is how many bytes base64 has at least: words are shorter.
const leastEncoded = 60

// encoded finds base64: lines of one length, and a last one. What comes out must be a
// text with a dump in it, or something packed.
func encoded(t *text) (pieces []Piece) {
	for i := 0; i < len(t.lines); i++ {
		if !isEncodedLine(t.line(i)) {
			continue
		}
		last := t.encodedTo(i)
		var all []byte
		for j := i; j <= last; j++ {
			all = append(all, withoutURI(bytes.TrimSpace(t.line(j)))...)
		}
		if piece, ok := decoded(all); ok {
			piece.Where = Where{{1, i + 1, 1, still}}
			piece.Lines = t.take(i, last)
			piece.Said = "base64"
			pieces = append(pieces, piece)
			pieces = append(pieces, t.damagedNear(i, last)...)
		} else if last-i > 1 && len(all)%4 != 0 {
			pieces = append(pieces, damagedAt(i))
		}
		i = last
	}
	return pieces
}

// leastLine is how many bytes a line of base64 has that others follow.
const leastLine = 40

// damagedNear is what stands right before or behind lines of base64 and may belong to them.
func (t *text) damagedNear(first, last int) (pieces []Piece) {
	for _, i := range []int{first - 1, last + 1} {
		if i >= 0 && i < len(t.lines) && len(t.line(i)) >= leastLine && isEncodedLine(t.line(i)) {
			pieces = append(pieces, damagedAt(i))
		}
	}
	return pieces
}

func damagedAt(i int) Piece {
	return Piece{Lines: lift.Lines{First: i + 1, Last: i + 1}, Wrong: true,
		Said: "base64 that is damaged here; not used", Hint: "copy it again, whole"}
}

// encodedTo is the last line of base64 that begins in a line.
func (t *text) encodedTo(i int) int {
	width := len(bytes.TrimSpace(t.line(i)))
	for i+1 < len(t.lines) {
		line := bytes.TrimSpace(t.line(i + 1))
		if len(line) > width || !isEncodedLine(line) {
			break
		}
		i++
		if len(line) < width {
			break
		}
	}
	return i
}

// withoutURI takes off what a "data:" address has before its base64.
func withoutURI(line []byte) []byte {
	if bytes.HasPrefix(line, []byte("data:")) {
		if _, data, ok := bytes.Cut(line, []byte(";base64,")); ok {
			return data
		}
	}
	return line
}

func isEncodedLine(line []byte) bool {
	line = bytes.TrimRight(withoutURI(bytes.TrimSpace(line)), "=")
	if len(line) == 0 {
		return false
	}
	for _, c := range line {
		if !isLetter(c) && !isDigit(c) && c != '+' && c != '/' {
			return false
		}
	}
	return true
}

// packedHeads are how files begin that are unpacked.
var packedHeads = []string{"\x1f\x8b", "PK\x03\x04", "BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd"}

func decoded(all []byte) (piece Piece, ok bool) {
	if len(all) < leastEncoded || len(all)%4 != 0 {
		return piece, false
	}
	plain := make([]byte, base64.StdEncoding.DecodedLen(len(all)))
	n, err := base64.StdEncoding.Decode(plain, all)
	if err != nil {
		return piece, false
	}
	plain = plain[:n]
	for _, head := range packedHeads {
		piece.Packed = piece.Packed || bytes.HasPrefix(plain, []byte(head))
	}
	piece.Packed = piece.Packed || bytes.IndexByte(plain, 0) >= 0 && holdsDump(bytes.ReplaceAll(plain, []byte{0}, nil))
	piece.Text = plain
	return piece, piece.Packed || isText(plain)
}

// isText reports whether bytes are a text, which those of a checksum never are.
func isText(content []byte) bool {
	return utf8.Valid(content) && !bytes.ContainsFunc(content, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' && r != 0x1b
	})
}
