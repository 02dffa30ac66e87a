package analyze

import (
	"slices"

	"tickdiff/analyze/moatcmd"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// verdict is what was decided on a segment that one server misses.
type verdict struct {
	reason  Reason
	mark    MarkKind // "" unless it is marked
	servers []int    // dumped ones: holders of what is left, or whom a refusal needs
	deleted []int    // of what is left: who would answer that it was deleted
}

// judge decides on the missing ticks of one origin.
type judge struct {
	view       *View
	origin     *Origin
	own        int        // index of the origin's own server; -1 if it was not dumped
	ownLatest  ticks.Tick // the highest tick that the origin's own dumps let be taken as given out
	originGone bool
	allAsked   bool   // see [View.allAsked]
	named      bool   // the origin's name can stand in a command
	hosted     []bool // of each dumped server: so can its host
	lost       MarkKind
	leftFrom   ticks.Tick // the first tick of the segment that left is about
	left       verdict    // see leaveAny
}

func newJudge(v *View, o *Origin, options PlanOptions, allAsked bool) *judge {
	j := &judge{view: v, origin: o, own: v.index(o.Name), allAsked: allAsked, named: moatcmd.SafeName(o.Name), lost: options.Lost}
	for _, s := range v.Dumped {
		j.hosted = append(j.hosted, options.client(s.Name).Usable())
	}
	if j.own >= 0 {
		j.ownLatest = v.Dumped[j.own].ownLatest(o.Replica(j.own))
	}
	if s := v.Server(o.Name); s != nil {
		j.originGone = s.Status == Gone
	}
	return j
}

// allAsked is what rule 3 demands: no server is unseen, and some dump says which
// servers there are. [Plan.Unasked] lists whom to ask otherwise.
func (v *View) allAsked() bool { return len(v.With(Unseen)) == 0 && v.ServersKnown() }

// decide applies the rules in their order to a segment that server o misses.
func (j *judge) decide(o int, seg Segment) verdict {
	if v, ok := j.leave(o, seg); ok {
		return v
	}
	if v, ok := j.refuse(o, seg); ok {
		return v
	}
	return j.markAs(seg)
}

// leave applies the rules 1a and 1b to a segment that server o misses.
func (j *judge) leave(o int, seg Segment) (verdict, bool) {
	if j.leftFrom != seg.Begin {
		j.leftFrom, j.left = seg.Begin, j.leaveAny(seg)
	}
	v := j.left
	if slices.Contains(v.deleted, o) { // it does not answer itself
		v.deleted = slices.DeleteFunc(slices.Clone(v.deleted), func(i int) bool { return i == o })
	}
	return v, len(v.servers) > 0
}

// leaveAny is what holds for whatever server misses a segment. It is found once, since
// many may.
func (j *judge) leaveAny(seg Segment) verdict {
	v := verdict{reason: AliveElsewhere, servers: those(seg, func(s State) bool { return s.Is(InPresent) && !s.Is(InDeleted) })}
	if len(v.servers) == 0 {
		v = verdict{reason: DeletionPending, servers: those(seg, func(s State) bool { return s.Is(InPresent) })}
	}
	if len(v.servers) > 0 {
		v.deleted = those(seg, State.AnswersDeleted)
	}
	return v
}

// refuse applies the rules 2 to 6.
func (j *judge) refuse(o int, seg Segment) (verdict, bool) {
	refusal := func(r Reason, needs []int) (verdict, bool) {
		return verdict{reason: r, servers: needs}, true
	}
	if reason := j.aboveOrigin(o, seg); reason != "" {
		return refusal(reason, []int{j.own})
	}
	if !j.allAsked {
		return refusal(UnseenServer, nil)
	}
	if silent := j.silent(seg); len(silent) > 0 {
		return refusal(NotSaid, silent)
	}
	if early := j.notHeard(o, seg); len(early) > 0 {
		return refusal(NotHeard, early)
	}
	if !j.named || !j.hosted[o] {
		return refusal(UnsafeName, nil)
	}
	return verdict{}, false
}

// aboveOrigin is rule 2, for a tick above its seen origin's own latest. The tocks pick
// the word only: a tock is no clock, so that nothing lifts the refusal. It is "" where
// the rule does not fit.
func (j *judge) aboveOrigin(o int, seg Segment) Reason {
	if j.own < 0 || seg.Begin <= j.ownLatest {
		return ""
	}
	own := j.origin.Replica(j.own)
	if !own.saysNodes() {
		return "" // it is gone, or rule 4: how far it has counted is not told
	}
	if j.view.Together() || !older(own.HeardFrom, j.view.Dumped[o].Latest()) {
		return OriginBehind
	}
	return NotHeard
}

// silent is rule 4: servers that do not tell whether they have t present. The origin
// has to tell besides how far it has counted, or to know t.
func (j *judge) silent(seg Segment) []int {
	var out []int
	for i, s := range j.view.Dumped {
		if s.Status != Seen {
			continue
		}
		uncounted := i == j.own && j.uncounted(seg)
		if st := seg.States[i]; !st.Tells() && !j.goneBefore(s, st, seg.Past) || st.DeletedSince() || uncounted || j.presentOnce(s, seg) {
			out = append(out, i)
		}
	}
	return out
}

// uncounted reports whether the seen origin does not say how far it has counted, and
// does not know t by its sets: in none of them, or above all that it has and misses.
// What it misses itself it knows.
func (j *judge) uncounted(seg Segment) bool {
	if j.origin.Replica(j.own).saysNodes() {
		return false
	}
	placed := seg.States[j.own]&(InPresent|InSuperseded|InMissing) != 0
	return !placed || seg.Begin > j.ownLatest
}

// presentOnce reports whether the history of a server went back and one of its dumps
// shows any of the segment present, or leaves that open. Which of its dumps tells what
// it has now is not known.
func (j *judge) presentOnce(s *Server, seg Segment) bool {
	return s.WentBack() && slices.ContainsFunc(s.Dumps, func(d *dump.Dump) bool {
		m := d.Mention(j.origin.Name)
		return mayHave(&m).Overlaps(ticks.Of(seg.Range))
	})
}

// notHeard is rule 5: servers that may have heard of t since they were dumped. Where
// the origin does not tell what became of t, because it is gone or misses t itself,
// the tocks do not count: that of a busy server is high, and that of one that lost its
// data is low. A server that is gone has no word here.
func (j *judge) notHeard(o int, seg Segment) []int {
	var early []int
	for i, s := range j.view.Dumped {
		if seg.States[i]&(InSuperseded|InMissing) != 0 {
			continue
		}
		a := j.origin.Replica(i)
		word := a.unheardBy(seg.Begin)
		doubtful := word != nil && (!j.view.Together() || j.view.askedBefore(i, j.origin, seg.Begin)) && (j.originSilent(seg) || older(word, j.view.Dumped[o].Latest()))
		if doubtful || a.came(s, j.origin.Name, seg.Begin) {
			early = append(early, i)
		}
	}
	return early
}

// originSilent reports whether the origin does not tell what became of its own tick.
func (j *judge) originSilent(seg Segment) bool {
	return j.originGone || j.own >= 0 && seg.States[j.own].Is(InMissing)
}

// markAs applies the rules 7 to 9. Every mark is superseded: it does nothing where the
// server has got the tick meanwhile, and a deleted one would destroy the entry. Only the
// operator's word makes a lost tick deleted.
func (j *judge) markAs(seg Segment) verdict {
	has := func(states []State, flag State) bool {
		return slices.ContainsFunc(states, func(s State) bool { return s.Is(flag) })
	}
	switch {
	case has(seg.States, InDeleted):
		return verdict{reason: DeletedElsewhere, mark: MarkSuperseded}
	case has(seg.States, InSuperseded):
		return verdict{reason: SupersededElsewhere, mark: MarkSuperseded}
	case has(seg.Past, InDeleted):
		return verdict{reason: DeletedBefore, mark: MarkSuperseded}
	case has(seg.Past, InSuperseded):
		return verdict{reason: SupersededBefore, mark: MarkSuperseded}
	}
	return verdict{reason: Lost, mark: j.lost}
}

// those lists the servers whose state of the segment matches. The state of one that is
// not seen is zero, which never does.
func those(seg Segment, match func(State) bool) []int {
	var out []int
	for i, s := range seg.States {
		if match(s) {
			out = append(out, i)
		}
	}
	return out
}
