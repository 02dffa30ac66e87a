package lift

import "bytes"

// WholeLines are the ends of the lines of a section after which no bracket is
// open, so that the section could end there.
func WholeLines(section []byte) (ends []Top) {
	depth, line := 0, 0
	for from := 0; from < len(section); {
		end, to := LineEnd(section, from)
		depth = brackets(bytes.TrimRight(section[from:end], " "), depth)
		line++
		if depth == 0 {
			ends = append(ends, Top{At: to, Line: line})
		}
		from = to
	}
	if depth > 0 {
		ends = append(ends, Top{At: len(section), Line: line})
	}
	return ends
}

// brackets is how many brackets are open after a line, of the depth before it.
func brackets(text []byte, depth int) int {
	if depth == 0 {
		if text = valueIn(text); len(text) == 0 || text[0] != '[' && text[0] != '{' {
			return 0
		}
	}
	quote := byte(0)
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '[' || c == '{':
			depth++
		case (c == ']' || c == '}') && depth > 0:
			depth--
		case c == '#' && i > 0 && text[i-1] == ' ':
			return depth
		}
	}
	return depth
}

// valueIn is what stands in a line after dashes and a name.
func valueIn(text []byte) []byte {
	text = bytes.TrimLeft(text, " \t-?:")
	if len(text) == 0 || text[0] == '[' || text[0] == '{' {
		return text
	}
	if text[0] == '\'' || text[0] == '"' {
		end := bytes.LastIndexByte(text, text[0])
		text = text[end:]
	}
	_, value, _ := bytes.Cut(text, []byte(": "))
	return bytes.TrimLeft(value, " \t")
}
