package lift

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// terminalCodes are what terminals obey and do not show: colours and cursor
// movements (CSI), titles and links (OSC), and two-character sequences.
var terminalCodes = Pattern(`(?:\x1b\[|\x{9b})[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\^_=>78c]`)

// WithoutCodes is a line without what terminals obey.
func WithoutCodes(line []byte) []byte {
	if !bytes.ContainsAny(line, "\x1b\u009b") {
		return line
	}
	return terminalCodes().ReplaceAll(line, nil)
}

// zeroWidth are characters nobody sees; a byte order mark is one of them.
const zeroWidth = "\u200b\u200c\u200d\u2060\ufeff"

// clean takes terminal codes out of a line, and what cannot be seen from its
// start.
func (l *Line) clean() {
	l.plain = isPlainASCII(l.Text)
	if l.plain {
		return
	}
	if bytes.ContainsAny(l.Text, "\x1b\u009b") {
		l.rewrite(mendTerminal, func(w *rewriter, text []byte) {
			at := 0
			for _, code := range terminalCodes().FindAllIndex(text, -1) {
				w.keep(text[at:code[0]])
				w.drop(text[code[0]:code[1]])
				at = code[1]
			}
			w.keep(text[at:])
		})
	}
	if rest := bytes.TrimLeft(l.Text, zeroWidth); len(rest) < len(l.Text) {
		l.cutFront(len(l.Text) - len(rest))
		l.mended |= mendInvisible
	}
}

func isPlainASCII(text []byte) bool {
	for _, c := range text {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// bad finds the first character that can stand in no YAML.
func (l *Line) bad() *Wrong {
	at := 1
	for rest := l.Text; len(rest) > 0; at++ {
		r, size := utf8.DecodeRune(rest)
		what := ""
		switch {
		case r == utf8.RuneError && size == 1:
			what = "not UTF-8"
		case r < ' ' && r != '\t', r == 0x7f, 0x80 <= r && r < 0xa0 && r != 0x85, r == 0xfffe, r == 0xffff:
			what = fmt.Sprintf("the control character %U, which no dump holds", r)
		}
		if what != "" {
			return &Wrong{Place: Place{l.Number, l.Col(at)}, What: what}
		}
		rest = rest[size:]
	}
	return nil
}

// Col is where a column of the text as it is now stood in the input.
func (l *Line) Col(col int) int {
	for i := len(l.changes) - 1; i >= 0; i-- {
		col = l.changes[i].col(col)
	}
	return col
}
