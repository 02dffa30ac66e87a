package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// logged is one conflict, however often it was logged, and by whom. Where it is even,
// neither version wins.
type logged struct {
	path          string
	winner, loser dump.Version
	places        []dump.Source
}

// loggedOnce joins what speaks of one conflict.
func loggedOnce(all []dump.LoggedConflict) []*logged {
	byKey := map[string]*logged{}
	for _, c := range all {
		l := &logged{path: c.Path, winner: c.New, loser: c.Current}
		if compareVersions(l.winner, l.loser) < 0 {
			l.winner, l.loser = l.loser, l.winner
		}
		key := fmt.Sprintf("%q %s against %s", l.path, versionText(l.winner), versionText(l.loser))
		if byKey[key] == nil {
			byKey[key] = l
		}
		byKey[key].places = append(byKey[key].places, c.Source)
	}
	var out []*logged
	for _, l := range byKey {
		slices.SortFunc(l.places, cluster.ComparePlaces)
		l.places = slices.Compact(l.places)
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b *logged) int {
		return cmp.Or(strings.Compare(a.path, b.path), compareVersions(a.winner, b.winner), compareVersions(a.loser, b.loser))
	})
	return out
}

// compareVersions puts the version that loses first; equal tocks in an order that means
// nothing.
func compareVersions(a, b dump.Version) int {
	return cmp.Or(cmp.Compare(a.Tock, b.Tock), strings.Compare(chainText(a.Chain).String(), chainText(b.Chain).String()))
}

// versionText is a version for a sentence, with its value if that is known.
func versionText(v dump.Version) prose.Text {
	what := ""
	if v.Deletes {
		what = ", a deletion"
	}
	text := prose.Say("%s (tock %d%s)", chainText(v.Chain), v.Tock, what)
	if v.Value != "" {
		text = prose.Say("%s with the value %q", text, v.Value)
	}
	return text
}

// chainText writes a chain as logs do, newest change first, and of a long one the
// first links.
func chainText(chain []dump.Link) prose.Text {
	const few = 5
	var links []prose.Text
	for _, l := range chain[:min(len(chain), few)] {
		links = append(links, prose.Say("%q:%d", l.Origin, l.Tick))
	}
	return prose.Join(links, " ").AndMore(len(chain) - few)
}

// even reports whether neither version wins: with equal tocks each server takes the one
// that it is sent, and a server that has deleted the entry takes an older one, too.
func (l *logged) even() bool { return l.winner.Tock == l.loser.Tock || l.winner.Deletes }

// text tells of the conflict.
func (l *logged) text() prose.Text {
	if l.even() {
		return prose.Say("a server logged a conflict at %q: %s and %s; neither wins everywhere", l.path, versionText(l.winner), versionText(l.loser))
	}
	return prose.Say("a server logged a conflict at %q: %s wins over %s", l.path, versionText(l.winner), versionText(l.loser))
}

// proofs are where the conflict was logged, the first few places.
func (l *logged) proofs() []cluster.Proof {
	var out []cluster.Proof
	for _, s := range l.places[:min(len(l.places), witnesses)] {
		out = append(out, cluster.Proof{State: cluster.Shown{Word: cluster.ProofLogged}, Tock: l.winner.Tock, File: s.File, Line: s.Line, SHA256: s.SHA256})
	}
	return out
}

func tickSet(t ticks.Tick) ticks.Set {
	if t == 0 {
		return ticks.Set{}
	}
	return ticks.Between(t, t+1)
}
