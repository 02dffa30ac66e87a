package analyze

import "slices"

// verdict is what was decided on a segment that one server misses. Exactly one
// of mark, left and refused holds, told by kind: a mark kind, or none.
type verdict struct {
	reason  Reason
	mark    MarkKind // "" unless it is a step
	refused bool
	who     []int // holders of what is left, or whom a refusal needs; server indexes
}

// judge decides on the missing ticks of one origin.
type judge struct {
	view   *View
	origin *Origin
	own    int    // index of the origin's own server
	unseen []int  // who must be asked before anything is decided
	unsafe []bool // of each server: its origin name, as own, or its host cannot stand in a command
	lost   MarkKind
}

func newJudge(v *View, o *Origin, options PlanOptions) *judge {
	j := &judge{view: v, origin: o, lost: options.Lost, unsafe: make([]bool, len(v.Servers))}
	if j.lost == "" {
		j.lost = MarkSuperseded
	}
	for i, s := range v.Servers {
		if s.Name == o.Name {
			j.own = i
			j.unsafe[i] = !safeName(o.Name)
		}
		j.unsafe[i] = j.unsafe[i] || s.Status == Seen && !safeName(options.target(s.Name).Host)
	}
	j.unseen = j.mustAsk()
	return j
}

// mustAsk is rule 3: the unseen servers, the origin's own first; or, if no dump
// says which servers there are, every seen one, to be asked for its nodes.
func (j *judge) mustAsk() []int {
	status := Unseen
	var out []int
	for i, s := range j.view.Servers {
		if s.Status == status {
			out = append(out, i)
		}
	}
	if len(out) == 0 && !j.view.ServersKnown() {
		for i, s := range j.view.Servers {
			if s.Status == Seen {
				out = append(out, i)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		switch {
		case a == j.own:
			return -1
		case b == j.own:
			return 1
		}
		return 0
	})
	return out
}

// decide applies the rules in their order to a segment that server o misses.
func (j *judge) decide(o int, seg Segment) verdict {
	if holders := j.with(seg, func(s State) bool { return s.Is(InPresent) && !s.Is(InDeleted) }); len(holders) > 0 {
		return verdict{reason: AliveElsewhere, who: holders}
	}
	if pending := j.with(seg, func(s State) bool { return s.Is(InPresent) }); len(pending) > 0 {
		return verdict{reason: DeletionPending, who: pending}
	}
	if v, ok := j.refuse(o, seg); ok {
		return v
	}
	return j.markAs(seg)
}

// refuse applies the rules 2 to 6.
func (j *judge) refuse(o int, seg Segment) (verdict, bool) {
	refusal := func(r Reason, needs []int) (verdict, bool) {
		return verdict{reason: r, refused: true, who: needs}, true
	}
	if j.originBehind(o, seg) {
		return refusal(OriginBehind, []int{j.own})
	}
	if len(j.unseen) > 0 {
		return refusal(UnseenServer, j.unseen)
	}
	if silent := j.with(seg, func(s State) bool { return !s.Tells() }); len(silent) > 0 {
		return refusal(NotSaid, silent)
	}
	if early := j.notHeard(o, seg); len(early) > 0 {
		return refusal(NotHeard, early)
	}
	if j.unsafe[j.own] || j.unsafe[o] {
		return refusal(UnsafeName, nil)
	}
	return verdict{}, false
}

// originBehind is rule 2: the origin itself counts below t, in a dump that is
// not older than O's.
func (j *judge) originBehind(o int, seg Segment) bool {
	n := j.view.Servers[j.own]
	from := j.origin.Accounts[j.own].HeardFrom
	return j.own != o && n.Status == Seen && from != nil && from.Nodes.Said &&
		!seg.States[j.own].Is(WithinHeard) && !older(from, j.view.Servers[o].Latest())
}

// notHeard is rule 5: servers that may have heard of t since they were dumped.
func (j *judge) notHeard(o int, seg Segment) []int {
	var early []int
	for i, s := range j.view.Servers {
		st := seg.States[i]
		if i == o || s.Status != Seen || st&(WithinHeard|InSuperseded|InMissing) != 0 {
			continue
		}
		from := j.origin.Accounts[i].HeardFrom
		if from == nil {
			from = s.Latest()
		}
		if older(from, j.view.Servers[o].Latest()) {
			early = append(early, i)
		}
	}
	return early
}

// markAs applies the rules 7 to 9.
func (j *judge) markAs(seg Segment) verdict {
	has := func(states []State, flag State) bool {
		return slices.ContainsFunc(states, func(s State) bool { return s.Is(flag) })
	}
	switch {
	case has(seg.States, InDeleted):
		return verdict{reason: DeletedElsewhere, mark: MarkDeleted}
	case has(seg.States, InSuperseded):
		return verdict{reason: SupersededElsewhere, mark: MarkSuperseded}
	case has(seg.Past, InDeleted):
		return verdict{reason: DeletedBefore, mark: MarkDeleted}
	case has(seg.Past, InSuperseded):
		return verdict{reason: SupersededBefore, mark: MarkSuperseded}
	}
	return verdict{reason: Lost, mark: j.lost}
}

// with lists the seen servers whose state of the segment is such.
func (j *judge) with(seg Segment, such func(State) bool) []int {
	var out []int
	for i, s := range j.view.Servers {
		if s.Status == Seen && such(seg.States[i]) {
			out = append(out, i)
		}
	}
	return out
}
