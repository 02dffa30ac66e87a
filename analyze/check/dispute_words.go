package check

import (
	"iter"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// What a server says of a tick that was heard of.
const (
	saysSuperseded = 's' // purged, or marked
	saysDeleted    = 'd' // and no longer present
	saysPresent    = 'p' // and not deleted
	keepsDeleted   = 'k' // present and deleted: the purge is pending, or the entry was written again
)

// disputedState is one of the words above, or 0: a dump that contradicts itself, or
// misses a tick, says nothing of it.
func disputedState(s cluster.State) byte {
	if s.Contradicts() || s.Is(cluster.InMissing) {
		return 0
	}
	return heldState(s)
}

// heldState is one of the words above, or 0.
func heldState(s cluster.State) byte {
	switch {
	case s.Is(cluster.InPresent | cluster.InDeleted):
		return keepsDeleted
	case s.Is(cluster.InPresent):
		return saysPresent
	case s.Is(cluster.InDeleted):
		return saysDeleted
	case s.Is(cluster.InSuperseded):
		return saysSuperseded
	}
	return 0
}

// word is what one server says of ticks, in one way. What the server has seen since its
// dump before did not lead to a word that this dump said as well.
type word struct {
	server      int
	says        byte
	now, before ticks.Set // by which dump it is judged
}

// judged yields by which column some of the ticks are judged.
func (w *word) judged(servers int) iter.Seq2[int, ticks.Set] {
	return func(yield func(int, ticks.Set) bool) {
		if (w.now.Empty() || yield(w.server, w.now)) && !w.before.Empty() {
			yield(servers+w.server, w.before)
		}
	}
}

// words are what the servers say of disputed ticks of an origin.
type words struct{ gone, kept, present []word }

// wordsOn gathers the words on some ticks. Between these ticks a word goes on, so that
// it costs what the server said.
func (c *Case) wordsOn(m *comparison, o *cluster.Origin, within ticks.Set) words {
	records := m.records(c.View, o)
	said := make([]map[saying][]ticks.Range, len(m.before))
	last := make([]saying, len(m.before))
	for seg := range o.SegmentsIn(within) {
		for i, s := range seg.States {
			var now saying
			if c.eligible[i] {
				now.says = disputedState(s)
			}
			if r := records[i]; r >= 0 {
				now.before = judgedBefore(now.says, disputedState(seg.Past[r]))
			}
			if now.says != 0 {
				if said[i] == nil {
					said[i] = map[saying][]ticks.Range{}
				}
				said[i][now] = goOn(said[i][now], seg.Range, now == last[i])
			}
			last[i] = now
		}
	}
	return sortWords(said)
}

// saying is what a server says of a tick.
type saying struct {
	says   byte
	before bool // it is judged by the dump before
}

// judgedBefore reports whether the dump before said as much already.
func judgedBefore(now, before byte) bool {
	switch now {
	case saysSuperseded, saysDeleted:
		return before == saysSuperseded || before == saysDeleted || before == keepsDeleted
	}
	return now == keepsDeleted && before == keepsDeleted
}

// goOn adds a range, or makes the last one longer.
func goOn(list []ticks.Range, r ticks.Range, longer bool) []ticks.Range {
	if longer {
		list[len(list)-1].End = r.End
		return list
	}
	return append(list, r)
}

func sortWords(said []map[saying][]ticks.Range) (w words) {
	for i, of := range said {
		for _, says := range []byte{saysDeleted, saysSuperseded, keepsDeleted, saysPresent} {
			one := word{i, says, ticks.Adopt(of[saying{says, false}]), ticks.Adopt(of[saying{says, true}])}
			switch {
			case one.now.Empty() && one.before.Empty():
			case says == saysPresent:
				w.present = append(w.present, one)
			case says == keepsDeleted:
				w.kept = append(w.kept, one)
			default:
				w.gone = append(w.gone, one)
			}
		}
	}
	return w
}
