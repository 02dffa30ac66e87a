package check

import (
	"fmt"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var entriesDiffer = &Check{
	ID:       "entries-differ",
	Title:    "entries that differ between save files of servers",
	Severity: cluster.Warning,
	run: func(c *Case, report func(Finding)) {
		if c.View.Differing == nil {
			return
		}
		for _, class := range differingClasses {
			if n := c.View.Differing.Counts[class.word]; n > 0 {
				report(c.differingFinding(class, n))
			}
		}
	},
}

// differingClass is a class of entries as the package heal calls it.
type differingClass struct {
	word     string
	severity cluster.Severity
	says     string // of a number of entries
}

var differingClasses = []differingClass{
	{"newer", cluster.Warning, "differ%s between save files, and one copy is newer"},
	{"conflict", cluster.Error, "differ%s between save files, and no copy is newer than all others"},
	{"forked", cluster.Error, "differ%s between save files, though the last change is the same"},
	{"one-sided", cluster.Warning, "stand%s in some save files and not in others"},
	{"same-value", cluster.Info, "ha%s one value in all save files, and other chains of changes"},
}

func (c *Case) differingFinding(class differingClass, n int) Finding {
	ending := prose.Does(uint64(n), "s", "")
	if class.word == "same-value" {
		ending = prose.Does(uint64(n), "s", "ve")
	}
	f := Finding{Severity: class.severity, Reason: class.word, Message: prose.Say("%d %s %s", n, prose.Does(uint64(n), "entry", "entries"), fmt.Sprintf(class.says, ending)),
		Action: prose.Say("tickdiff heal, with the same files, says which copy is right, where that can be told, and what makes all equal")}
	if class.severity == cluster.Info {
		f.Action = prose.Say("nothing: the values are the same")
	}
	var paths []string
	for _, e := range c.View.Differing.Entries {
		if e.Class == class.word {
			paths = append(paths, e.Path)
		}
	}
	if len(paths) > 0 {
		f.Message = prose.Say("%s: %s", f.Message, prose.QuotedSome(paths, n-len(paths)))
		f.Parts = []Part{part(DumpsOf, c.View.Differing.Servers...)}
	}
	for _, s := range c.View.With(cluster.Seen) {
		if save := newestSave(s); save != nil && len(f.Evidence) < witnesses {
			f.Evidence = append(f.Evidence, cluster.DumpProof(save, s.Name, cluster.ProofDumped, ticks.Set{}))
		}
	}
	return f
}

// valuesAreEqual reports whether full saves, which are the last word of all servers that
// are not gone, have the same value for every entry. Then chains alone can differ.
func (c *Case) valuesAreEqual() bool {
	d := c.View.Differing
	if d == nil || len(c.View.With(cluster.Unseen)) > 0 {
		return false
	}
	for _, s := range c.View.With(cluster.Seen) {
		if latest := s.Latest(); latest == nil || !latest.Source.Save || !slices.Contains(d.Servers, s.Name) {
			return false
		}
	}
	return !slices.ContainsFunc(differingClasses, func(class differingClass) bool {
		return class.severity != cluster.Info && d.Counts[class.word] > 0
	})
}

// onlyChains says of a finding that it is about chains alone.
func (f *Finding) onlyChains() {
	f.Severity, f.Run = cluster.Info, nil
	f.Action = prose.Say("nothing: full saves of all servers have the same value for every entry")
}

// entriesAt names the entries that ticks of an origin are changes of, as far as saves
// show that they differ, and the server that has each newer; nothing if they show none.
func (c *Case) entriesAt(origin string, set ticks.Set) prose.Text {
	if c.View.Differing == nil {
		return nil
	}
	var parts []prose.Text
	more := 0
	for _, e := range c.View.Differing.Entries {
		changes := func(l dump.Link) bool { return l.Origin == origin && set.Contains(l.Tick) }
		switch {
		case !slices.ContainsFunc(e.Changes, changes):
		case len(parts) == witnesses:
			more++
		case e.Newer != "":
			parts = append(parts, prose.Say("%q (newer on %q)", e.Path, e.Newer))
		default:
			parts = append(parts, prose.Say("%q (%s)", e.Path, e.Class))
		}
	}
	if parts == nil {
		return nil
	}
	return prose.Say("; by the save files this is %s", prose.Join(parts, ", ").AndMore(more))
}
