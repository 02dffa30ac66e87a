package doc

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/prose"
)

// Room is what a document may still be written in. What writes one asks before each
// element, so that whatever stands there is whole. A nil Room never ends.
type Room struct {
	Full func() bool   // no further element may begin
	Why  func() string // names the limit that is reached

	at   string // the title of the section that is being written
	left []string
}

// Begin says which section is next, and reports whether there is room for any of it.
// One without a title goes on with what is above.
func (r *Room) Begin(s *Section) bool {
	if r != nil {
		r.at = cmp.Or(s.Title, r.at)
	}
	return r.More()
}

// More reports whether another element may be written. If not, it is left out.
func (r *Room) More() bool {
	if r == nil || !r.Full() {
		return true
	}
	if at := cmp.Or(r.at, "beginning"); !slices.Contains(r.left, at) {
		r.left = append(r.left, at)
	}
	return false
}

// Left are the sections of which something was left out.
func (r *Room) Left() []string {
	if r == nil {
		return nil
	}
	return r.left
}

// Ending says that the document is not whole, and why; nil if it is.
func (r *Room) Ending() prose.Text {
	if len(r.Left()) == 0 {
		return nil
	}
	return append(prose.StrongOf("CAREFUL"), prose.Say(": this ends early, at %s. Left out, whole or in part: %s.", r.Why(), strings.Join(r.left, ", "))...)
}
