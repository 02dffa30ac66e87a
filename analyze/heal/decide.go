package heal

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
)

// Refusal is why nobody can tell what is right of an entry.
type Refusal string

const (
	NeedsWord   Refusal = "needs-word"   // no copy was made where all others were known, and the operator has not said which is right
	Unheard     Refusal = "not-heard"    // the server without the entry has not heard of its last change, or misses it
	LeftOut     Refusal = "left-out"     // its save lacks the change, which may be a deletion: it leaves out those that are pending
	GoneThere   Refusal = "gone-there"   // the server without the entry had its last change, and calls it superseded
	DeletedHere Refusal = "deleted"      // the same, and it was deleted there
	PlainSave   Refusal = "plain-save"   // an internal entry, and the save is one that leaves those out
	ElseThere   Refusal = "elsewhere"    // the server without the entry has its last change in another entry
	NotAsked    Refusal = "not-asked"    // some server has no save, and may hold anything
	NoCommand   Refusal = "unsafe-names" // no command can be trusted with the path, or with a server or origin
)

// Refusals are all of them.
var Refusals = []Refusal{NeedsWord, Unheard, LeftOut, GoneThere, DeletedHere, PlainSave, ElseThere, NotAsked, NoCommand}

// decider says what is right of each entry.
type decider struct {
	*Result
	Lineage
	view  *cluster.View
	plan  *plan.Plan
	words Words
}

func (m *decider) decide(d *Difference) error {
	last := m.latest(d.Copies)
	if d.Class == Conflict || d.Class == Forked {
		if best := highestTock(d.Copies, last); best >= 0 {
			d.Proposed = m.Saves[best].Server
		}
	}
	if d.Class == Newer {
		d.Newer = m.Saves[last[0]].Server
	}
	word, said := m.words.ByPath[d.Path]
	switch {
	case said:
		return m.obey(d, last, word)
	case len(m.NoSave) > 0:
		d.Refusal = NotAsked
	case d.Class == OneSided:
		m.refuseOneSided(d, last)
	case d.Class == Newer:
		m.write(d, last, false)
	default:
		d.Refusal = NeedsWord
		if i := m.place(m.words.All); slices.Contains(last, i) {
			m.write(d, []int{i}, true)
		}
	}
	return nil
}

// place is where a server stands among the saves; -1 if it does not.
func (m *decider) place(server string) int {
	return slices.IndexFunc(m.Saves, func(s Save) bool { return s.Server == server })
}

// obey does what the operator says of one entry, unless the chains say otherwise.
func (m *decider) obey(d *Difference, last []int, server string) error {
	right := m.place(server)
	switch {
	case right < 0:
		return &WordError{fmt.Sprintf("%q: no save of %q is among the inputs", d.Path, server), "say which server has it right, of those that heal shows"}
	case len(m.NoSave) > 0:
		d.Refusal = NotAsked
	case d.Copies[right] == nil:
		m.remove(d, last)
	case len(last) > 0 && !slices.Contains(last, right):
		return &WordError{fmt.Sprintf("%q: what %q has was changed after that by another server", d.Path, server), "to have an old value again, write it by hand when all are equal"}
	default:
		m.write(d, []int{right}, true)
	}
	return nil
}

// write has the first of some servers, all of which have the right copy, write it
// again.
func (m *decider) write(d *Difference, right []int, word bool) {
	d.Refusal = NoCommand
	for _, i := range right {
		w := &Write{Server: m.Saves[i].Server, Word: word, Last: d.Copies[i].head()}
		w.Argv = m.plan.Client(w.Server).RewriteEntry(typed(d.Path), w.Last.Origin, w.Last.Tick)
		if m.look(d, w) && w.Argv != nil {
			d.Write, d.Refusal = w, ""
			return
		}
	}
}

// remove has a server delete what it has, as another is right that has nothing: the one
// with the latest copy.
func (m *decider) remove(d *Difference, last []int) {
	d.Refusal = NoCommand
	if len(last) == 0 {
		last = slices.DeleteFunc(places(d.Copies), func(i int) bool { return d.Copies[i] == nil })
	}
	at := last[0]
	for _, i := range last {
		if d.Copies[i].Tock > d.Copies[at].Tock {
			at = i
		}
	}
	w := &Write{Server: m.Saves[at].Server, Deletes: true, Word: true, Last: d.Copies[at].head()}
	w.Argv = m.plan.Client(w.Server).DeleteEntry(typed(d.Path), w.Last.Origin, w.Last.Tick)
	if m.look(d, w) && w.Argv != nil {
		d.Write, d.Refusal = w, ""
	}
}

func places(copies []*Copy) []int {
	out := make([]int, len(copies))
	for i := range out {
		out[i] = i
	}
	return out
}

// look adds what shows whether all servers have the entry still as they had it, or have
// none still. It reports whether all of them can be asked.
func (m *decider) look(d *Difference, w *Write) bool {
	path := typed(d.Path)
	if unreadable(path, m.Dialect) {
		return false
	}
	for i, c := range d.Copies {
		l := Look{Server: m.Saves[i].Server}
		if c == nil {
			l.Argv = m.plan.Client(l.Server).Value(path)
			w.Absent = append(w.Absent, l)
		} else {
			l.Last, l.Argv = c.head(), m.plan.Client(l.Server).Tick(c.head().Origin, c.head().Tick)
			w.Looks = append(w.Looks, l)
		}
		if l.Argv == nil {
			return false
		}
	}
	return true
}

// refuseOneSided says what is known of an entry on a server that has no such entry.
// Saves forget deletions, so that it is not there proves nothing.
func (m *decider) refuseOneSided(d *Difference, last []int) {
	d.Refusal = GoneThere
	for _, i := range last {
		d.Last = d.Copies[i].head()
	}
	for i, c := range d.Copies {
		if c != nil {
			continue
		}
		reason := m.lacks(d, i)
		if d.Lacking == "" || slices.Index(graver, reason) < slices.Index(graver, d.Refusal) {
			d.Lacking, d.Refusal = m.Saves[i].Server, reason
		}
	}
}

// graver are the reasons of one-sided entries, what has to be known first in front.
var graver = []Refusal{PlainSave, Unheard, DeletedHere, LeftOut, ElseThere, GoneThere}

// lacks is why an entry may be absent on the server of a save.
func (m *decider) lacks(d *Difference, save int) Refusal {
	s := &m.Saves[save]
	server := m.view.Server(s.Server)
	if d.Internal && s.Plain {
		return PlainSave
	}
	if slices.ContainsFunc(server.Dumps, func(dd *dump.Dump) bool { return deletedIn(dd, d.Last) }) || slices.Contains(d.deletedOn, save) {
		return DeletedHere
	}
	replica := server.Replica(d.Last.Origin)
	switch state := replica.At(d.Last.Tick); {
	case state.Is(cluster.InPresent):
		return ElseThere
	case state.Is(cluster.InSuperseded):
		return GoneThere
	case state.Is(cluster.InMissing) && replica.From(dump.Deleted) == nil:
		return LeftOut
	}
	return Unheard
}

// deletedIn reports whether a dump of a server without the entry has its change among
// the deletions. It may be present there as well, while the deletion is pending.
func deletedIn(d *dump.Dump, change dump.Link) bool {
	deleted, _ := d.Deleted.Of(change.Origin)
	return deleted.Contains(change.Tick)
}

// typed is a path as it can stand on a command line, where a dash in front would make it
// an option: its code stands for it then, apart from a hex digit or another dash.
func typed(path string) string {
	rest, ok := strings.CutPrefix(path, "-")
	switch {
	case !ok:
		return path
	case rest != "" && strings.Contains("-0123456789abcdefABCDEF", rest[:1]):
		return ":u2d-" + rest
	}
	return ":u2d" + rest
}

// unreadable reports whether a path has something that a client does not read back: an
// element that is shown raw, behind ":y", and for DistKV a character by its code, or
// bytes.
func unreadable(path string, d plan.Dialect) bool {
	signs := "y"
	if d == plan.DistKV {
		signs = "yusv"
	}
	for {
		_, rest, found := strings.Cut(path, ":")
		if !found || rest == "" {
			return false
		}
		if strings.Contains(signs, rest[:1]) {
			return true
		}
		path = rest[1:]
	}
}
