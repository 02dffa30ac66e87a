package redact

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/dump"
)

// Key tells which name each placeholder stands for. It is one for one.
type Key []Name

// Name is one placeholder and the name it stands for.
type Name struct {
	Placeholder, Name string
}

// Dumps replaces every name in the dumps, wherever it stands, and drops where
// they came from. The key tells the names. Sections, numbers and the form of ranges stay. Placeholders are
// in the order of the names, so that whatever is sorted by name stays in order; a
// name that no command can be trusted with gets a placeholder of that kind, so
// that verdicts stay; and no name stays none. A save file becomes the dump of a
// server that has loaded it, without paths and values.
func Dumps(dumps []*dump.Dump) (redacted []*dump.Dump, key Key) {
	key = keyOf(dumps)
	placeholder := map[string]string{"": ""}
	for _, k := range key {
		placeholder[k.Name] = k.Placeholder
	}
	for _, d := range dumps {
		for _, d := range loaded(d) {
			redacted = append(redacted, renamed(d, placeholder))
		}
	}
	return redacted, key
}

func keyOf(dumps []*dump.Dump) Key {
	all := cluster.NamesIn(dumps...)
	for _, d := range dumps {
		all = append(all, d.Node)
		if d.Collected != nil {
			all = append(all, d.Collected.Server)
		}
	}
	return NewKey(all)
}

// NewKey gives each of the names a placeholder.
func NewKey(names []string) Key {
	all := slices.Sorted(slices.Values(names))
	all = slices.DeleteFunc(slices.Compact(all), func(name string) bool { return name == "" })
	prefix := "name"
	for slices.ContainsFunc(all, func(name string) bool { return strings.HasPrefix(name, prefix) }) {
		prefix += "x" // else a placeholder could be taken for a name
	}
	width := len(fmt.Sprint(len(all)))
	key := make(Key, len(all))
	for i, name := range all {
		key[i] = Name{fmt.Sprintf("%s_%0*d", prefix, width, i+1), name}
		if !moatcmd.SafeName(name) {
			key[i].Placeholder += unsafeMark
		}
	}
	return key
}

// unsafeMark makes a placeholder one that no command can be trusted with.
const unsafeMark = "\x01"

// Names are the real names by their placeholders.
func (k Key) Names() map[string]string {
	names := make(map[string]string, len(k))
	for _, n := range k {
		names[n.Placeholder] = n.Name
	}
	return names
}

// Check holds a key to what [NewKey] makes of its names. A placeholder of any other form
// could stand for what is no name, and one in another place for a name that is not meant.
func (k Key) Check() error {
	names := make([]string, len(k))
	for i, n := range k {
		names[i] = n.Name
	}
	made := NewKey(names)
	for i, n := range k {
		switch {
		case i >= len(made) || n.Name != made[i].Name:
			return fmt.Errorf("names[%d]: empty, twice, or not in order: the name %q", i, n.Name)
		case n.Placeholder != made[i].Placeholder:
			return fmt.Errorf("names[%d]: the placeholder is %q, and that of %q is %q", i, n.Placeholder, n.Name, made[i].Placeholder)
		}
	}
	return nil
}

// renamed is a dump with other names, and without its source. The new names must
// sort as the old ones do.
func renamed(d *dump.Dump, to map[string]string) *dump.Dump {
	out := &dump.Dump{Node: to[d.Node], Tock: d.Tock, HasTock: d.HasTock, Seq: d.Seq, HasSeq: d.HasSeq, Spoiled: d.Spoiled}
	if d.Collected != nil {
		collected := *d.Collected
		collected.Server = to[collected.Server]
		out.Collected = &collected
	}
	out.Nodes.Said, out.NodeDrop.Said, out.NodeDrop.Pairs = d.Nodes.Said, d.NodeDrop.Said, d.NodeDrop.Pairs
	for _, e := range d.Nodes.Entries {
		out.Nodes.Entries = append(out.Nodes.Entries, dump.NodeEntry{Name: to[e.Name], Tick: e.Tick, Null: e.Null})
	}
	for _, name := range d.NodeDrop.Names {
		out.NodeDrop.Names = append(out.NodeDrop.Names, to[name])
	}
	for _, k := range dump.Kinds {
		from, section := d.Section(k), out.Section(k)
		section.Said, section.Key = from.Said, from.Key
		for _, e := range from.Entries {
			section.Entries = append(section.Entries, dump.Entry{Origin: to[e.Origin], Ticks: e.Ticks, Items: e.Items})
		}
	}
	return out
}

// loaded is what a server that has loaded a save file would print, and before it,
// as an older dump, the deletions that an event log shows and such a server misses.
// A print cannot say that it is cut, or that internal entries are left out: then what was
// present is left out, since a part would look like all of it. Any other dump is itself.
func loaded(d *dump.Dump) []*dump.Dump {
	if !d.Source.Save {
		return []*dump.Dump{d}
	}
	now := *d
	now.Present.Said = d.Present.Said && !d.Source.Cut && !d.LeavesOut()
	now.Deleted.Said = d.Deleted.Said || now.Present.Said
	if !now.Present.Said {
		now.Present.Entries = nil
	}
	if len(d.Deletions.Entries) == 0 || d.Tock == 0 {
		return []*dump.Dump{&now}
	}
	was := &dump.Dump{Node: d.Node, Tock: d.Tock - 1, HasTock: d.HasTock, Deleted: d.Deletions}
	return []*dump.Dump{was, &now}
}
