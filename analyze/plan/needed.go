package plan

import (
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
)

// Unasked lists the servers that rule 3 wants dumped, sorted: the unseen ones; or, if no
// dump says which servers there are, every seen one, to be asked for its nodes. All
// refusals by that rule need all of them, so they stand here once.
func (p *Plan) Unasked() []string {
	unseen := p.With(cluster.Unseen)
	if len(unseen) == 0 {
		return p.With(cluster.Seen)
	}
	return unseen
}

// With lists the servers of one status, as [cluster.View.With] does.
func (p *Plan) With(match cluster.Status) []string {
	var out []string
	for _, c := range p.Servers {
		if c.Status == match {
			out = append(out, c.Name)
		}
	}
	return out
}

// Needed lists the servers that a refusal needs, at most [cluster.MaxNames], the origin's own
// first, and how many more there are. The caller passes what [Plan.Unasked] lists.
func (d *Decision) Needed(unasked []string) (names []string, more int) {
	if d.Reason != UnseenServer {
		return first(d.Needs, d.More)
	}
	names, more = first(unasked, 0)
	if i, own := slices.BinarySearch(unasked, d.Origin); own && i >= len(names) {
		names = slices.Concat([]string{d.Origin}, names[:len(names)-1])
	}
	return ownFirst(names, d.Origin), more
}

// first are at most [cluster.MaxNames] names of a list, and how many others there are,
// with those that are not in it.
func first(names []string, more int) (kept []string, others int) {
	kept = names[:min(len(names), cluster.MaxNames)]
	return kept, len(names) - len(kept) + more
}

// addAsking keeps the servers to ask again that a saved plan does not name otherwise.
func (p *Plan) addAsking() {
	more := map[string]bool{}
	for _, r := range p.Of(Refused) {
		if r.Reason == OriginBehind || r.Reason == NotHeard {
			for _, server := range r.Needs[min(len(r.Needs), cluster.MaxNames):] {
				more[server] = true
			}
		}
	}
	p.Asking = slices.Sorted(maps.Keys(more))
}

// Kept are the holders that are named where lists are cut, at most [cluster.MaxNames], and how
// many more there are.
func (d *Decision) Kept() (names []string, more int) { return first(d.Holders, d.More) }

// KeptDeleted are the named ones of the servers that would answer deleted, and how many
// more there are.
func (d *Decision) KeptDeleted() (names []string, more int) { return first(d.DeletedOn, d.MoreDeleted) }

// ownFirst puts the origin's own name before the others, without touching names.
func ownFirst(names []string, origin string) []string {
	i := slices.Index(names, origin)
	if i <= 0 {
		return names
	}
	return slices.Concat(names[i:i+1], names[:i], names[i+1:])
}
