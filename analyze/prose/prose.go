// Package prose holds sentences as they are said: words of our own, and between
// them names, sets of ticks and commands, each known for what it is. So every
// format can write them in its own way, and no format has to find them again.
package prose

import (
	"fmt"
	"strconv"
	"strings"

	"tickdiff/ticks"
)

// Kind is what a span is.
type Kind byte

const (
	Words  Kind = iota + 1 // our own
	Name                   // foreign text, quoted where it is not plain
	Quoted                 // foreign text that plain text always quotes
	Ticks                  // a set, cut where it is long
	Code                   // a command, or flags
	Value                  // foreign JSON, cut where it is long
	Strong                 // a word that stands out: a verdict or a severity
)

// Span is a stretch of a sentence.
type Span struct {
	Kind Kind
	Text string
	Set  ticks.Set // of Ticks
}

// Text is a sentence, or a part of one.
type Text []Span

// NameOf is a name by itself.
func NameOf(name string) Text { return Text{{Kind: Name, Text: name}} }

// TicksOf is a set by itself.
func TicksOf(set ticks.Set) Text { return Text{{Kind: Ticks, Set: set}} }

// CodeOf is a command line by itself.
func CodeOf(line string) Text { return Text{{Kind: Code, Text: line}} }

// StrongOf is a word that stands out.
func StrongOf(word string) Text { return Text{{Kind: Strong, Text: word}} }

// Say makes a sentence as [fmt.Sprintf] does. A string for %q is a name that is
// quoted, a set for %v or %s is a set, and what is a [Text] already stays one.
func Say(format string, args ...any) Text {
	if false {
		_ = fmt.Sprintf(format, args...) // so that "go vet" checks every call
	}
	var t Text
	for format != "" {
		words, rest, found := strings.Cut(format, "%")
		t = t.words(words)
		if !found {
			break
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r == '%' || 'a' <= r && r <= 'z' }) + 1
		verb := rest[:end]
		format = rest[end:]
		if verb == "%" {
			t = t.words("%")
			continue
		}
		t = t.argument(verb, args[0])
		args = args[1:]
	}
	return t
}

func (t Text) words(s string) Text {
	if s == "" {
		return t
	}
	return append(t, Span{Kind: Words, Text: s})
}

func (t Text) argument(verb string, arg any) Text {
	switch arg := arg.(type) {
	case Text:
		return append(t, arg...)
	case ticks.Set:
		return append(t, TicksOf(arg)...)
	case string:
		if verb == "q" {
			return append(t, Span{Kind: Quoted, Text: arg})
		}
	}
	return t.words(fmt.Sprintf("%"+verb, arg))
}

// Join joins texts, with words between them.
func Join(all []Text, between string) Text {
	var out Text
	for i, t := range all {
		if i > 0 {
			out = out.words(between)
		}
		out = append(out, t...)
	}
	return out
}

// Names is a list of names.
func Names(all []string) Text {
	out := make([]Text, len(all))
	for i, n := range all {
		out[i] = NameOf(n)
	}
	return Join(out, ", ")
}

// AndMore says behind a list how many more there are, if there are any.
func (t Text) AndMore(more int) Text {
	if more <= 0 {
		return t
	}
	return t.words(fmt.Sprintf(" and %d more", more))
}

// String is the sentence as data: whole, with names as they are, or quoted.
func (t Text) String() string {
	return t.Write(func(s Span) string {
		switch s.Kind {
		case Quoted:
			return strconv.Quote(s.Text)
		case Ticks:
			return s.Set.String()
		}
		return s.Text
	})
}

// Write writes one span after the other.
func (t Text) Write(span func(Span) string) string {
	if len(t) == 1 {
		return span(t[0])
	}
	var b strings.Builder
	for _, s := range t {
		b.WriteString(span(s))
	}
	return b.String()
}

// Counted is a number of things: "1 tick", "2 ticks".
func Counted(n uint64, thing string) string {
	return fmt.Sprintf("%d %s%s", n, thing, Does(n, "", "s"))
}

// Does is a word for one thing or for many: "misses" or "miss".
func Does(subjects uint64, one, many string) string {
	if subjects == 1 {
		return one
	}
	return many
}
