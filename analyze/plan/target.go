package plan

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
)

// Dialect is whose command line is written.
type Dialect = moatcmd.Dialect

const (
	MoaT   = moatcmd.MoaT
	DistKV = moatcmd.DistKV
)

// MaxPort is the highest port there is.
const MaxPort = 1<<16 - 1

// Target is where a server is reached.
type Target struct {
	Host string     `json:"host"`
	Port int        `json:"port,omitempty"` // 0: not known, or the default
	From TargetFrom `json:"from"`
	// File and Line are where a configuration tells it.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}

// TargetFrom is what says where a server is reached.
type TargetFrom string

const (
	FromAt      TargetFrom = "--at"    // the operator
	FromHostmap TargetFrom = "hostmap" // an entry in a configuration
	FromCase    TargetFrom = "case"    // the file of a case
	FromName    TargetFrom = "name"    // nothing: its name, completed as a configuration says
)

// target is where to reach a server: its own name if nothing else is known, as
// MoaT-KV itself does for a name that its hostmap lacks.
func (o Options) target(server string) Target {
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
		if c.Status == cluster.Seen || c.Status == cluster.Unseen {
			out = append(out, Address{c.Name, p.Options.target(c.Name)})
		}
	}
	return out
}

// client makes the commands that ask a server.
func (o Options) client(server string) moatcmd.Client {
	t := o.target(server)
	return moatcmd.At(o.Dialect, t.Host, t.Port)
}

// Client makes the commands that ask a server.
func (p *Plan) Client(server string) moatcmd.Client { return p.Options.client(server) }

// AnyClient makes commands for a server that the reader of a text is to put in.
func (p *Plan) AnyClient() moatcmd.Client { return moatcmd.Any(p.Options.Dialect) }

// Request is the dump to take of a server.
func (o Options) Request(server string) Request {
	return Request{Server: server, Argv: o.client(server).State()}
}

// Target is where a server is reached.
func (p *Plan) Target(server string) Target { return p.Options.target(server) }
