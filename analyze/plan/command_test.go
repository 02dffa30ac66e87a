package plan

import (
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

func TestBroadcastJoinsOnlyWhatIsTheSameEverywhere(t *testing.T) {
	two, three := ticks.Between(1, 3), ticks.Between(1, 4)
	plan := func(steps ...Decision) *Plan {
		p := &Plan{Options: Options{Broadcast: true}, Decisions: steps,
			Servers: []Coverage{{Name: "a", Status: cluster.Seen}, {Name: "b", Status: cluster.Seen}, {Name: "c", Status: cluster.Gone}}}
		p.addCommands()
		return p
	}
	step := func(server string, kind MarkKind, set ticks.Set) Decision {
		return Decision{Server: server, Origin: "c", Reason: Lost, Kind: kind, Ticks: set}
	}
	test := func(what string, p *Plan, commands int, broadcast bool) {
		t.Helper()
		if len(p.Commands) != commands || p.Commands[0].Broadcast() != broadcast {
			t.Errorf("%s: %d commands, broadcast %v", what, len(p.Commands), p.Commands[0].Broadcast())
		}
	}
	test("the same on both", plan(step("a", MarkSuperseded, two), step("b", MarkSuperseded, two)), 1, true)
	test("different ticks", plan(step("a", MarkSuperseded, two), step("b", MarkSuperseded, three)), 2, false)
	test("on one only", plan(step("a", MarkSuperseded, two)), 1, false)
	test("deleted", plan(step("a", MarkDeleted, two), step("b", MarkDeleted, two)), 2, false)
}

func TestManyTicksAreNotSpelledOut(t *testing.T) {
	plan := func(all bool, count ticks.Tick) *Plan {
		p := &Plan{Options: Options{AllCommands: all}, Decisions: []Decision{{Server: "a", Origin: "o", Reason: Lost, Kind: MarkSuperseded, Ticks: ticks.Between(1, 1+count)}}}
		p.addCommands()
		return p
	}
	test := func(all bool, count ticks.Tick, listed bool) {
		t.Helper()
		p := plan(all, count)
		if got := len(p.Commands) == 1; got != listed || len(p.Commands)+len(p.Unlisted) != 1 {
			t.Errorf("all %v, %d ticks: %d listed, %d not", all, count, len(p.Commands), len(p.Unlisted))
		}
	}
	test(false, PlainCommandTicks, true)
	test(false, PlainCommandTicks+1, false)
	test(true, PlainCommandTicks+1, true)
	test(true, MaxCommandTicks, true)
	test(true, MaxCommandTicks+1, false)
}
