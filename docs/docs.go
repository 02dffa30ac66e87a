// Package docs holds the pages that the program shows, too.
package docs

import (
	"embed"
	"strings"
	"sync"
)

// Checks are the pages of the checks, each under its ID.
//
//go:embed checks/*.md
var Checks embed.FS

//go:embed glossary.md
var glossary string

// Term is a word of the field, and what it means in one paragraph of Markdown.
type Term struct{ Name, Text string }

// Glossary is the page of the words, in its order.
var Glossary = sync.OnceValue(func() []Term {
	var terms []Term
	for section := range strings.SplitSeq(glossary, "\n## ") {
		if name, text, ok := strings.Cut(section, "\n\n"); ok && !strings.HasPrefix(name, "#") {
			terms = append(terms, Term{name, strings.TrimSpace(text)})
		}
	}
	return terms
})
