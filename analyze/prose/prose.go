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
	File                   // the name of a file, with its folders, as a name
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
	Set  *ticks.Set // of Ticks; else nil, as most spans are of findings, and many
}

// Text is a sentence, or a part of one.
type Text []Span

// WordsOf are words of our own.
func WordsOf(words string) Text { return Text{{Kind: Words, Text: words}} }

// NameOf is a name by itself.
func NameOf(name string) Text { return Text{{Kind: Name, Text: name}} }

// FileOf is the name of a file by itself.
func FileOf(name string) Text { return Text{{Kind: File, Text: name}} }

// TicksOf is a set by itself.
func TicksOf(set ticks.Set) Text { return Text{{Kind: Ticks, Set: &set}} }

// CodeOf is a command line by itself.
func CodeOf(line string) Text { return Text{{Kind: Code, Text: line}} }

// StrongOf is a word that stands out.
func StrongOf(word string) Text { return Text{{Kind: Strong, Text: word}} }

// Say makes a sentence as [fmt.Sprintf] does, without flags and widths. A string for
// %q is a name that is quoted, a set for %v or %s is a set, and what is a [Text]
// already stays one.
func Say(format string, args ...any) Text {
	if false {
		_ = fmt.Sprintf(format, args...) // so that "go vet" checks every call
	}
	var s sentence
	for next := 0; format != ""; {
		words, rest, found := strings.Cut(format, "%")
		s.words = append(s.words, words...)
		switch {
		case !found:
			return s.text()
		case rest[0] == '%':
			s.words, format = append(s.words, '%'), rest[1:]
			continue
		case rest[0] == '[': // an argument by its number, such as %[1]s
			next, rest = int(rest[1]-'1'), rest[3:]
		}
		s.argument(rest[0], args[next])
		next, format = next+1, rest[1:]
	}
	return s.text()
}

// sentence is a text that is being made. Words that follow each other are one span.
type sentence struct {
	words []byte // not in a span yet
	spans Text
}

func (s *sentence) text() Text {
	if len(s.words) > 0 {
		s.spans = append(s.spans, Span{Kind: Words, Text: string(s.words)})
		s.words = s.words[:0]
	}
	return s.spans
}

func (s *sentence) add(t Text) {
	for _, span := range t {
		if span.Kind == Words {
			s.words = append(s.words, span.Text...)
		} else {
			s.spans = append(s.text(), span)
		}
	}
}

func (s *sentence) argument(verb byte, arg any) {
	switch arg := arg.(type) {
	case Text:
		s.add(arg)
	case ticks.Set:
		s.spans = append(s.text(), Span{Kind: Ticks, Set: &arg})
	case string:
		if verb == 'q' {
			s.spans = append(s.text(), Span{Kind: Quoted, Text: arg})
		} else {
			s.words = append(s.words, arg...)
		}
	default:
		s.words = fmt.Append(s.words, arg)
	}
}

// Join joins texts, with words between them.
func Join(all []Text, between string) Text {
	var s sentence
	for i, t := range all {
		if i > 0 {
			s.words = append(s.words, between...)
		}
		s.add(t)
	}
	return s.text()
}

// Names is a list of names.
func Names(all []string) Text {
	out := make([]Text, len(all))
	for i, n := range all {
		out[i] = NameOf(n)
	}
	return Join(out, ", ")
}

// SomeNames is a list of the first names, and how many more there are.
func SomeNames(all []string, most int) Text {
	shown := all[:min(len(all), most)]
	return Names(shown).AndMore(len(all) - len(shown))
}

// AndMore says behind a list how many more there are, if there are any.
func (t Text) AndMore(more int) Text {
	if more <= 0 {
		return t
	}
	return Say("%s and %d more", t, more)
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

// MarshalText writes the text as data.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

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

// Capital writes words of ours with a large first letter.
func Capital(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

// Does is a word for one thing or for many: "misses" or "miss".
func Does(subjects uint64, one, many string) string {
	if subjects == 1 {
		return one
	}
	return many
}
