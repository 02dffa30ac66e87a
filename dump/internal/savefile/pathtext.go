package savefile

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tinylib/msgp/msgp"
)

// PathText writes a path as MoaT's own tools do: "a.b:1". What it writes has no
// control characters and no white space, and two paths never read the same.
func PathText(path []byte) string {
	if len(path) == 0 {
		return ":"
	}
	var text strings.Builder
	for len(path) > 0 {
		rest, err := msgp.Skip(path)
		if err != nil {
			rest = nil
		}
		element := path[:len(path)-len(rest)]
		if s, _, err := msgp.ReadStringZC(element); err == nil && len(s) > 0 {
			if text.Len() > 0 {
				text.WriteByte('.')
			}
			text.WriteString(escaped(string(s)))
		} else {
			text.WriteString(elementText(element))
		}
		path = rest
	}
	return text.String()
}

// elementText writes an element that is no text, or an empty one. They begin
// with a colon, which sets them off from the element before.
func elementText(element []byte) string {
	switch msgp.NextType(element) {
	case msgp.StrType:
		return ":e"
	case msgp.NilType:
		return ":n"
	case msgp.BoolType:
		if is, _, _ := msgp.ReadBoolBytes(element); is {
			return ":t"
		}
		return ":f"
	case msgp.BinType:
		b, _, _ := msgp.ReadBytesZC(element)
		return bytesElement(b)
	case msgp.IntType, msgp.UintType, msgp.Float32Type, msgp.Float64Type:
		n := numberText(element)
		if unicode.IsLetter(rune(n[0])) {
			n = "i" + n
		}
		return ":" + escaped(n)
	}
	// Nothing else can be in a path; what is there all the same is shown raw.
	return fmt.Sprintf(":y%x", element)
}

func bytesElement(b []byte) string {
	for _, c := range b {
		if c < 0x20 || c > 0x7e {
			return ":s" + base64.StdEncoding.EncodeToString(b)
		}
	}
	return ":v" + escaped(string(b))
}

// escaped writes text as part of a path. A hex digit after a character's code is kept
// apart from it by a dash. So is a dash, which clients would take for that one: MoaT
// itself writes none there, and does not read back what it writes.
func escaped(s string) string {
	var out strings.Builder
	afterCode := false
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && size == 1 {
			r = 0xdc00 + rune(s[0]) // as Python reads such a byte
		}
		s = s[size:]
		switch {
		case r == ':':
			out.WriteString("::")
		case r == '.':
			out.WriteString(":.")
		case r == ' ':
			out.WriteString(":_")
		case !shown(r):
			fmt.Fprintf(&out, ":u%x", r)
			afterCode = true
			continue
		default:
			if afterCode && strings.ContainsRune("-0123456789abcdefABCDEF", r) {
				out.WriteByte('-')
			}
			out.WriteRune(r)
		}
		afterCode = false
	}
	return out.String()
}

// shown reports whether a character stands for itself in a path: it is a letter,
// mark, number, punctuation or symbol.
func shown(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S)
}

// IsInternal reports whether a path stands under the root's nil key, as the servers'
// own entries do: who may delete, where the servers are, users, access lists, types.
func IsInternal(path []byte) bool { return len(path) > 0 && msgp.NextType(path) == msgp.NilType }
