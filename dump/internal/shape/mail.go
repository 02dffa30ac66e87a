package shape

import (
	"bytes"
	"regexp"
	"sync"

	"tickdiff/dump/internal/lift"
)

var (
	quotedHeader = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^content-transfer-encoding:[ \t]*quoted-printable[ \t]*$`)
	})
	anyHeader = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*:|^[ \t]`) })
	partEnds  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^--[^ -].*|^From [^ ]+ .*\d\d:\d\d`) })
)

// quotedPrintable finds the parts of mails that say they are so encoded: in other texts an
// equals sign is one.
func quotedPrintable(t *text) (pieces []Piece) {
	if !bytes.Contains(t.content, []byte("rintable")) && !bytes.Contains(t.content, []byte("RINTABLE")) {
		return nil
	}
	for i := 0; i < len(t.lines); i++ {
		if !quotedHeader().Match(t.line(i)) {
			continue
		}
		first := i + 1
		for first < len(t.lines) && !isBlank(t.line(first)) && anyHeader().Match(t.line(first)) {
			first++
		}
		last := first
		for last+1 < len(t.lines) && !partEnds().Match(t.line(last+1)) {
			last++
		}
		if last >= len(t.lines) {
			break
		}
		if piece, ok := t.fromPrintable(first, last); ok {
			piece.Lines = t.take(first, last)
			pieces = append(pieces, piece)
		} else if bad := t.badPrintable(first, last); bad >= 0 {
			pieces = append(pieces, Piece{Lines: lift.Lines{First: bad + 1, Last: bad + 1}, Wrong: true,
				Said: "quoted-printable that is damaged here; its part of the mail is not used", Hint: "save the mail again, or give its text alone"})
		}
		i = last
	}
	return pieces
}

// fromPrintable decodes some lines. One that ends in an equals sign goes on in the next.
func (t *text) fromPrintable(first, last int) (piece Piece, ok bool) {
	b := builder{}
	goesOn := false
	for i := first; i <= last; i++ {
		line, ok := printable(bytes.TrimRight(t.line(i), " \t"))
		if !ok {
			return piece, false
		}
		if !goesOn {
			b.begin(place{Line: i + 1, Col: 1}, verbatim)
		}
		line, goesOn = bytes.CutSuffix(line, []byte{softBreak})
		b.text = append(b.text, line...)
		if !goesOn {
			b.text = append(b.text, '\n')
		}
	}
	piece = b.piece(lift.Lines{})
	piece.Said = "quoted-printable"
	return piece, holdsDump(piece.Text)
}

// badPrintable is the first line that cannot be decoded, or -1.
func (t *text) badPrintable(first, last int) int {
	for i := first; i <= last; i++ {
		if _, ok := printable(bytes.TrimRight(t.line(i), " \t")); !ok {
			return i
		}
	}
	return -1
}

// softBreak is put in place of an equals sign at the end of a line.
const softBreak = 0xff

// printable decodes one line.
func printable(line []byte) (plain []byte, ok bool) {
	if bytes.IndexByte(line, '=') < 0 {
		return line, true
	}
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] != '=':
			plain = append(plain, line[i])
		case i+1 == len(line):
			return append(plain, softBreak), true
		default:
			r, ok := hexRune(line[i+1:], 2)
			if !ok {
				return nil, false
			}
			plain = append(plain, byte(r))
			i += 2
		}
	}
	return plain, true
}
