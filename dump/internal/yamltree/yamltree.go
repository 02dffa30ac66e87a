// Package yamltree is the only door to YAML: text to a tree of nodes with their
// places. The library behind it is kept out of sight, since it gets no more
// fixes and its heir must be a one-line change.
//
// Only the node tree is used. Decoding into maps loses an unquoted null key,
// guesses types, takes quadratic time in the keys of a mapping and has panicked.
// What the tree does not check, this package does: [Check] refuses whatever
// state dumps never hold, so that no walk meets an alias or a bottomless nest.
package yamltree

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// Node is one value of a document: Kind, Value, Content, Line and Column are
// what readers need.
type Node = yaml.Node

// Kind is the kind of a node.
type Kind = yaml.Kind

// The kinds of node that a checked document holds.
const (
	Mapping  = yaml.MappingNode
	Sequence = yaml.SequenceNode
	Scalar   = yaml.ScalarNode
)

// MaxDepth is how deep collections may nest. A dump needs 4.
const MaxDepth = 8

var tooDeep = fmt.Sprintf("nested deeper than the limit of %d", MaxDepth)

// Error is what is wrong with a text, and where; Line 0 means the whole.
type Error struct {
	Line, Column int
	What         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.What)
}

// Parse returns the top node of every document in text. At the first error it
// stops and returns it beside the documents before it. Empty documents are
// left out.
func Parse(text []byte) ([]*Node, error) {
	var docs []*Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var doc Node
		err := decoder.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			return docs, located(err)
		}
		if len(doc.Content) == 1 {
			docs = append(docs, doc.Content[0])
		}
	}
}

var lineInError = regexp.MustCompile(`^line (\d+): `)

// located takes the line out of the library's message.
func located(err error) *Error {
	what := strings.TrimPrefix(err.Error(), "yaml: ")
	m := lineInError.FindStringSubmatch(what)
	if strings.Contains(what, "exceeded max depth") {
		return &Error{What: tooDeep}
	}
	if m == nil {
		return &Error{What: "not YAML: " + what}
	}
	line, convErr := strconv.Atoi(m[1])
	if convErr != nil {
		line = 0
	}
	return &Error{Line: line, Column: 1, What: "not YAML: " + what[len(m[0]):]}
}

// Check refuses what no dump holds: anchors, aliases, merge keys, tags, and
// collections nested deeper than [MaxDepth], where n itself stands in as many
// as depth.
func Check(n *Node, depth int) error {
	switch {
	case n.Kind == yaml.AliasNode:
		return refuse(n, "an alias (*%s); a dump has none", n.Value)
	case n.Anchor != "":
		return refuse(n, "an anchor (&%s); a dump has none", n.Anchor)
	case IsTagged(n):
		return refuse(n, "a tag (%q); a dump has none", n.Tag)
	case n.Kind == Scalar && n.Tag == "!!merge":
		return refuse(n, "a merge key (<<); a dump has none")
	case depth > MaxDepth:
		return refuse(n, "%s", tooDeep)
	}
	for _, child := range n.Content {
		if err := Check(child, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func refuse(n *Node, format string, args ...any) *Error {
	return &Error{Line: n.Line, Column: n.Column, What: fmt.Sprintf(format, args...)}
}

// IsNull reports whether n is an unquoted null, in any of YAML's spellings.
func IsNull(n *Node) bool { return n.Kind == Scalar && n.Tag == "!!null" }

// IsTagged reports whether n says its type with a tag of its own.
func IsTagged(n *Node) bool { return n.Style&yaml.TaggedStyle != 0 }

// IsAlias reports whether n only names another node; its Value is that name.
func IsAlias(n *Node) bool { return n.Kind == yaml.AliasNode }

// IsPlain reports whether n is a scalar without quotes.
func IsPlain(n *Node) bool { return n.Kind == Scalar && n.Style == 0 }

// IsBlock reports whether the collection n is written in block style.
func IsBlock(n *Node) bool { return n.Style&yaml.FlowStyle == 0 }

// Pairs yields the keys of a mapping with their values. What is no mapping has none.
func Pairs(n *Node) iter.Seq2[*Node, *Node] {
	return func(yield func(key, value *Node) bool) {
		if n == nil || n.Kind != Mapping {
			return
		}
		for pair := range slices.Chunk(n.Content, 2) {
			if !yield(pair[0], pair[1]) {
				return
			}
		}
	}
}

// Shift moves a tree down by some lines.
func Shift(n *Node, lines int) {
	n.Line += lines
	for _, child := range n.Content {
		Shift(child, lines)
	}
}
