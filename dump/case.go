package dump

import (
	"fmt"

	"tickdiff/dump/internal/yamltree"
)

// CaseFile is the file of a case folder that says what people know beside the dumps.
const CaseFile = "case.yaml"

// Case is what people wrote of a case. Each list is in the order of the file, and each
// name stands once.
type Case struct {
	File    string
	Servers []CaseServer
	Dialect string // "" if it is not said
	// Together is nil if it is not said.
	Together *bool
	Gone     []CaseWord // by server; why its data will not come back
	Accept   []CaseWord // by finding; why it is known
	Start    []CaseWord // by server; the command that starts it
}

// CaseServer is where a server is; Host.Listed is false if that is not said.
type CaseServer struct {
	Name string
	Host Host
}

// CaseWord is what is said of a name.
type CaseWord struct {
	Name, Text string
	Place      Place
}

// ReadCase reads the file of a case. Where anything in it is a problem, nothing of it
// should be used: what is left out may be what matters.
func ReadCase(file string, text []byte) (*Case, []Problem) {
	r := &caseReader{hostsReader{hosts: &Hosts{File: file}}, &Case{File: file}}
	docs, err := yamltree.Parse(text)
	switch {
	case err != nil:
		r.parseError(err)
	case len(docs) > 1:
		r.problem(docs[1], "a second document; %s is one", CaseFile)
	case len(docs) == 1 && !yamltree.IsNull(docs[0]):
		if err := yamltree.Check(docs[0], 0); err != nil {
			r.parseError(err)
			break
		}
		r.pairs("", docs[0], r.key)
	}
	return r.out, r.problems
}

type caseReader struct {
	hostsReader
	out *Case
}

// pairs calls take with each name of a mapping and what stands under it.
func (r *caseReader) pairs(what string, n *yamltree.Node, take func(key, value *yamltree.Node)) {
	if yamltree.IsNull(n) {
		return
	}
	if n.Kind != yamltree.Mapping {
		r.problem(n, "%sno mapping of names, each with its value", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yamltree.Scalar || yamltree.IsNull(key) || key.Value == "":
			r.problem(key, "%sno name", what)
		case seen[key.Value]:
			r.problem(key, "%s%q stands here a second time", what, key.Value)
		default:
			seen[key.Value] = true
			take(key, n.Content[i+1])
		}
	}
}

// key reads one of the keys at the top.
func (r *caseReader) key(key, value *yamltree.Node) {
	words := func(to *[]CaseWord) {
		r.pairs(key.Value+": ", value, func(name, n *yamltree.Node) { r.word(to, key.Value, name, n) })
	}
	switch key.Value {
	case "servers":
		r.pairs("servers: ", value, r.server)
	case "dialect":
		r.out.Dialect, _ = r.text(value, "dialect")
	case "together":
		if !yamltree.IsPlain(value) || value.Value != "true" && value.Value != "false" {
			r.problem(value, "together: neither true nor false")
			return
		}
		together := value.Value == "true"
		r.out.Together = &together
	case "gone":
		words(&r.out.Gone)
	case "accept":
		words(&r.out.Accept)
	case "start":
		words(&r.out.Start)
	default:
		r.problem(key, "no such key: %q; there are accept, dialect, gone, servers, start and together", key.Value)
	}
}

// word reads a reason, which may be left out, or a command.
func (r *caseReader) word(to *[]CaseWord, what string, name, n *yamltree.Node) {
	word := CaseWord{Name: name.Value, Place: Place{name.Line, name.Column}}
	if !yamltree.IsNull(n) {
		var ok bool
		if word.Text, ok = r.text(n, fmt.Sprintf("%s: %q", what, name.Value)); !ok {
			return
		}
	}
	*to = append(*to, word)
}

func (r *caseReader) server(name, n *yamltree.Node) {
	s := CaseServer{Name: name.Value}
	if !yamltree.IsNull(n) {
		var ok bool
		if s.Host, ok = r.entry(fmt.Sprintf("servers: %q", name.Value), n); !ok {
			return
		}
		s.Host.Listed = true
	}
	s.Host.Place = Place{name.Line, name.Column}
	r.out.Servers = append(r.out.Servers, s)
}
