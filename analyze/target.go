package analyze

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tickdiff/ticks"
)

// Dialect is whose command line is written.
type Dialect string

const (
	MoaT   Dialect = "moat"   // moat kv -h HOST internal …
	DistKV Dialect = "distkv" // distkv client -h HOST internal …
)

// DefaultPort is where servers listen unless told otherwise.
const DefaultPort = 27586

// MaxPort is the highest port there is.
const MaxPort = 1<<16 - 1

// Target is where a server is reached.
type Target struct {
	Host string
	Port int // 0: not known, or the default
	From TargetFrom
	// File and Line are where a configuration tells it.
	File string
	Line int
}

// TargetFrom is what says where a server is reached.
type TargetFrom string

const (
	FromAt      TargetFrom = "--at"    // the operator
	FromHostmap TargetFrom = "hostmap" // an entry in a configuration
	FromName    TargetFrom = "name"    // nothing: its name, completed as a configuration says
)

// target is where to reach a server: its own name if nothing else is known, as
// MoaT-KV itself does for a name that its hostmap lacks.
func (o PlanOptions) target(server string) Target {
	if t, ok := o.Targets[server]; ok {
		return t
	}
	return Target{Host: server, From: FromName}
}

// Address is where one server is reached.
type Address struct {
	Server string
	Target
}

// Addresses are where the plan's commands reach the servers that they can be
// about: those that were seen, and those that should be.
func (p *Plan) Addresses() []Address {
	var out []Address
	for _, c := range p.Servers {
		if c.Status == Seen || c.Status == Unseen {
			out = append(out, Address{c.Name, p.Options.target(c.Name)})
		}
	}
	return out
}

// client is the command line up to the group "internal". The options of the
// group stand before it; behind it they would be an error.
func (o PlanOptions) client(server string) []string {
	argv := []string{"moat", "kv"}
	if o.Dialect == DistKV {
		argv = []string{"distkv", "client"}
	}
	t := o.target(server)
	argv = append(argv, "-h", t.Host)
	if t.Port != 0 && t.Port != DefaultPort {
		argv = append(argv, "-p", strconv.Itoa(t.Port))
	}
	return append(argv, "internal")
}

// stateArgv asks a server for a full dump. It is nil for a host that no command
// can be trusted with.
func (o PlanOptions) stateArgv(server string) []string {
	if !safeName(o.target(server).Host) {
		return nil
	}
	return append(o.client(server), "state", "-a")
}

// request is the dump to take of a server.
func (o PlanOptions) request(server string) Request {
	return Request{Server: server, Argv: o.stateArgv(server)}
}

// StateArgv asks a server for a full dump. It is nil for a host that no command
// can be trusted with.
func (p *Plan) StateArgv(server string) []string { return p.Options.stateArgv(server) }

// SaveArgv has a server write its save file, whose name is to follow, where the
// server runs. It is nil for a host that no command can be trusted with.
func (p *Plan) SaveArgv(server string) []string {
	if !safeName(p.Options.target(server).Host) {
		return nil
	}
	argv := p.Options.client(server)
	return append(argv[:len(argv)-1], "log", "save")
}

// getArgv shows the entry behind a tick that the server has present, with its
// path and chain (-m, an option of the group before "internal"): without, a
// pending deletion makes the command fail, as it has no value.
func (o PlanOptions) getArgv(server, origin string, t ticks.Tick) []string {
	if !safeName(origin) || !safeName(o.target(server).Host) {
		return nil
	}
	argv := o.client(server)
	argv = slices.Insert(argv, len(argv)-1, "-m")
	return append(argv, "get", "--", origin, strconv.FormatUint(uint64(t), 10))
}

// deleterArgv lists the servers that must all be seen before deletions are
// purged.
func (o PlanOptions) deleterArgv(server string) []string {
	if !safeName(o.target(server).Host) {
		return nil
	}
	return append(o.client(server), "deleter")
}

// MaxNameBytes is the longest name a command is written with.
const MaxNameBytes = 4096

// safeName reports whether a command can be trusted with a name (rule 6): not
// empty, not endless, valid text, without control characters or line separators.
func safeName(name string) bool {
	return name != "" && len(name) <= MaxNameBytes && utf8.ValidString(name) &&
		!strings.ContainsFunc(name, func(r rune) bool {
			return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
		})
}
