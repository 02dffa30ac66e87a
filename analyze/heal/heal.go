package heal

import (
	"maps"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
)

// Result is what comes of joining the saves of all servers.
type Result struct {
	Verdict plan.Verdict
	Saves   []Save   // of the servers that were joined, sorted by name
	NoSave  []NoSave // servers that may hold anything
	Counts  map[Class]int
	// Differences are the entries that differ, sorted by path. More: others, which are
	// not listed.
	Differences []Difference
	More        int
	Missing     uint64 // ticks that servers miss, counted once for each of them
	Dialect     plan.Dialect
	Cure        []string // has a server write a full save, with words to be put in
}

// Save is the save of one server, the newest.
type Save struct {
	Server string        `json:"server"`
	File   string        `json:"file"`
	SHA256 string        `json:"sha256"`
	Tock   uint64        `json:"tock"`
	Plain  bool          `json:"plain"` // it leaves something out, which may be internal entries
	All    *dump.Entries `json:"-"`
}

// NoSave is a server without a save that can be joined.
type NoSave struct {
	Server string    `json:"server"`
	Why    NotJoined `json:"why"`
	Argv   []string  `json:"argv"` // has it save in full; nil where no command can be trusted with its name
}

// NotJoined is why a server's save is not joined.
type NotJoined string

const (
	NotGiven NotJoined = "no-save"  // there is none
	Cut      NotJoined = "cut"      // it ends early
	Partly   NotJoined = "changes"  // a log of changes alone
	Disputed NotJoined = "disputed" // two of its dumps contradict each other
)

// Difference is an entry that servers hold differently.
type Difference struct {
	Path     string
	Internal bool
	Class    Class
	Copies   []*Copy // by the places of [Result.Saves]; nil: the server has no such entry
	Values   []Value // likewise
	// Proposed is who holds the copy with the highest tock, in a conflict; "" if there
	// is not one.
	Proposed string
	// Newer is the first server with the copy that is newer; "" in any other class.
	Newer string
	// Write is what makes all equal; nil where that is refused.
	Write *Write
	// Refusal is why; zero where there is a Write.
	Refusal Refusal
	// Lacking is the server that a one-sided refusal speaks of, and Last the change that
	// it is about.
	Lacking string
	Last    dump.Link

	deletedOn []int // the saves, event logs, that show how it was deleted
}

// Value is the value of one copy, see [dump.Record].
type Value struct {
	Text string
	Size int64
}

// Write is the command that makes an entry equal on all servers: the one whose copy is
// right writes it again, or one that has it deletes it. Its change is on top of the
// copy that it has, and has the highest tock where the net is whole, so that every
// other server takes it.
type Write struct {
	Server  string
	Deletes bool
	Word    bool      // on the operator's word, not that of the chains
	Last    dump.Link // the change that must still be the last one there
	Argv    []string
	Looks   []Look // of each server that has the entry
	Absent  []Look // of each server that has none, which prints nothing; without Last
}

// Look shows the entry on a server, while it has the change that was its last one.
type Look struct {
	Server string    `json:"server"`
	Last   dump.Link `json:"last"`
	Argv   []string  `json:"argv"`
}

// Look is the one of the server that writes.
func (w *Write) Look() *Look {
	return &w.Looks[slices.IndexFunc(w.Looks, func(l Look) bool { return l.Server == w.Server })]
}

// SavesOf finds the newest save of each server that was asked, and the servers of
// which there is none.
func SavesOf(v *cluster.View, p *plan.Plan) (saves []Save, without []NoSave) {
	for _, s := range v.Servers {
		if s.Status != cluster.Seen && s.Status != cluster.Unseen {
			continue
		}
		d, why := saveOf(s)
		if why != "" {
			without = append(without, NoSave{s.Name, why, p.Client(s.Name).Save("FILE")})
			continue
		}
		saves = append(saves, Save{s.Name, d.Source.File, d.Source.SHA256, d.Tock, d.LeavesOut(), d.All})
	}
	return saves, without
}

func saveOf(s *cluster.Server) (*dump.Dump, NotJoined) {
	if s.Conflict != nil {
		return nil, Disputed
	}
	for _, d := range slices.Backward(s.Dumps) {
		switch {
		case d.All == nil:
			continue
		case d.Source.Cut:
			return nil, Cut
		case !d.Present.Said:
			return nil, Partly
		}
		return d, ""
	}
	return nil, NotGiven
}

// Paths are the entries of which the saves are to be read once more.
func (j *Joined) Paths() map[dump.PathKey]bool {
	paths := make(map[dump.PathKey]bool, len(j.Keys))
	for _, k := range j.Keys {
		paths[k] = true
	}
	return paths
}

// Decide says what is right of each entry that differs: again are the saves, read once
// more.
func Decide(v *cluster.View, p *plan.Plan, j *Joined, again []*dump.Dump, words Words) (*Result, error) {
	r := &Result{Counts: maps.Clone(j.Counts), More: j.More, Dialect: p.Options.Dialect, Cure: p.AnyClient().Save("FILE")}
	r.Saves, r.NoSave = SavesOf(v, p)
	r.Missing = p.Count(func(*plan.Decision) bool { return true })
	r.list(j.Keys, again)
	m := &decider{r, r.lineage(), v, p, words}
	r.classify(m.Lineage)
	for i := range r.Differences {
		if err := m.decide(&r.Differences[i]); err != nil {
			return nil, err
		}
	}
	r.sumUp()
	return r, words.allUsed(r)
}

// list gathers the entries that differ. One that the files, read again, do not show is
// left out and counted.
func (r *Result) list(keys []dump.PathKey, again []*dump.Dump) {
	at := make(map[dump.PathKey]*Difference, len(keys))
	for i, s := range r.Saves {
		for _, d := range again {
			if d.Source.File != s.File || d.Node != s.Server || d.Tock != s.Tock {
				continue
			}
			for k := range d.Records {
				r.add(at, &d.Records[k], i)
			}
		}
	}
	for key, d := range at {
		for i, s := range r.Saves {
			if n, ok := s.All.Find(key); ok {
				d.Copies[i] = copyOf(s.All.At(n))
			}
		}
		r.Differences = append(r.Differences, *d)
	}
	r.More += len(keys) - len(at)
	slices.SortFunc(r.Differences, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
}

// classify sorts the entries that are listed once more, now that those who gave a tick
// out twice can be told by them.
func (r *Result) classify(g Lineage) {
	for i := range r.Differences {
		d := &r.Differences[i]
		d.Class = g.Classify(d.Copies)
		r.Counts[Lineage{}.Classify(d.Copies)]--
		r.Counts[d.Class]++
	}
}

// lineage finds the servers of which one change is the last of two values, or stands in
// the chains of two entries.
func (r *Result) lineage() Lineage {
	g := Lineage{map[string]bool{}}
	values, paths := map[dump.Link]dump.Digest{}, map[dump.Link]string{}
	for i := range r.Differences {
		d := &r.Differences[i]
		for _, c := range d.Copies {
			if c == nil {
				continue
			}
			if v, ok := values[c.head()]; ok && v != c.Value {
				g.Twice[c.head().Origin] = true
			}
			values[c.head()] = c.Value
			for _, l := range c.Chain {
				if p, ok := paths[l]; ok && p != d.Path {
					g.Twice[l.Origin] = true
				}
				paths[l] = d.Path
			}
		}
	}
	return g
}

func (r *Result) add(at map[dump.PathKey]*Difference, rec *dump.Record, save int) {
	if rec.Key == (dump.PathKey{}) {
		return
	}
	d := at[rec.Key]
	if d == nil {
		d = &Difference{Path: rec.Path, Internal: rec.Internal(), Copies: make([]*Copy, len(r.Saves)), Values: make([]Value, len(r.Saves))}
		at[rec.Key] = d
	}
	d.Values[save] = Value{rec.Value, rec.ValueSize}
	if len(rec.Deletion) > 0 {
		d.deletedOn = append(d.deletedOn, save)
	}
}

// sumUp is the verdict.
func (r *Result) sumUp() {
	writes := 0
	for i := range r.Differences {
		if r.Differences[i].Write != nil {
			writes++
		}
	}
	all := len(r.Differences) + r.More
	switch {
	case len(r.NoSave) > 0, writes == 0 && all > 0:
		r.Verdict = plan.Undecided
	case all == 0:
		r.Verdict = plan.Clean
	case writes < all:
		r.Verdict = plan.Partial
	default:
		r.Verdict = plan.Ready
	}
}
