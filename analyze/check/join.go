package check

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
)

// join makes one finding of all that say the same of several servers: of one severity,
// reason, origin and ticks. It writes what they say.
func join(all []Finding) []Finding {
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(compareTopics(&a, &b), strings.Compare(a.apart, b.apart), slices.Compare(a.subjects(), b.subjects()))
	})
	out := all[:0]
	for _, f := range all {
		if last := len(out) - 1; last >= 0 && out[last].joinable(&f) {
			out[last].take(&f)
		} else {
			out = append(out, f)
		}
	}
	clear(all[len(out):])
	for i := range out {
		if out[i].say != nil {
			out[i].finish()
		}
	}
	return out
}

func (f *Finding) joinable(other *Finding) bool {
	return f.say != nil && other.say != nil && compareTopics(f, other) == 0 && f.apart == other.apart
}

// subjects are the servers that it is about.
func (f *Finding) subjects() []string {
	if len(f.Parts) == 0 {
		return nil
	}
	return f.Parts[0].Servers
}

// take joins another finding. Of many, the first few are proved.
func (f *Finding) take(other *Finding) {
	f.joined++
	for _, p := range other.Parts {
		if i := slices.IndexFunc(f.Parts, func(own Part) bool { return own.Role == p.Role }); i >= 0 {
			f.Parts[i].take(p)
		} else {
			f.Parts = append(f.Parts, p)
		}
	}
	for _, argv := range other.Run {
		if len(f.Run) < cluster.MaxNames && !slices.ContainsFunc(f.Run, func(own []string) bool { return slices.Equal(own, argv) }) {
			f.Run = append(f.Run, argv)
		}
	}
	if f.joined >= witnesses {
		return
	}
	for _, p := range other.Evidence {
		if !slices.ContainsFunc(f.Evidence, func(own cluster.Proof) bool { return cluster.CompareProofs(own, p) == 0 }) {
			f.Evidence = append(f.Evidence, p)
		}
	}
}

// alone is what is true of its one server, such as a tock. Of several it says nothing, as
// each has its own.
func (f *Finding) alone(words string) string {
	if f.joined > 0 {
		return ""
	}
	return " (" + words + ")"
}

// finish makes the finding's words and lists.
func (f *Finding) finish() {
	for i := range f.Parts {
		f.Parts[i].sort()
		f.Parts[i].critical = f.Severity == cluster.Critical
	}
	if f.say != nil {
		f.Message, f.Action = f.say(f)
		f.say = nil
	}
	f.Servers, f.More = f.speaksOf()
	for i := range f.Parts {
		f.Parts[i].cut()
	}
}

// speaksOf are the first servers of all parts, each once, and how many more there are.
func (f *Finding) speaksOf() (names []string, more int) {
	if len(f.Parts) == 1 {
		p := f.Parts[0]
		p.cut()
		return p.Servers, p.More
	}
	var all []string
	most := 0 // that any part left out
	for _, p := range f.Parts {
		most, all = max(most, p.More), append(all, p.Servers...)
		for _, name := range p.Servers {
			if len(names) < cluster.MaxNames && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(all)
	return names, len(slices.Compact(all)) - len(names) + most
}
