package savefile

import "tickdiff/ticks"

// Origin is a server's name, as its index in [Reader.Names].
type Origin uint32

// Link is one change in the chain of an entry.
type Link struct {
	Origin Origin
	Tick   ticks.Tick // 0: the link names none
}

// Kind tells the records of a file apart.
type Kind int

const (
	StateRecord Kind = iota + 1 // what the server says of itself
	Entry                       // a living entry
	Change                      // a change that gives an entry its value
	Deletion                    // a change that takes an entry away
	Foreign                     // no part of a save file; servers pass it over
)

// Record is one map of the file.
type Record struct {
	Begin int64 // offset of its first byte
	Kind  Kind
	State State // of a StateRecord

	// Path is the whole path of all but a StateRecord, as the MessagePack of its
	// elements one after another. It is overwritten by the next record.
	Path []byte
	// Chain is the entry's chain, its newest change first. It is overwritten by
	// the next record.
	Chain   []Link
	Tock    uint64
	HasTock bool
	// Value is the entry's value as it stands in the file, if the reader keeps
	// values and this one is not too large; it is overwritten by the next record.
	Value       []byte
	ValueSize   int64  // its bytes in the file, however large
	ValueDigest Digest // if the reader makes digests
}

// State is what a server says of itself.
type State struct {
	Node       Origin // the server
	HasNode    bool
	Nodes      []NodeTick
	Known      []OriginSet // superseded ticks
	Deleted    []OriginSet
	HasDeleted bool // false in what today's servers write: nothing is said
}

// NodeTick is the highest tick seen of one server.
type NodeTick struct {
	Origin Origin
	Tick   ticks.Tick
	Null   bool // heard of, but not initialised
}

// OriginSet is a set of ticks of one server.
type OriginSet struct {
	Origin Origin
	Ticks  ticks.Set
}
