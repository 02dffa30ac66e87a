package lift

import "unicode/utf8"

// Line is one line of an input on its way into a dump.
type Line struct {
	Number   int // in the input, from 1
	from, to int // bytes in the input, with the line end
	Text     []byte
	changes  []columns // what was done to text, first change first
	mended   mends     // why
	plain    bool      // nothing but printable ASCII
}

// lines cuts a text at LF, CRLF and CR, as YAML does, and cleans each line.
func lines(text []byte) func(yield func(Line) bool) {
	return func(yield func(Line) bool) {
		for from, number := 0, 1; from < len(text); number++ {
			end, to := LineEnd(text, from)
			l := Line{Number: number, from: from, to: to, Text: text[from:end]}
			l.clean()
			if !yield(l) {
				return
			}
			from = to
		}
	}
}

// LineEnd is where the line that begins at from ends, without and with its end.
func LineEnd(text []byte, from int) (end, to int) {
	for i := from; i < len(text); i++ {
		switch {
		case text[i] == '\n':
			return i, i + 1
		case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return i, i + 2
		case text[i] == '\r':
			return i, i + 1
		}
	}
	return len(text), len(text)
}

// rewrite replaces the text of a line by what f leaves of it.
func (l *Line) rewrite(why mends, f func(w *rewriter, rest []byte)) {
	w := rewriter{out: 1, in: 1, text: make([]byte, 0, len(l.Text)+8)}
	f(&w, l.Text)
	l.Text, l.mended = w.text, l.mended|why
	if len(w.moved) > 0 {
		l.changes = append(l.changes, w.moved)
	}
}

// rewriter writes a line again and keeps in mind how its columns moved.
type rewriter struct {
	text    []byte
	in, out int // columns
	moved   columns
}

// put writes text in place of so many characters of the line.
func (w *rewriter) put(text []byte, instead int) {
	by := 0
	if n := len(w.moved); n > 0 {
		by = w.moved[n-1].by
	}
	if w.in-w.out != by && len(text) > 0 {
		w.moved = append(w.moved, shift{w.out, w.in - w.out})
	}
	w.text = append(w.text, text...)
	w.in += instead
	w.out += utf8.RuneCount(text)
}

func (w *rewriter) keep(text []byte) { w.put(text, utf8.RuneCount(text)) }

func (w *rewriter) drop(text []byte) { w.put(nil, utf8.RuneCount(text)) }

// cutFront takes the first n bytes off a line, which is no mending.
func (l *Line) cutFront(n int) {
	if n > 0 {
		l.changes = append(l.changes, columns{{1, utf8.RuneCount(l.Text[:n])}})
		l.Text = l.Text[n:]
	}
}
