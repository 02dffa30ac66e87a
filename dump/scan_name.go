package dump

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// longestName is how long a printed name can be before servers print it as a
// block key.
const longestName = 128

// name reads a name as printed, bare or in single quotes, and keeps one string
// for all places where it stands. Names that need more to be read for certain,
// such as those in double quotes, are declined.
func (s *scanner) name(printed []byte) (string, bool) {
	if name, ok := s.names[string(printed)]; ok {
		return name, true
	}
	text := printed
	switch {
	case len(printed) == 0 || len(printed) > min(longestName, s.limits.MaxName):
		return "", false
	case printed[0] == '\'':
		var ok bool
		if text, ok = unquote(printed); !ok {
			return "", false
		}
	case !bare(printed):
		return "", false
	}
	name := string(text)
	s.names[string(printed)] = name
	return name, true
}

// unquote takes a name out of single quotes.
func unquote(printed []byte) ([]byte, bool) {
	n := len(printed) - 1
	if n < 1 || printed[n] != '\'' {
		return nil, false
	}
	inner := printed[1:n]
	if !familiar(inner) || bytes.IndexByte(bytes.ReplaceAll(inner, []byte("''"), nil), '\'') >= 0 {
		return nil, false
	}
	return bytes.ReplaceAll(inner, []byte("''"), []byte("'")), true
}

// bare reports whether YAML reads the text as just that string, or as a number
// or word whose text is taken as it stands; null is neither.
func bare(text []byte) bool {
	first, _ := utf8.DecodeRune(text)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '_' && first != '/' && first != '.' {
		return false
	}
	switch string(text) {
	case "null", "Null", "NULL":
		return false
	}
	last := text[len(text)-1]
	return familiar(text) && last != ' ' && last != ':' &&
		!bytes.Contains(text, []byte(": ")) && !bytes.Contains(text, []byte(" #"))
}

// familiar reports whether the text holds nothing but printable ASCII, and
// letters and digits of all scripts.
func familiar(text []byte) bool {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		ascii := ' ' <= r && r <= '~'
		if !ascii && (size == 1 || !unicode.IsLetter(r) && !unicode.IsDigit(r)) {
			return false
		}
		text = text[size:]
	}
	return true
}
