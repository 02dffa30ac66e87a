package moatcmd

import (
	"slices"
	"strings"
	"testing"

	"tickdiff/ticks"
)

// What the makers make is of the form it should be, with every option, and of no
// other.
func TestFormsMatchWhatIsMade(t *testing.T) {
	for _, d := range Dialects {
		c, set := At(d, "-d", 99), ticks.Between(3, 6)
		all := map[string][][]string{
			"state": {c.State()}, "save": {c.Save("a b")}, "log": {c.Log("it's")}, "deleter": {c.Deleter()},
			"mark-superseded": {calls(c.Supersede("-d", set)), calls(c.Supersede("a", set).ToAll())},
			"mark-deleted":    {calls(c.Delete("$(id)", set))},
			"tick":            {c.Tick("--", 7)}, "entry": {c.Entry("a.b")}, "delete-entry": {c.DeleteEntry("a.b", "o", 7)},
			"server": {d.Server("f", "n"), append(d.Server("f", "n"), "--force")},
		}
		for _, form := range Forms {
			if len(all[form.Name]) == 0 {
				t.Errorf("%s is not tried", form.Name)
			}
			for _, argv := range append(all[form.Name], form.Example(d)) {
				if got, ok := Match(argv); !ok || got.Name != form.Name {
					t.Errorf("%s: %q is of the form %q", form.Name, argv, got.Name)
				}
				if got := IsMark(argv); got != strings.HasPrefix(form.Name, "mark-") {
					t.Errorf("%q is a mark: %v", argv, got)
				}
			}
		}
	}
}

func calls(m Mark) []string {
	argvs, _ := m.Calls()
	return slices.Collect(argvs)[0]
}

// What is close to a form, and would do something else, is of none.
func TestNearMissesMatchNothing(t *testing.T) {
	for _, line := range []string{
		"moat kv -h a internal mark -- o", "moat kv -h a internal mark o 7", "moat kv -h a internal mark -- o 0", "moat kv -h a internal mark -- o TICK",
		"moat kv -h a internal mark --deleted --broadcast -- o 7", "moat kv internal mark -- o 7", "moat kv -h a log save FILE", "moat kv -h a internal kill o",
		"moat kv get a.b", "moat kv -h a internal get -- o 7", "moat kv -m -h a internal get -- o 7", "distkv -h a internal state -a", "distkv client server -l f n",
		"moat kv server -l f --authoritative n", "moat kv -h a internal state -a -a", "moat kv -h a", "moat", "",
	} {
		if f, ok := Match(strings.Fields(line)); ok {
			t.Errorf("%q is of the form %s", line, f.Name)
		}
	}
}
