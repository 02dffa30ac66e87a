package analyze_test

import (
	"slices"

	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// oracle is the verdict table a second time: slow, plain, tick by tick, from one
// dump a server, and sharing nothing with the planner but the names of reasons.
type oracle struct {
	dumps map[string]*dump.Dump // of seen servers
	all   []string              // every server, sorted
	gone  []string
	// together is the operator's word that all dumps are of one time.
	together bool
}

// missingTick is one tick of one origin that one server misses.
type missingTick struct {
	server, origin string
	tick           ticks.Tick
}

func (o *oracle) in(server, origin string, t ticks.Tick, k dump.Kind) bool {
	d, seen := o.dumps[server]
	return seen && d.Answer(k, origin).Set.Contains(t)
}

func (o *oracle) heard(server, origin string, t ticks.Tick) bool {
	latest, ok := o.dumps[server].Heard(origin)
	return ok && t <= latest
}

// tells reports whether a server's dump is certain about having t.
func (o *oracle) tells(server, origin string, t ticks.Tick) bool {
	in := 0
	for _, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Missing} {
		if o.in(server, origin, t, k) {
			in++
		}
	}
	d := o.dumps[server]
	if in > 0 {
		return in == 1
	}
	if d.Present.Said {
		complete := d.Nodes.Said && d.Superseded.Said && d.Missing.Said
		return !complete || !o.heard(server, origin, t)
	}
	told := d.Answer(dump.Present, origin)
	return told.Basis == dump.Derived && t <= told.UpTo
}

// known reports whether a server that does not say nodes tells its own tick t, and has
// or misses one that is not below it.
func (o *oracle) known(server string, t ticks.Tick) bool {
	placed, above := false, false
	for _, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Missing} {
		set := o.dumps[server].Answer(k, server).Set
		placed = placed || set.Contains(t)
		above = above || k != dump.Superseded && !set.Minus(ticks.Between(1, t)).Empty()
	}
	return placed && above
}

// askedBefore reports whether any other server knows more of a server's ticks than itself.
func (o *oracle) askedBefore(server string) bool {
	own, _ := o.dumps[server].Nodes.Of(server)
	for name, d := range o.dumps {
		e, _ := d.Nodes.Of(server)
		if name != server && o.dumps[server].Nodes.Said && e.Tick > own.Tick {
			return true
		}
	}
	return false
}

func (o *oracle) verdict(m missingTick) plan.Reason {
	with := func(match func(server string) bool) (out []string) {
		for _, s := range o.all {
			if _, seen := o.dumps[s]; seen && match(s) {
				out = append(out, s)
			}
		}
		return out
	}
	in := func(k dump.Kind) func(string) bool {
		return func(s string) bool { return o.in(s, m.origin, m.tick, k) }
	}
	own, ownSeen := o.dumps[m.origin]
	here := o.dumps[m.server]
	holders, deleters := with(in(dump.Present)), with(in(dump.Deleted))
	unseen := slices.ContainsFunc(o.all, func(s string) bool { return o.dumps[s] == nil && !slices.Contains(o.gone, s) })
	nodesSaid := len(with(func(s string) bool { return o.dumps[s].Nodes.Said })) > 0
	switch {
	case slices.ContainsFunc(holders, func(s string) bool { return !slices.Contains(deleters, s) }):
		return plan.AliveElsewhere
	case len(holders) > 0:
		return plan.DeletionPending
	case ownSeen && own.Nodes.Said && !o.heard(m.origin, m.origin, m.tick):
		if o.together || own.Tock >= here.Tock {
			return plan.OriginBehind
		}
		return plan.NotHeard
	case unseen || !nodesSaid:
		return plan.UnseenServer
	case len(with(func(s string) bool { return !o.tells(s, m.origin, m.tick) })) > 0:
		return plan.NotSaid
	case ownSeen && !own.Nodes.Said && !o.known(m.origin, m.tick):
		return plan.NotSaid
	case len(with(func(s string) bool {
		return s != m.server && (!o.together || o.askedBefore(s)) && !o.heard(s, m.origin, m.tick) && !o.in(s, m.origin, m.tick, dump.Missing) &&
			!o.in(s, m.origin, m.tick, dump.Superseded) && (slices.Contains(o.gone, m.origin) || o.in(m.origin, m.origin, m.tick, dump.Missing) || o.dumps[s].Tock < here.Tock)
	})) > 0:
		return plan.NotHeard
	case len(deleters) > 0:
		return plan.DeletedElsewhere
	case len(with(in(dump.Superseded))) > 0:
		return plan.SupersededElsewhere
	}
	return plan.Lost
}

// deletedOn lists who would answer, or may, that what is left was deleted.
func (o *oracle) deletedOn(m missingTick) []string {
	var out []string
	for _, s := range o.all {
		d, seen := o.dumps[s]
		if !seen || s == m.server || o.in(s, m.origin, m.tick, dump.Present) {
			continue
		}
		if o.in(s, m.origin, m.tick, dump.Deleted) || !d.Deleted.Said && o.in(s, m.origin, m.tick, dump.Superseded) {
			out = append(out, s)
		}
	}
	return out
}
