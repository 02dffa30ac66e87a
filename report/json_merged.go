package report

import (
	"iter"
	"strconv"

	"tickdiff/analyze/cluster"
)

// The merged view is most of a large report: a state for each server and segment.
// So it is written as it comes, not marshalled.

// origins streams the merged view, an origin a line.
func (j *jsonWriter) origins(r *Report) {
	j.name("origins")
	names := jsonStrings{}
	var line []byte
	j.lines(func(yield func([]byte) bool) {
		for o := range r.View.Merged(r.Scope) {
			line = names.appendOrigin(line[:0], &o)
			if !yield(line) {
				return
			}
		}
	})
}

// jsonStrings keeps names as they stand in JSON.
type jsonStrings map[string][]byte

func (s jsonStrings) append(b []byte, name string) []byte {
	text, ok := s[name]
	if !ok {
		text = jsonLine(name)
		s[name] = text
	}
	return append(b, text...)
}

// appendOrigin writes one origin. Names come sorted, as in any object here.
func (s jsonStrings) appendOrigin(b []byte, o *cluster.OriginView) []byte {
	b = append(b, `{"origin":`...)
	b = append(b, jsonLine(o.Origin)...)
	b = append(b, `,"latest":{`...)
	few, many := o.Latest()
	for i, l := range few {
		b = s.append(comma(b, i), l.Server)
		b = strconv.AppendUint(append(b, ':'), uint64(l.Tick), 10)
	}
	b = append(b, '}')
	b = appendSome(b, `,"many_latest":`, many)
	b = append(b, `,"segments":[`...)
	i := 0
	for seg := range o.Segments {
		b = s.appendSegment(comma(b, i), seg)
		i++
	}
	return append(b, "]}"...)
}

func (s jsonStrings) appendSegment(b []byte, seg *cluster.MergedSegment) []byte {
	b = append(b, `{"ticks":[[`...)
	b = strconv.AppendUint(b, uint64(seg.Begin), 10)
	b = strconv.AppendUint(append(b, ','), uint64(seg.End), 10)
	b = append(b, `]],"state":{`...)
	i := 0
	for state := range seg.Few() {
		b = s.append(comma(b, i), state.Server)
		b = append(append(append(b, `:"`...), state.State...), '"')
		i++
	}
	b = append(b, '}')
	return append(appendSome(b, `,"many":`, seg.Many()), '}')
}

// appendStates writes the states of a segment as a list, for who asks tables.
func (s jsonStrings) appendStates(b []byte, states iter.Seq[cluster.ServerState]) []byte {
	b = append(b, '[')
	i := 0
	for state := range states {
		b = append(comma(b, i), `{"server":`...)
		b = s.append(b, state.Server)
		b = append(append(append(b, `,"state":"`...), state.State...), `"}`...)
		i++
	}
	return append(b, ']')
}

// comma separates element i from the one before.
func comma(b []byte, i int) []byte {
	if i > 0 {
		return append(b, ',')
	}
	return b
}

// appendSome adds a member with a list, unless that is empty.
func appendSome[T any](b []byte, member string, all []T) []byte {
	if len(all) == 0 {
		return b
	}
	return append(append(b, member...), jsonLine(all)...)
}
