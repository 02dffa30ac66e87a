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

// LastOnlyIn is the last tick that stands in one set of in and in none of out; 0 if there
// is none. It looks from the end on, so that it costs little where that is near.
func LastOnlyIn(in, out []Set) Tick {
	these, those := fallsOf(in), fallsOf(out)
	for limit := Max; limit > 0; {
		last := Tick(0)
		for i := range these {
			if r, ok := these[i].upTo(limit); ok {
				last = max(last, min(r.End-1, limit))
			}
		}
		limit = last
		for i := range those {
			if r, ok := those[i].upTo(last); ok && r.End > last {
				limit = min(limit, max(r.Begin, 1)-1) // no server gives out tick 0
			}
		}
		if limit == last {
			return last
		}
	}
	return 0
}

// fall is what is left of the ranges of a set, when they are passed from the end on.
type fall []Range

func fallsOf(sets []Set) []fall {
	out := make([]fall, len(sets))
	for i, s := range sets {
		out[i] = s.ranges
	}
	return out
}

// upTo is the last range that begins at a limit or before. Limits must not rise.
func (f *fall) upTo(limit Tick) (r Range, ok bool) {
	for len(*f) > 0 && (*f)[len(*f)-1].Begin > limit {
		*f = (*f)[:len(*f)-1]
	}
	if len(*f) == 0 {
		return Range{}, false
	}
	return (*f)[len(*f)-1], true
}
