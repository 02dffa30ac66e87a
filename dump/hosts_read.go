package dump

import (
	"errors"
	"fmt"

	"tickdiff/dump/internal/yamltree"
)

// ReadHosts reads a configuration: hostmap, the port of conn (connect in
// DistKV's) and domain, each at the top, under "kv:" or under "moat: kv:". It
// walks to these keys alone. Whatever else stands in the file, secrets among it,
// is neither looked at nor repeated; tags are passed over, and none is resolved.
func ReadHosts(file string, text []byte) (*Hosts, []Problem) {
	r := &hostsReader{hosts: &Hosts{File: file, entries: map[string]Host{}}}
	docs, err := yamltree.Parse(text)
	switch {
	case err != nil:
		r.parseError(err)
	case len(docs) == 0:
		r.problem(nil, "nothing in it")
	case len(docs) > 1:
		r.problem(docs[1], "a second document; a configuration is one")
	default:
		r.read(docs[0])
	}
	return r.hosts, r.problems
}

type hostsReader struct {
	hosts    *Hosts
	problems []Problem
}

func (r *hostsReader) problem(at *yamltree.Node, format string, args ...any) {
	p := Problem{Level: Error, File: r.hosts.File, What: fmt.Sprintf(format, args...)}
	if at != nil {
		p.Place = Place{at.Line, at.Column}
	}
	r.problems = append(r.problems, p)
}

func (r *hostsReader) parseError(err error) {
	var where *yamltree.Error
	if errors.As(err, &where) {
		r.problem(&yamltree.Node{Line: where.Line, Column: where.Column}, "%s", where.What)
	} else {
		r.problem(nil, "%v", err)
	}
}

func (r *hostsReader) read(top *yamltree.Node) {
	if top.Kind != yamltree.Mapping {
		r.problem(top, "not a configuration: no mapping at the top")
		return
	}
	r.section(top)
	r.section(r.child(top, "kv"))
	r.section(r.child(r.child(top, "moat"), "kv"))
	if len(r.hosts.entries) == 0 && r.hosts.domain == "" && r.hosts.port == 0 && len(r.problems) == 0 {
		r.problem(nil, "no hostmap, no domain and no port in it, neither at the top nor under kv or moat: kv")
	}
}

// section reads one place where the keys may stand; nil is none.
func (r *hostsReader) section(n *yamltree.Node) {
	if domain := r.child(n, "domain"); domain != nil {
		r.domain(domain)
	}
	for _, key := range []string{"conn", "connect"} {
		if conn := r.child(n, key); conn != nil {
			r.conn(key, conn)
		}
	}
	if hostmap := r.child(n, "hostmap"); hostmap != nil {
		r.hostmap(hostmap)
	}
}

// child is the value of a key; nil if n is no mapping, lacks it, or has null.
func (r *hostsReader) child(n *yamltree.Node, key string) *yamltree.Node {
	var found *yamltree.Node
	for k, value := range yamltree.Pairs(n) {
		if k.Kind != yamltree.Scalar || k.Value != key {
			continue
		}
		if found != nil {
			r.problem(k, "the key %s stands here a second time", key)
		}
		if found = value; yamltree.IsNull(value) {
			found = nil
		}
	}
	return found
}

// isAlias reports whether a value only names another one, and says so.
func (r *hostsReader) isAlias(n *yamltree.Node, what string) bool {
	if yamltree.IsAlias(n) {
		r.problem(n, "%s: an alias (*%s), and none is resolved here; write its value in its place", what, n.Value)
	}
	return yamltree.IsAlias(n)
}

// text is a scalar that means what it says.
func (r *hostsReader) text(n *yamltree.Node, what string) (string, bool) {
	switch {
	case r.isAlias(n, what):
	case n.Kind != yamltree.Scalar || yamltree.IsNull(n):
		r.problem(n, "%s: no text", what)
	case yamltree.IsTagged(n):
		r.problem(n, "%s: a tag (%q), and none is resolved here", what, n.Tag)
	default:
		return n.Value, true
	}
	return "", false
}

func (r *hostsReader) domain(n *yamltree.Node) {
	text, ok := r.text(n, "domain")
	if ok && r.hosts.domain != "" && text != r.hosts.domain {
		r.problem(n, "domain: another one stands elsewhere in this file")
		return
	}
	r.hosts.domain = text
}

// conn takes the port alone: the host is whoever a client asks unless told
// otherwise, not where any server of a name is.
func (r *hostsReader) conn(key string, n *yamltree.Node) {
	at := r.child(n, "port")
	if at == nil {
		return
	}
	text, ok := r.text(at, key+": port")
	if !ok {
		return
	}
	switch port := parsePort(text); {
	case port == 0:
		r.problem(at, "%s: port: not 1 to 65535", key)
	case r.hosts.port != 0 && port != r.hosts.port:
		r.problem(at, "%s: port: another one stands elsewhere in this file", key)
	default:
		r.hosts.port = port
	}
}

func (r *hostsReader) hostmap(n *yamltree.Node) {
	if r.isAlias(n, "hostmap") {
		return
	}
	if n.Kind != yamltree.Mapping {
		r.problem(n, "hostmap: not a mapping of names to hosts")
		return
	}
	for key, value := range yamltree.Pairs(n) {
		if key.Kind != yamltree.Scalar || yamltree.IsNull(key) || yamltree.IsTagged(key) {
			r.problem(key, "hostmap: no name")
			continue
		}
		what := fmt.Sprintf("hostmap: %q", key.Value)
		if e, ok := r.entry(what, value); ok {
			e.Listed, e.Place = true, Place{key.Line, key.Column}
			r.add(key, what, e)
		}
	}
}

func (r *hostsReader) add(key *yamltree.Node, what string, e Host) {
	before, twice := r.hosts.entries[key.Value]
	if twice && (before.Name != e.Name || before.Port != e.Port) {
		r.problem(key, "%s: another entry for it stands in line %d", what, before.Place.Line)
		return
	}
	r.hosts.entries[key.Value] = e
}

// entry reads the value of one name: HOST, HOST:PORT or [HOST, PORT].
func (r *hostsReader) entry(what string, n *yamltree.Node) (e Host, ok bool) {
	switch {
	case r.isAlias(n, what):
		return e, false
	case n.Kind == yamltree.Sequence && len(n.Content) == 2:
		name, isText := r.text(n.Content[0], what)
		port, isPort := r.text(n.Content[1], what)
		if !isText || !isPort {
			return e, false
		}
		e.Name, e.Port = name, parsePort(port)
		ok = e.Name != "" && e.Port != 0
	case n.Kind == yamltree.Scalar:
		text, isText := r.text(n, what)
		if !isText {
			return e, false
		}
		e.Name, e.Port, ok = SplitHost(text)
	}
	if !ok {
		r.problem(n, "%s: neither HOST, HOST:PORT nor [HOST, PORT]; an IPv6 address before a port stands in brackets", what)
	}
	return e, ok
}
