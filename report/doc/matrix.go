package doc

import "tickdiff/ticks"

// Matrix is all that is decided at a glance. It is made where it is written, and not for
// media without it.
type Matrix struct{ Table func() MatrixTable }

// MatrixTable has a row an origin, and a column a server.
type MatrixTable struct {
	Servers     []string
	Rows        []MatrixRow
	MoreServers int // that have no column; none of them is graver
	MoreOrigins int // that have no row; none of them is graver
}

// MatrixRow is what each server has to do about the ticks of an origin.
type MatrixRow struct {
	Origin string
	Cells  []MatrixCell // a cell a server
}

// MatrixCell has the ticks of each of [Stands] that a server has to do with.
type MatrixCell []StandTicks

// StandTicks are ticks to which a server stands in one way.
type StandTicks struct {
	Stand *Stand
	Ticks ticks.Set
}

// Stand is how a server stands to ticks, for people.
type Stand struct {
	Word, Letter, Class string
	Meaning             string
}

// Stands are all there are, the gravest first.
var Stands = []Stand{
	{"only copy", "O", "only", "no other server that was asked has it: do not wipe, mark or restart this server, unless the steps say so"},
	{"refused", "R", "refused", "not decided: mark none of it"},
	{"not told", "N", "untold", "an older dump shows it missing, and no newer one tells what became of it"},
	{"wait", "W", "wait", "other servers have it: do not mark, the steps say how it comes"},
	{"mark", "M", "mark", "safe to mark, by the commands below"},
	{"unheard", "U", "unheard", "others know of it, and this server does not: nothing to mark"},
}

// Places in [Stands].
const (
	StandOnly = iota
	StandRefused
	StandUntold
	StandWait
	StandMark
	StandUnheard
)

func (Matrix) block() {}
