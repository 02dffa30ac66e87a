package dump

import "fmt"

// Level says what a problem in an input means for its use.
type Level int

const (
	Note   Level = iota + 1 // something was passed over that carries no evidence
	Mended                  // the text had to be repaired to be read
	Cut                     // the dump ends too early; its last section counts as not said
	Error                   // something could not be read; what could is still used
)

// String is the word for the level in reports.
func (l Level) String() string {
	return [...]string{Note: "note", Mended: "mended", Cut: "cut", Error: "error"}[l]
}

// Problem is something a reader noticed in an input, with its place. Foreign
// text in What is quoted as Go would, so that it is safe to print.
type Problem struct {
	Level Level
	File  string
	Place Place  // zero: the input as a whole
	What  string // lower case, no full stop
	Hint  string // what to do about it; may be empty
}

// Error writes the problem as FILE:LINE:COL: what.
func (p Problem) Error() string {
	if p.Place.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.What)
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Place.Line, p.Place.Col, p.What)
}
