package main

import (
	"cmp"
	"fmt"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

// targets is the operator's word on where servers are.
func (o *planning) targets() (map[string]plan.Target, error) {
	targets := map[string]plan.Target{}
	for _, at := range o.at {
		name, t, err := parseAt(at)
		if err != nil {
			return nil, err
		}
		if before, twice := targets[name]; twice && before != t {
			return nil, &usageError{fmt.Sprintf("--at %q: another --at puts this server elsewhere", at), ""}
		}
		targets[name] = t
	}
	return targets, nil
}

// parseAt reads NAME=HOST[:PORT]. A name may hold "=", a host may not; an IPv6
// address with a port stands in brackets.
func parseAt(at string) (name string, t plan.Target, err error) {
	name, ok := at, false
	if i := strings.LastIndexByte(at, '='); i > 0 {
		name, t.From = at[:i], plan.FromAt
		t.Host, t.Port, ok = dump.SplitHost(at[i+1:])
	}
	if !ok {
		return name, t, &usageError{fmt.Sprintf("--at %q: it should be NAME=HOST or NAME=HOST:PORT", at),
			"a port is 1 to 65535; an IPv6 address with a port is [ADDRESS]:PORT"}
	}
	return name, t, nil
}

// addHosts takes over what a configuration says of the servers in the dumps, unless
// the operator said it.
func (o *planning) addHosts(targets map[string]plan.Target, e *evidence, c *call) error {
	for _, at := range o.at {
		if name, _, _ := parseAt(at); e.view.Server(name) == nil {
			return &usageError{fmt.Sprintf("--at %q: no dump knows this server", at), nearest(name, e.view.Names(), "the dumps name all servers they know in nodes")}
		}
	}
	if o.hostmap == "" {
		return nil
	}
	text, err := c.readText(o.hostmap, dump.MaxHostsSize, c.in)
	if err != nil {
		return err
	}
	hosts, problems := dump.ReadHosts(o.hostmap, text)
	c.sayProblems(problems)
	if len(problems) > 0 {
		e.code = exitUnread
	}
	for _, name := range e.view.Names() {
		if _, given := targets[name]; given {
			continue
		}
		h := hosts.Of(name)
		t := plan.Target{Host: h.Name, Port: h.Port, From: plan.FromName, File: o.hostmap}
		if h.Listed {
			t.From, t.Line = plan.FromHostmap, h.Place.Line
		}
		targets[name] = t
	}
	return nil
}

// saySharedHosts warns of addresses at which several servers are to be found: all but
// one of them would be marked by commands that another server obeys.
func saySharedHosts(targets map[string]plan.Target, e *evidence, c *call) {
	at := map[plan.Target]string{}
	for _, s := range e.view.Servers {
		t, known := targets[s.Name]
		if !known || s.Status != cluster.Seen && s.Status != cluster.Unseen {
			continue
		}
		a := plan.Target{Host: t.Host, Port: cmp.Or(t.Port, moatcmd.DefaultPort)}
		if other, taken := at[a]; taken {
			c.say(fmt.Sprintf("%s and %s are both said to be at %s port %d, where only one of them can be",
				prose.Visible(other), prose.Visible(s.Name), prose.Visible(a.Host), a.Port),
				"--at NAME=HOST:PORT says where a server is; a mark for the one would be made on the other")
			continue
		}
		at[a] = s.Name
	}
}
