package diff

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Views compares the present states of the servers in two views.
func Views(before, after *cluster.View) *Result {
	d := &Result{}
	names := slices.Concat(before.Names(), after.Names())
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		d.server(name, before, after)
	}
	slices.SortFunc(d.Back, compareBacks)
	slices.SortFunc(d.Moves, compareMoves)
	d.Verdict = d.verdict()
	return d
}

func compareBacks(a, b TickBack) int {
	return cmp.Or(cluster.FalseFirst(a.Server != a.Origin, b.Server != b.Origin), strings.Compare(a.Server, b.Server), strings.Compare(a.Origin, b.Origin))
}

func compareMoves(a, b Move) int {
	return cmp.Or(cmp.Compare(slices.Index(MoveKinds, a.Kind), slices.Index(MoveKinds, b.Kind)), strings.Compare(a.Server, b.Server),
		strings.Compare(a.Origin, b.Origin), a.Ticks.Compare(b.Ticks), strings.Compare(a.From, b.From))
}

func (d *Result) verdict() Verdict {
	complete, compared := true, false
	for _, s := range d.Servers {
		if s.WentBack || s.Status != Compared && s.Status != Incompared {
			return Different
		}
		complete = complete && s.Status == Compared && len(s.Uncompared) == 0
		compared = true
	}
	switch {
	case len(d.Back)+len(d.Moves) > 0:
		return Different
	case compared && complete:
		return Same
	}
	return NotComparable
}

// server compares one server in all origins that it names, or says on which side alone it stands.
func (d *Result) server(name string, before, after *cluster.View) {
	s := Server{Name: name}
	a, b := before.Server(name), after.Server(name)
	s.Before, s.After = a.LatestTock(), b.LatestTock()
	s.WentBack = s.Before != nil && s.After != nil && *s.After < *s.Before
	dumpedBefore, dumpedAfter := a != nil && len(a.Dumps) > 0, b != nil && len(b.Dumps) > 0
	switch {
	case dumpedBefore && dumpedAfter:
		s.Status = Incompared
		var common cluster.State
		common, s.Uncompared = commonSections(a, b)
		if common != 0 {
			s.Status = Compared
			// Of an origin that no dump names they tell nothing that could differ.
			for _, origin := range cluster.NamesIn(slices.Concat(a.Dumps, b.Dumps)...) {
				d.origin(name, origin, a.Replica(origin), b.Replica(origin), common)
			}
		}
	case dumpedBefore:
		s.Status = OnlyBefore
	case dumpedAfter:
		s.Status = OnlyAfter
	case a == nil:
		s.Status = NamedAfter
	case b == nil:
		s.Status = NamedBefore
	default:
		return
	}
	d.Servers = append(d.Servers, s)
}

// flagsOf are the bits of a State that stand for sets.
var flagsOf = map[dump.Kind]cluster.State{dump.Present: cluster.InPresent, dump.Superseded: cluster.InSuperseded, dump.Deleted: cluster.InDeleted, dump.Missing: cluster.InMissing}

// commonSections are the bits of a State that both sides tell, and the sections
// that only one does.
func commonSections(a, b *cluster.Server) (common cluster.State, uncompared []string) {
	section := func(name string, flag cluster.State, before, after bool) {
		switch {
		case before && after:
			common |= flag
		case before || after:
			uncompared = append(uncompared, name)
		}
	}
	section("nodes", cluster.WithinHeard, a.SaidNodes() != nil, b.SaidNodes() != nil)
	for _, k := range dump.Kinds {
		section(k.String(), flagsOf[k], a.Tells(k), b.Tells(k))
	}
	return common, uncompared
}

// statePair is the states of a tick on both sides, as people read them.
type statePair struct {
	kind     *MoveKind
	from, to string
}

// origin compares what a server told of one origin. Only a difference in what
// both sides tell is a move; the words for it are taken from all that each tells.
func (d *Result) origin(server, origin string, a, b cluster.Replica, common cluster.State) {
	if a.HeardFrom != nil && b.HeardFrom != nil && common.Is(cluster.WithinHeard) && b.Heard < a.Heard {
		d.Back = append(d.Back, TickBack{server, origin, a.Heard, b.Heard})
	}
	moves := map[statePair][]ticks.Range{}
	for r, masks := range ticks.Sweep([][]ticks.Set{a.Track(), b.Track()}) {
		from, to := cluster.State(masks[0])|a.Constant(), cluster.State(masks[1])|b.Constant()
		told := common
		if !from.Is(cluster.CoversPresent) || !to.Is(cluster.CoversPresent) {
			told &^= cluster.InPresent
		}
		if (from^to)&told != 0 {
			pair := statePair{moveKind(from, to), from.String(), to.String()}
			moves[pair] = append(moves[pair], r)
		}
	}
	for pair, ranges := range moves {
		d.Moves = append(d.Moves, Move{pair.kind, server, origin, pair.from, pair.to, ticks.Of(ranges...)})
	}
	if a.From(dump.RemoteMissing) != nil && b.From(dump.RemoteMissing) != nil {
		d.request(moveAsked, server, origin, b.RemoteMissing.Minus(a.RemoteMissing))
		d.request(moveAnswered, server, origin, a.RemoteMissing.Minus(b.RemoteMissing))
	}
}

func (d *Result) request(kind *MoveKind, server, origin string, set ticks.Set) {
	from, to := notRequested, requested
	if kind == moveAnswered {
		from, to = to, from
	}
	if !set.Empty() {
		d.Moves = append(d.Moves, Move{kind, server, origin, from, to, set})
	}
}
