package plan

import (
	"slices"

	"tickdiff/analyze/cluster"
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
	view       *cluster.View
	origin     *cluster.Origin
	own        int        // index of the origin's own server; -1 if it was not dumped
	ownLatest  ticks.Tick // the highest tick that the origin's own dumps let be taken as given out
	originGone bool
	allAsked   bool   // see [cluster.View.AllAsked]
	named      bool   // the origin's name can stand in a command
	hosted     []bool // of each dumped server: so can its host
	lost       MarkKind
	leftFrom   ticks.Tick // the first tick of the segment that left is about
	left       verdict    // see leaveAny
}

// newJudge takes from the collector what is the same for all origins.
func newJudge(c *collector, o *cluster.Origin) *judge {
	v := c.view
	j := &judge{view: v, origin: o, own: v.Index(o.Name), allAsked: c.allAsked, named: moatcmd.SafeName(o.Name), hosted: c.hosted, lost: c.plan.Options.Lost}
	if j.own >= 0 {
		j.ownLatest = v.Dumped[j.own].OwnLatest(o.Replica(j.own))
	}
	if s := v.Server(o.Name); s != nil {
		j.originGone = s.Status == cluster.Gone
	}
	return j
}

// decide applies the rules in their order to a segment that server o misses.
func (j *judge) decide(o int, seg cluster.Segment) verdict {
	if v, ok := j.leave(o, seg); ok {
		return v
	}
	if v, ok := j.refuse(o, seg); ok {
		return v
	}
	return j.markAs(seg)
}

// leave applies the rules 1a and 1b to a segment that server o misses.
func (j *judge) leave(o int, seg cluster.Segment) (verdict, bool) {
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
func (j *judge) leaveAny(seg cluster.Segment) verdict {
	v := verdict{reason: AliveElsewhere, servers: Those(seg, func(s cluster.State) bool { return s.Is(cluster.InPresent) && !s.Is(cluster.InDeleted) })}
	if len(v.servers) == 0 {
		v = verdict{reason: DeletionPending, servers: Those(seg, func(s cluster.State) bool { return s.Is(cluster.InPresent) })}
	}
	if len(v.servers) > 0 {
		v.deleted = Those(seg, cluster.State.AnswersDeleted)
	}
	return v
}

// refuse applies the rules 2 to 6.
func (j *judge) refuse(o int, seg cluster.Segment) (verdict, bool) {
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
	if moved := j.view.Moved(j.origin, seg); len(moved) > 0 {
		return refusal(InMotion, moved)
	}
	if !j.named || !j.hosted[o] {
		return refusal(UnsafeName, nil)
	}
	return verdict{}, false
}

// aboveOrigin is rule 2, for a tick above its seen origin's own latest. The tocks pick
// the word only: a tock is no clock, so that nothing lifts the refusal. It is "" where
// the rule does not fit.
func (j *judge) aboveOrigin(o int, seg cluster.Segment) Reason {
	if j.own < 0 || seg.Begin <= j.ownLatest {
		return ""
	}
	own := j.origin.Replica(j.own)
	if !own.SaysNodes() {
		return "" // it is gone, or rule 4: how far it has counted is not told
	}
	if j.view.SaidTogether && !j.view.Collected() || !cluster.Older(own.HeardFrom, j.view.Dumped[o].Latest()) {
		return OriginBehind
	}
	return NotHeard
}

// silent is rule 4: servers that do not tell whether they have t present. The origin
// has to tell besides how far it has counted, or to know t.
func (j *judge) silent(seg cluster.Segment) []int {
	var out []int
	for i, s := range j.view.Dumped {
		if s.Status != cluster.Seen {
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
func (j *judge) uncounted(seg cluster.Segment) bool {
	if j.origin.Replica(j.own).SaysNodes() {
		return false
	}
	placed := seg.States[j.own]&(cluster.InPresent|cluster.InSuperseded|cluster.InMissing) != 0
	return !placed || seg.Begin > j.ownLatest
}

// presentOnce reports whether the history of a server went back and one of its dumps
// shows any of the segment present, or leaves that open. Which of its dumps tells what
// it has now is not known.
func (j *judge) presentOnce(s *cluster.Server, seg cluster.Segment) bool {
	return s.WentBack() && slices.ContainsFunc(s.Dumps, func(d *dump.Dump) bool {
		m := d.Mention(j.origin.Name)
		return cluster.MayHave(&m).Overlaps(ticks.Of(seg.Range))
	})
}

// notHeard is rule 5: servers that may have heard of t since they were dumped. Where
// the origin does not tell what became of t, because it is gone or misses t itself,
// the tocks do not count: that of a busy server is high, and that of one that lost its
// data is low. A server that is gone has no word here.
func (j *judge) notHeard(o int, seg cluster.Segment) []int {
	var early []int
	for i, s := range j.view.Dumped {
		if seg.States[i]&(cluster.InSuperseded|cluster.InMissing) != 0 {
			continue
		}
		a := j.origin.Replica(i)
		word := a.UnheardBy(seg.Begin)
		doubtful := word != nil && (j.originSilent(seg) || cluster.Older(word, j.view.Dumped[o].Latest())) && (!j.view.Together() || j.view.AskedBefore(i, j.origin, seg.Begin))
		if doubtful || a.Came(s, j.origin.Name, seg.Begin) {
			early = append(early, i)
		}
	}
	return early
}

// originSilent reports whether the origin does not tell what became of its own tick.
func (j *judge) originSilent(seg cluster.Segment) bool {
	return j.originGone || j.own >= 0 && seg.States[j.own].Is(cluster.InMissing)
}

// markAs applies the rules 7 to 9. Every mark is superseded: it does nothing where the
// server has got the tick meanwhile, and a deleted one would destroy the entry. Only the
// operator's word makes a lost tick deleted.
func (j *judge) markAs(seg cluster.Segment) verdict {
	has := func(states []cluster.State, flag cluster.State) bool {
		return slices.ContainsFunc(states, func(s cluster.State) bool { return s.Is(flag) })
	}
	switch {
	case has(seg.States, cluster.InDeleted):
		return verdict{reason: DeletedElsewhere, mark: MarkSuperseded}
	case has(seg.States, cluster.InSuperseded):
		return verdict{reason: SupersededElsewhere, mark: MarkSuperseded}
	case has(seg.Past, cluster.InDeleted):
		return verdict{reason: DeletedBefore, mark: MarkSuperseded}
	case has(seg.Past, cluster.InSuperseded):
		return verdict{reason: SupersededBefore, mark: MarkSuperseded}
	}
	return verdict{reason: Lost, mark: j.lost}
}

// Those lists the servers whose state of the segment matches. The state of one that is
// not seen is zero, which never does.
func Those(seg cluster.Segment, match func(cluster.State) bool) []int {
	var out []int
	for i, s := range seg.States {
		if match(s) {
			out = append(out, i)
		}
	}
	return out
}

// goneBefore reports whether a plain save lacks a tick that an older dump of its
// server shows superseded or deleted, and none since shows present: then it is not
// that of an internal entry.
func (j *judge) goneBefore(s *cluster.Server, st cluster.State, past []cluster.State) bool {
	if !st.LeftOut() {
		return false
	}
	gone := false
	for i, r := range j.origin.Past {
		switch was := past[i]; {
		case r.Server != s:
		case was.Is(cluster.InPresent):
			gone = false
		case was&(cluster.InSuperseded|cluster.InDeleted) != 0:
			gone = true
		}
	}
	return gone
}
