package cluster

import (
	"cmp"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Proof is one dump's word on some ticks, and where it stands.
type Proof struct {
	Server string    `json:"server"`
	State  Shown     `json:"state"`
	Ticks  ticks.Set `json:"ticks"`
	Tock   uint64    `json:"tock"`
	File   string    `json:"file"`
	Line   int       `json:"line"`
	SHA256 string    `json:"-"`
}

// Shown is the state that a dump shows.
type Shown struct {
	Word   string // of [State.String], of a section, or one of those below
	Before bool   // the dump is an older one of its server
}

const beforeSuffix = "-before"

// String is the word, with "-before" at the end for an older dump.
func (s Shown) String() string {
	if s.Before {
		return s.Word + beforeSuffix
	}
	return s.Word
}

// Present reports whether the server has, or had, the ticks present.
func (s Shown) Present() bool {
	return s.Word == InPresent.String() || s.Word == (InPresent|InDeleted).String()
}

// MarshalText writes the state as String does.
func (s Shown) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *Shown) UnmarshalText(text []byte) error {
	s.Word, s.Before = strings.CutSuffix(string(text), beforeSuffix)
	return nil
}

// PresentBefore reports whether an older dump showed the ticks present.
func (p *Proof) PresentBefore() bool { return p.State.Present() && p.State.Before }

// InOlder is the same of an older dump of the server.
func (p Proof) InOlder() Proof {
	p.State.Before = true
	return p
}

// Words of a [Proof] for what the nodes of a dump say, beside those of
// [State.String].
const (
	ProofHeard   = "heard"   // its nodes reach that far
	ProofUnheard = "unheard" // they do not
	ProofNamed   = "named"   // the server is named there
	ProofDumped  = "dumped"  // the dump as a whole
	// ProofLogged is the word for what the log of an unnamed server says.
	ProofLogged = "logged"
)

// NodesProof is where the nodes of a dump speak of an origin.
func NodesProof(d *dump.Dump, server, origin, state string, set ticks.Set) Proof {
	p := DumpProof(d, server, state, set)
	if e, ok := d.Nodes.Of(origin); ok {
		p.Line = e.Place.Line
	} else if d.Nodes.Said {
		p.Line = d.Nodes.Place.Line
	}
	return p
}

// ProofIn is where a dump's section tells ticks of an origin.
func ProofIn(d *dump.Dump, k dump.Kind, server, origin, state string, set ticks.Set) Proof {
	p := DumpProof(d, server, state, set)
	section := d.Section(k)
	first, some := set.Bounds()
	listed, ok := d.Nodes.Of(origin)
	switch {
	case some && section.Said:
		p.Line = section.PlaceOf(origin, first.Begin).Line
	case some && ok: // derived, from this number on down
		p.Line = listed.Place.Line
	}
	return p
}

// Proof is an older dump's word on ticks of an origin.
func (r *Record) Proof(origin string, state State, set ticks.Set) Proof {
	return ProofIn(r.Dump, state.Kind(), r.Server.Name, origin, state.String(), set).InOlder()
}

// CompareProofs orders proofs by server, the newest first.
func CompareProofs(a, b Proof) int {
	return cmp.Or(strings.Compare(a.Server, b.Server), cmp.Compare(b.Tock, a.Tock), a.Ticks.Compare(b.Ticks),
		strings.Compare(a.State.String(), b.State.String()), strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

// Proof is a seen server's word on ticks of an origin.
func (a *Replica) Proof(origin string, state State, set ticks.Set) Proof {
	k := state.Kind()
	d := a.From(k)
	if d == nil {
		d = a.server.Latest()
	}
	return ProofIn(d, k, a.server.Name, origin, state.String(), set)
}

// Kind is the set that shows a state.
func (s State) Kind() dump.Kind {
	switch {
	case s.Is(InDeleted):
		return dump.Deleted
	case s.Is(InSuperseded):
		return dump.Superseded
	case s.Is(InMissing):
		return dump.Missing
	}
	return dump.Present
}

// DumpProof is a dump's word as a whole.
func DumpProof(d *dump.Dump, server, state string, set ticks.Set) Proof {
	return Proof{Server: server, State: Shown{Word: state}, Ticks: set, Tock: d.Tock, File: d.Source.File, Line: d.Source.Line, SHA256: d.Source.SHA256}
}
