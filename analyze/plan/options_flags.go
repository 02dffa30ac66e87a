package plan

import (
	"cmp"
	"maps"
	"net"
	"slices"
	"strconv"
)

// Flags are what tells "tickdiff plan" these options.
func (o Options) Flags() []string {
	var flags []string
	for _, name := range o.Gone {
		flags = append(flags, "--gone", name)
	}
	for _, s := range o.Settle {
		flags = append(flags, "--settle", s.String())
	}
	if o.Lost == MarkDeleted {
		flags = append(flags, "--lost", "deleted")
	}
	if o.Dialect == DistKV {
		flags = append(flags, "--dialect", "distkv")
	}
	for _, said := range []struct {
		flag string
		is   bool
	}{{"--broadcast", o.Broadcast}, {"--all-commands", o.AllCommands}, {"--together", o.Together}, {SettleUnproven, o.SettleUnproven}} {
		if said.is {
			flags = append(flags, said.flag)
		}
	}
	return append(flags, targetFlags(o.Targets)...)
}

// OfLater are the options for a plan of later dumps, in which these servers are gone:
// what was settled, and when dumps were taken, was said of the dumps of this plan.
func (o Options) OfLater(gone []string) Options {
	o.Gone, o.Settle, o.SettleUnproven, o.Together = gone, nil, false, false
	return o
}

// targetFlags say where servers are, as the operator did: what a configuration told is
// left to that.
func targetFlags(targets map[string]Target) []string {
	var flags []string
	hostmap := ""
	for _, name := range slices.Sorted(maps.Keys(targets)) {
		t := targets[name]
		if t.From == FromAt {
			flags = append(flags, "--at", name+"="+t.HostPort())
		}
		if t.From != FromCase {
			hostmap = cmp.Or(hostmap, t.File)
		}
	}
	if hostmap != "" {
		flags = append(flags, "--hostmap", hostmap)
	}
	return flags
}

// HostPort is a target as --at takes it.
func (t Target) HostPort() string {
	if t.Port == 0 {
		return t.Host
	}
	return net.JoinHostPort(t.Host, strconv.Itoa(t.Port))
}
