package moatcmd

import (
	"slices"
	"strings"
	"testing"

	"tickdiff/ticks"
)

// What the makers make is of the form it should be, with every option, and of no
// other. With the words of the usage in place of names it is the usage itself.
func TestFormsMatchWhatIsMade(t *testing.T) {
	for _, d := range Dialects {
		plain := made(d, Any(d), "FILE", "ORIGIN", "PATH", "VALUE", "NAME")
		hostile := made(d, At(d, "-d", 99), "it's", "$(id)", "a b.c", `'x y'`, "*")
		hostile["mark-superseded"] = calls(At(d, "-d", 99).Supersede("-d", ticks.Between(3, 6)).ToAll())
		hostile["server"] = append(hostile["server"], "--force")
		if len(plain) != len(Forms) {
			t.Errorf("%d forms, %d made", len(Forms), len(plain))
		}
		for _, form := range Forms {
			usage := strings.Join(form.Words(d), " ")
			if got := strings.Join(Any(d).Form(form.Name), " "); !form.own && got != usage {
				t.Errorf("%s, to be put in: %s, want %s", form.Name, got, usage)
			}
			if got := strings.ReplaceAll(strings.Join(plain[form.Name], " "), " 7", " TICK"); got != usage {
				t.Errorf("%s: made %s, want %s", form.Name, got, usage)
			}
			for _, argv := range [][]string{plain[form.Name], hostile[form.Name]} {
				if got, ok := Match(argv); !ok || got.Name != form.Name {
					t.Errorf("%s: %q is of the form %q", form.Name, argv, got.Name)
				}
				if _, got := ParseMark(argv); got != strings.HasPrefix(form.Name, "mark-") {
					t.Errorf("%q is a mark: %v", argv, got)
				}
			}
		}
	}
}

// made is one command line of each form, by its maker.
func made(d Dialect, c Client, file, origin, path, value, name string) map[string][]string {
	set := ticks.Between(7, 8)
	return map[string][]string{
		"state": c.State(), "save": c.Save(file), "log": c.Form("log", file), "deleter": c.Deleter(),
		"mark-superseded": calls(c.Supersede(origin, set)), "mark-deleted": calls(c.Delete(origin, set)),
		"tick": c.Tick(origin, 7), "entry": c.Form("entry", path), "value": c.Form("value", path),
		"rewrite-entry": c.RewriteEntry(path, origin, 7),
		"write-entry":   c.WriteEntry(path, origin, 7, value), "delete-entry": c.DeleteEntry(path, origin, 7),
		"server": d.Server(file, name),
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
