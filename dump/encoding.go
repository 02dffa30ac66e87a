package dump

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// decode gives a text in UTF-8 without a byte order mark. Nothing is guessed: an
// encoding other than UTF-8 must say what it is.
func (r *textReader) decode(text []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(text, []byte("\x00\x00\xfe\xff")):
		return nil, errors.New("UTF-32; save it as UTF-8")
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
		return r.utf16(text, 2, binary.LittleEndian, "UTF-16, little-endian")
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		return r.utf16(text, 2, binary.BigEndian, "UTF-16, big-endian")
	case isWide(text, 1):
		return r.utf16(text, 0, binary.LittleEndian, "UTF-16, little-endian, without a byte order mark")
	case isWide(text, 0):
		return r.utf16(text, 0, binary.BigEndian, "UTF-16, big-endian, without a byte order mark")
	case looksWide(text):
		return nil, errors.New("this looks like UTF-16 or UTF-32 without a byte order mark; save it as UTF-8")
	}
	return bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), nil
}

// isWide reports whether every second byte of a text is a NUL, from the one at first on,
// and no other is: then it is plain words in UTF-16, and nothing else.
func isWide(text []byte, first int) bool {
	if len(text) < 2 || len(text)%2 != 0 {
		return false
	}
	for i, c := range text {
		if (c == 0) != (i%2 == first) {
			return false
		}
	}
	return true
}

// looksWide reports whether every second byte or so is a NUL at the start of a text.
func looksWide(text []byte) bool {
	head := text[:min(len(text), headSize)]
	return bytes.Count(head, []byte{0}) > len(head)/3
}

func (r *textReader) utf16(text []byte, from int, order binary.ByteOrder, name string) ([]byte, error) {
	if len(text)%2 != 0 {
		return nil, errors.New(name + ": it ends in half a character")
	}
	r.note(Note, Place{1, 1}, "in "+name, "")
	out := make([]byte, 0, len(text)/2+len(text)/8)
	for at := from; at < len(text); at += 2 {
		c := rune(order.Uint16(text[at:]))
		if utf16.IsSurrogate(c) {
			low := rune(0)
			if at+4 <= len(text) {
				low = rune(order.Uint16(text[at+2:]))
			}
			if c = utf16.DecodeRune(c, low); c == utf8.RuneError {
				return nil, fmt.Errorf("%s: half a surrogate pair at byte %d", name, at)
			}
			at += 2
		}
		out = utf8.AppendRune(out, c)
	}
	return out, nil
}
