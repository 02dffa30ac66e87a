package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
)

// Role is what some servers have to do with the ticks of a finding. In JSON it is the name
// of their list.
type Role string

const (
	MissingOn Role = "missing_on" // they miss some of the ticks
	Holders   Role = "holders"    // they have some present
	GoneOn    Role = "gone_on"    // they call some superseded or deleted
	DeletedOn Role = "deleted_on" // they would answer, or may, that some were deleted
	Behind    Role = "behind"     // they have not heard of some
	Ahead     Role = "ahead"      // they know some that those behind do not
	AskedOn   Role = "asked_on"   // they remember a request for some
	ToDump    Role = "needs"      // they are to be dumped
	DumpsOf   Role = "dumps_of"   // their dumps show the finding
)

// Roles are all of them, in the order of JSON.
var Roles = []Role{MissingOn, Holders, GoneOn, DeletedOn, Behind, Ahead, AskedOn, ToDump, DumpsOf}

// Part is the servers that have one role in a finding. A name without a role, as of a
// phantom, has "".
type Part struct {
	Role    Role
	Servers []string
	More    int  // how many others there are
	Some    bool // not each of them has to do with all of the ticks

	critical bool
	mixed    bool // lists of several findings, not in order
	total    int  // of a mixed one: of how many servers the longest of them spoke
}

func part(role Role, servers ...string) Part { return Part{Role: role, Servers: servers} }

// Part is that of a role; it is empty if nobody has the role.
func (f *Finding) Part(role Role) Part {
	for _, p := range f.Parts {
		if p.Role == role {
			return p
		}
	}
	return Part{}
}

// names are the first of its servers, for a sentence. Of those with a part in what is
// critical it names more.
func (p Part) names() prose.Text {
	if p.critical {
		return prose.QuotedFirst(p.Servers, cluster.MaxNames, p.More)
	}
	return prose.QuotedSome(p.Servers, p.More)
}

// oneOf is its server, or that it is one of them.
func (p Part) oneOf() prose.Text {
	if len(p.Servers)+p.More > 1 {
		return prose.Say("one of %s", p.names())
	}
	return p.names()
}

// does is a word for one server or for many.
func (p Part) does(one, many string) string {
	return prose.Does(uint64(len(p.Servers)+p.More), one, many)
}

// some goes before the ticks where not each of its servers has to do with all of them.
func (p Part) some() string {
	if p.Some {
		return "some of "
	}
	return ""
}

// take adds the servers that have the role in another finding on the same ticks.
func (p *Part) take(other Part) {
	if slices.Equal(p.Servers, other.Servers) && p.More == other.More && !p.mixed {
		p.Some = p.Some || other.Some
		return
	}
	if !p.mixed {
		p.mixed, p.total, p.Servers = true, len(p.Servers)+p.More, slices.Clone(p.Servers)
	}
	p.total = max(p.total, len(other.Servers)+other.More)
	p.Servers = append(p.Servers, other.Servers...)
	p.Some = p.Some || other.Some
}

// sort puts a mixed list in order.
func (p *Part) sort() {
	if p.mixed {
		slices.Sort(p.Servers)
		p.Servers = slices.Compact(p.Servers)
		p.More = max(0, p.total-len(p.Servers))
	}
}

// cut leaves out the names above [cluster.MaxNames].
func (p *Part) cut() {
	if more := len(p.Servers) - cluster.MaxNames; more > 0 {
		p.Servers, p.More = slices.Clone(p.Servers[:cluster.MaxNames]), p.More+more
	}
}
