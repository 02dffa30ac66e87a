package ticks

// Union returns the ticks that are in any of the sets.
func Union(sets ...Set) Set {
	switch len(sets) {
	case 0:
		return Set{}
	case 1:
		return sets[0]
	}
	half := len(sets) / 2
	return Union(sets[:half]...).Union(Union(sets[half:]...))
}

// Union returns the ticks that are in s or in o.
func (s Set) Union(o Set) Set {
	if s.Empty() {
		return o
	}
	if o.Empty() {
		return s
	}
	b := builder{make([]Range, 0, max(len(s.ranges), len(o.ranges)))}
	i, j := 0, 0
	for i < len(s.ranges) || j < len(o.ranges) {
		if j == len(o.ranges) || i < len(s.ranges) && s.ranges[i].Begin <= o.ranges[j].Begin {
			b.add(s.ranges[i])
			i++
		} else {
			b.add(o.ranges[j])
			j++
		}
	}
	return b.set()
}

// Intersect returns the ticks that are in both s and o.
func (s Set) Intersect(o Set) Set {
	var b builder
	i, j := 0, 0
	for i < len(s.ranges) && j < len(o.ranges) {
		x, y := s.ranges[i], o.ranges[j]
		b.add(Range{max(x.Begin, y.Begin), min(x.End, y.End)})
		if x.End < y.End {
			i++
		} else {
			j++
		}
	}
	return b.set()
}

// Minus returns the ticks of s that are not in o.
func (s Set) Minus(o Set) Set {
	if s.Empty() || o.Empty() {
		return s
	}
	var b builder
	j := 0
	for _, r := range s.ranges {
		for j < len(o.ranges) && o.ranges[j].End <= r.Begin {
			j++
		}
		// A range of o that ends after r may cut the next range of s too, so
		// the inner index starts again from j.
		for k := j; k < len(o.ranges) && o.ranges[k].Begin < r.End; k++ {
			b.add(Range{r.Begin, o.ranges[k].Begin})
			r.Begin = max(r.Begin, o.ranges[k].End)
		}
		b.add(r)
	}
	return b.set()
}

// Overlaps reports whether s and o share a tick.
func (s Set) Overlaps(o Set) bool {
	i, j := 0, 0
	for i < len(s.ranges) && j < len(o.ranges) {
		x, y := s.ranges[i], o.ranges[j]
		if max(x.Begin, y.Begin) < min(x.End, y.End) {
			return true
		}
		if x.End < y.End {
			i++
		} else {
			j++
		}
	}
	return false
}
