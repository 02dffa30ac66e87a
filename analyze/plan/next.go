package plan

import (
	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// Action is one thing to do. [Plan.Next] has them in the order in which they are done,
// and stops where a newer plan says how it goes on.
type Action struct {
	Do Do
	// Server is where it is done; "" where it belongs to no server.
	Server string
	// Mark is the command that marks; of other actions it is nil.
	Mark *Command
	// Argv is any other command, if there is one. Words in capitals are for the reader to
	// put in.
	Argv []string
	// Origin and Ticks are what it is about, if that is not everything.
	Origin string
	Ticks  ticks.Set
	// If is what must be so; without it, the action is left out. "" is always.
	If Condition
	// Or is what does as well; "" if nothing does.
	Or Do
	// Minutes is how long it takes.
	Minutes int
	Why     string
	Brief   string // Why in a few words, for beside the command
	// After are what must be done first: all that stand before it and do one of these.
	After []Do
}

// Do is what an action does, in one word.
type Do string

const (
	DoCollect Do = "collect" // dump the server
	DoSave    Do = "save"    // have the server write its state to a new file
	DoMark    Do = "mark"    // run the mark
	DoRejoin  Do = "rejoin"  // cut the server off from all others for these minutes, and let it back
	DoRestart Do = "restart" // stop the server, and start it from its newest full save
	DoLook    Do = "look"    // look at what the ticks belong to
	DoWrite   Do = "write"   // change an entry, by a guarded command
	DoSettle  Do = "settle"  // plan again from the same dumps, with these flags, and go on with that plan
	DoWait    Do = "wait"    // let the servers answer each other
	DoPlan    Do = "plan"    // plan again, with the new dumps and those before
)

// Condition is what an action depends on, in one word.
type Condition string

const (
	IfStopped Condition = "stopped" // the server does not run
	IfAlive   Condition = "alive"   // of the ticks, those whose entry has a value where it was looked at
	// IfSameOrNewer takes, of the ticks, those whose entry ends with a change, on the server
	// that has them, which the server that misses them knows as well.
	IfSameOrNewer Condition = "same-or-newer"
	// IfOlder asks that the server still has the entry. In the chain that the look showed
	// stands its last change there, or a later one of the same origin.
	IfOlder Condition = "older"
	// IfNewest asks that no server has a later change of the entry than this one.
	IfNewest Condition = "newest"
)

// AfterRejoin returns what tells the marks that come after others have re-joined only:
// those that ask a server which alone has something that others lack.
func (p *Plan) AfterRejoin() func(*Command) bool {
	alone := map[string]bool{}
	for _, d := range p.Decisions {
		for _, server := range p.maybeAlone(&d) {
			alone[server] = true
		}
	}
	return func(c *Command) bool {
		return !c.Settled() && (alone[c.Server()] || c.Broadcast() && len(alone) > 0)
	}
}

// SettleUnproven is the flag that settles without a proof.
const SettleUnproven = "--settle-unproven"

// Flags are what an action of [DoSettle] adds to the plan's own.
func (a *Action) Flags() []string {
	if a.Do != DoSettle {
		return nil
	}
	flags := []string{"--settle", Settlement{a.Origin, a.Ticks, a.Server}.String()}
	if a.If == IfAlive {
		flags = append(flags, SettleUnproven)
	}
	return flags
}

// maybeAlone are the servers of which each may alone have some ticks of a decision: any
// that was seen, if that joins ticks of many holders.
func (p *Plan) maybeAlone(d *Decision) []string {
	switch {
	case d.oneHolder():
		return d.Holders
	case d.Some && d.Fate() == Left:
		return p.With(cluster.Seen)
	}
	return nil
}

// oneHolder reports whether one server alone has the ticks.
func (d *Decision) oneHolder() bool { return len(d.Holders) == 1 && d.More == 0 }
