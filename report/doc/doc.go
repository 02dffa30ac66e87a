// Package doc is what people are told, before anything is written: a verdict and
// sections of paragraphs, lists, tables, commands and maps, built once for each
// value. The packages text, markdown and html beside it write a document each in
// its own way; none of them knows what is told.
package doc

import (
	"fmt"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/prose"
)

// Document is all that is told about one value.
type Document struct {
	Of       string // what it is: "plan", "report"
	Verdict  string // in capitals; "" where there is none to give
	Sentence prose.Text
	Careful  prose.Text // what must not be overlooked, if anything
	Facts    []Fact     // the value in numbers, for pages
	Sections []Section
	// Closing stands behind the verdict where text ends, since that is what a terminal
	// shows of a long one.
	Closing prose.Text
	Mark    prose.Text // what the value is known by; stands at the end of the closing
	Room    *Room      // nil: as much as there is
}

// Fact is one line of a summary.
type Fact struct {
	Name string
	Text prose.Text
}

// Section is a part of a document. One without a title goes on with what is above.
type Section struct {
	Title  string
	Beside prose.Text // what is said of all of it; in text beside the title
	On     Media      // where it stands; 0: everywhere
	Fold   Fold
	Count  int // how much it holds, in its title on pages; 0: that is not said
	Blocks []Block
}

// Media are the places that a section may stand in.
type Media byte

const (
	Screen Media = 1 << iota // text
	Detail                   // text with everything
	Why                      // text with what was decided against
	Post                     // Markdown, whose length is limited
	Page                     // HTML
)

// Beyond is everywhere but in text that has not been asked for everything.
const Beyond = Detail | Post | Page

// Shows reports whether something that stands there is shown in a medium.
func (on Media) Shows(in Media) bool { return on == 0 || on&in != 0 }

// Shown reports whether a section stands in a medium. One without blocks stands
// nowhere.
func (s *Section) Shown(in Media) bool { return len(s.Blocks) > 0 && s.On.Shows(in) }

// Fold is where a section is closed until somebody opens it.
type Fold byte

const (
	Open       Fold = iota // nowhere
	FoldOnPost             // in Markdown
	Folded                 // in Markdown and HTML
)

// Block is one of the kinds of blocks below.
type Block interface{ block() }

// Paragraph is a sentence, or more of them.
type Paragraph struct{ Text prose.Text }

// Commands are lines to be copied whole.
type Commands struct {
	Lines []string
	In    int // further in than others, in text
}

// Table is rows of cells.
type Table struct {
	Header []prose.Text // words of ours are capitals in text
	Plain  Media        // where it has no header; its cells tell enough
	Rows   Some[Row]
	Short  int // of rows in text, as in a list
	// Otherwise is what is said where there are no rows.
	Otherwise prose.Text
	// Things are what is counted of rows that are left out; "" for "rows".
	Things string
	// Narrow says a row in a sentence, for text that has no room for the columns. The
	// cells are fit to be shown already.
	Narrow func(header, row []string) string
}

// Row is the cells of a row.
type Row []prose.Text

// List is a list of items.
type List struct {
	Title  string // where it is folded in HTML
	On     Media  // where it stands; 0: everywhere
	Mark   Mark
	Items  Some[Item]
	Most   int    // of them, unless all are asked for; 0: as many as of any list; [All]
	Short  int    // the same, where text has fewer than pages
	Things string // what is counted of items that are left out
}

// All is no limit on a list in text.
const All = -1

// Mark is what text has in front of an item; pages have at least bullets.
type Mark byte

const (
	Plain Mark = iota
	Bullet
	Number
)

// Item is a sentence of a list, or a command line, and lists below it.
type Item struct {
	Lead    string // what it does, in a word; "" where the sentence says it
	Text    prose.Text
	Command bool       // it is never wrapped
	Note    prose.Text // beside a command
	Indent  int        // in text, from what it stands below
	Below   []List
}

// Words are all that stands in the item's own line, for pages.
func (i Item) Words() prose.Text {
	words := i.Text
	if i.Lead != "" {
		words = append(prose.StrongOf(i.Lead), prose.Say(" %s", words)...)
	}
	if i.Note != nil {
		words = prose.Say("%s (%s)", words, i.Note)
	}
	return words
}

// Map is a map of each origin's ticks.
type Map struct {
	View *cluster.View
	Only map[string][]cluster.OriginTicks // by server: what it alone has, and others lack
}

// Gap is an empty line in text.
type Gap struct{}

func (Paragraph) block() {}
func (Commands) block()  {}
func (Table) block()     {}
func (List) block()      {}
func (Map) block()       {}
func (Gap) block()       {}

// Some shows the first elements of a list, at most so many, and counts the others.
// What is not shown is not made.
type Some[T any] func(most int, show func(T)) (left int)

// First are the elements that are shown, and how many others there are.
func (s Some[T]) First(most int) (shown []T, left int) {
	left = s(most, func(v T) { shown = append(shown, v) })
	return shown, left
}

// None reports whether a list is empty.
func (s Some[T]) None() bool { return s(0, nil) == 0 }

// Each makes an element of each value.
func Each[V, T any](all []V, element func(v *V) T) Some[T] {
	return func(most int, show func(T)) int {
		shown := min(len(all), most)
		for i := range shown {
			show(element(&all[i]))
		}
		return len(all) - shown
	}
}

// Has gives elements that are made already.
func Has[T any](all ...T) Some[T] { return Each(all, func(v *T) T { return *v }) }

// Head makes the header of a table from our own words.
func Head(words ...string) []prose.Text {
	out := make([]prose.Text, len(words))
	for i, w := range words {
		out[i] = prose.WordsOf(w)
	}
	return out
}

// Line is a paragraph as [prose.Say] makes it.
func Line(format string, args ...any) Paragraph {
	return Paragraph{prose.Say(format, args...)}
}

// LineItem is such an item, without anything below it.
func LineItem(format string, args ...any) Item {
	return Item{Text: prose.Say(format, args...)}
}

// CommandItem is a command as an item, so far in.
func CommandItem(indent int, argv []string) Item {
	return Item{Text: prose.CodeOf(moatcmd.PastedLine(argv)), Command: true, Indent: indent}
}

// In moves an item in.
func (i Item) In(columns int) Item {
	i.Indent += columns
	return i
}

// Run says how an output came to be, for those who are to judge it.
type Run struct {
	Version string   // of the tool
	Argv    []string // the command as it was given
	Folder  string   // the case, in which a script keeps its answers; "" if there is none
}

// maxRunLine is how long the command may be that an output repeats.
const maxRunLine = 2000

// Line is the command, to be pasted; of a very long one the first words.
func (r Run) Line() string {
	line := ""
	for i, arg := range r.Argv {
		word := moatcmd.Pasted(prose.Escape(arg))
		if len(line)+len(word) > maxRunLine {
			return fmt.Sprintf("%s… and %d more", line, len(r.Argv)-i)
		}
		if i > 0 {
			line += " "
		}
		line += word
	}
	return line
}
