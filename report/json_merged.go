package report

import (
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

// appendOrigin writes one origin. Servers come sorted.
func (s jsonStrings) appendOrigin(b []byte, o *cluster.OriginView) []byte {
	b = append(b, `{"origin":`...)
	b = append(b, jsonLine(o.Origin)...)
	if latest := o.Latest(); len(latest) > 0 {
		b = append(b, `,"latest":[`...)
		for i, l := range latest {
			b = strconv.AppendUint(append(comma(b, i), `{"tick":`...), uint64(l.Tick), 10)
			b = s.appendServers(b, l.Servers)
		}
		b = append(b, ']')
	}
	b = append(b, `,"segments":[`...)
	i := 0
	for seg := range o.Segments {
		b = s.appendSegment(append(comma(b, i), '{'), seg)
		i++
	}
	return append(b, "]}"...)
}

// appendSegment writes the members of a segment, in either format.
func (s jsonStrings) appendSegment(b []byte, seg *cluster.MergedSegment) []byte {
	b = append(b, `"ticks":[[`...)
	b = strconv.AppendUint(b, uint64(seg.Begin), 10)
	b = strconv.AppendUint(append(b, ','), uint64(seg.End), 10)
	b = strconv.AppendUint(append(b, `]],"count":`...), seg.Len(), 10)
	b = append(b, `,"states":[`...)
	i := 0
	for state, servers := range seg.ByState() {
		b = append(append(append(comma(b, i), `{"state":"`...), state...), '"')
		b = s.appendServers(b, servers)
		i++
	}
	return append(b, "]}"...)
}

// appendServers ends an object with servers that have it in common.
func (s jsonStrings) appendServers(b []byte, servers cluster.Counted) []byte {
	b = strconv.AppendInt(append(b, `,"count":`...), int64(servers.Count), 10)
	if len(servers.Names) > 0 {
		b = append(b, `,"servers":[`...)
		for i, name := range servers.Names {
			b = s.append(comma(b, i), name)
		}
		b = append(b, ']')
	}
	return append(b, '}')
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
