package report

import (
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
	"tickdiff/report/text"
)

// TextOptions is how text is laid out.
type TextOptions = text.Options

// Run says how an output came to be, for those who are to judge it.
type Run = doc.Run

// Visible writes foreign text for terminals; see [prose.Visible].
func Visible(s string) string { return prose.Visible(s) }

// Message writes a sentence of our own; see [prose.Escape].
func Message(sentence string) string { return prose.Escape(sentence) }
