package moatcmd

import (
	"math"
	"slices"
	"strings"
	"testing"

	"tickdiff/ticks"
)

func argvs(t *testing.T, m Mark, limit int) [][]string {
	t.Helper()
	cut, ok := m.Argvs(limit, func(arg string) int { return len(arg) })
	if !ok {
		t.Fatalf("not one tick fits into %d", limit)
	}
	return slices.Collect(cut)
}

// Whatever the limit, the argument lists name every tick once, in order, each
// behind the whole command, and none without a tick: that would mark everything.
func TestArgvsCutAnywhere(t *testing.T) {
	set := ticks.Of(ticks.Range{Begin: 5, End: 40}, ticks.Range{Begin: 98, End: 103}, ticks.Range{Begin: math.MaxInt64, End: math.MaxInt64 + 1})
	m := At(MoaT, "s", 0).Delete("-d", set)
	head := []string{"moat", "kv", "-h", "s", "internal", "mark", "--deleted", "--", "-d"}
	for limit := 65; limit < 400; limit++ {
		var all []string
		for _, argv := range argvs(t, m, limit) {
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
	if _, ok := m.Argvs(40, func(arg string) int { return len(arg) }); ok {
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
	refused := func(what string, make func()) {
		t.Helper()
		defer func() {
			if recover() == nil {
				t.Errorf("%s: a command was made", what)
			}
		}()
		make()
	}
	here, one := At(MoaT, "s", 0), ticks.Between(1, 2)
	for what, origin := range map[string]string{"empty": "", "newline": "a\nb", "line separator": "a\u2028b", "C1 control": "a\u009bb",
		"not UTF-8": "a\xffb", "endless": strings.Repeat("a", MaxNameBytes+1)} {
		refused(what+" origin", func() { here.Supersede(origin, one) })
		refused(what+" origin, deleted", func() { here.Delete(origin, one) })
		refused(what+" host", func() { At(MoaT, origin, 0).Supersede("o", one) })
		if At(MoaT, origin, 0).State() != nil || here.Tick(origin, 1) != nil || here.Form("entry", origin) != nil {
			t.Errorf("%s name: a command was made", what)
		}
	}
	refused("no ticks", func() { here.Supersede("o", ticks.Set{}) })
	refused("no ticks, deleted", func() { here.Delete("o", ticks.Set{}) })
	refused("deleted, to all", func() { here.Delete("o", one).ToAll() })
	if here.Form("entry", "-h") != nil || here.Save("-i") != nil || here.Form("log", "-i") != nil || here.DeleteEntry("-p", "o", 1) != nil || here.DeleteEntry("p", "-r", 1) != nil || here.WriteEntry("p", "o", 1, "-n") != nil {
		t.Error("a name that would be an option stands in a command")
	}
}
