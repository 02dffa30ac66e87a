package analyze

import (
	"math"
	"slices"
	"testing"

	"tickdiff/ticks"
)

func argvs(t *testing.T, c Command, limit int) [][]string {
	t.Helper()
	cut, ok := c.Argvs(limit, func(arg string) int { return len(arg) })
	if !ok {
		t.Fatalf("not one tick fits into %d", limit)
	}
	return slices.Collect(cut)
}

// Whatever the limit, the argument lists name every tick once, in order, each
// behind the whole command, and none without a tick: that would mark everything.
func TestArgvsCutAnywhere(t *testing.T) {
	set := ticks.Of(ticks.Range{Begin: 5, End: 40}, ticks.Range{Begin: 98, End: 103}, ticks.Range{Begin: math.MaxInt64, End: math.MaxInt64 + 1})
	c := newCommand(PlanOptions{}, markKey{server: "s", origin: "-d", kind: MarkDeleted}, set)
	head := []string{"moat", "kv", "-h", "s", "internal", "mark", "--deleted", "--", "-d"}
	for limit := 65; limit < 400; limit++ {
		var all []string
		for _, argv := range argvs(t, c, limit) {
			length := -1
			for _, arg := range argv {
				length += len(arg) + 1
			}
			if length > limit {
				t.Fatalf("limit %d: %v is %d bytes", limit, argv, length)
			}
			if !slices.Equal(argv[:len(head)], head) || len(argv) == len(head) {
				t.Fatalf("limit %d: %v", limit, argv)
			}
			all = append(all, argv[len(head):]...)
		}
		if uint64(len(all)) != set.Count() || all[0] != "5" || all[len(all)-1] != "9223372036854775807" || !slices.IsSortedFunc(all, byNumber) {
			t.Fatalf("limit %d: ticks %v", limit, all)
		}
	}
	if _, ok := c.Argvs(40, func(arg string) int { return len(arg) }); ok {
		t.Error("a limit too small for one tick was taken")
	}
}

func byNumber(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return slices.Compare([]byte(a), []byte(b))
}

// A mark without ticks or with an empty name marks everything; none can be made.
func TestDangerousCommandsCannotBeMade(t *testing.T) {
	refused := func(what string, o PlanOptions, server, origin string, set ticks.Set) {
		t.Helper()
		defer func() {
			if recover() == nil {
				t.Errorf("%s: a command was made", what)
			}
		}()
		newCommand(o, markKey{server: server, origin: origin, kind: MarkSuperseded}, set)
	}
	one := ticks.Between(1, 2)
	refused("no ticks", PlanOptions{}, "s", "o", ticks.Set{})
	refused("empty origin", PlanOptions{}, "s", "", one)
	refused("newline", PlanOptions{}, "s", "a\nb", one)
	refused("line separator", PlanOptions{}, "s", "a\u2028b", one)
	refused("C1 control", PlanOptions{}, "s", "a\u009bb", one)
	refused("not UTF-8", PlanOptions{}, "s", "a\xffb", one)
	refused("endless name", PlanOptions{}, "s", string(make([]byte, MaxNameBytes+1)), one)
	refused("empty host", PlanOptions{}, "", "o", one)
	refused("empty host given", PlanOptions{Targets: map[string]Target{"s": {}}}, "s", "o", one)
}

func TestBroadcastJoinsOnlyWhatIsTheSameEverywhere(t *testing.T) {
	two, three := ticks.Between(1, 3), ticks.Between(1, 4)
	plan := func(steps ...Step) *Plan {
		p := &Plan{Options: PlanOptions{Broadcast: true}, Steps: steps,
			Servers: []Coverage{{Name: "a", Status: Seen}, {Name: "b", Status: Seen}, {Name: "c", Status: Gone}}}
		p.addCommands()
		return p
	}
	step := func(server string, kind MarkKind, set ticks.Set) Step {
		return Step{Server: server, Origin: "c", Kind: kind, Ticks: set}
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
		p := &Plan{Options: PlanOptions{AllCommands: all}, Steps: []Step{{Server: "a", Origin: "o", Kind: MarkSuperseded, Ticks: ticks.Between(1, 1+count)}}}
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
