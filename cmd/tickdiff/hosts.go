package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

// addressing says where servers are, and whose client asks them.
type addressing struct {
	at      []string
	hostmap string
	dialect plan.Dialect
	flags   *pflag.FlagSet
	kept    *dump.Case // that of the case among the dumps, or nil
}

func (o *addressing) addressFlags(flags *pflag.FlagSet) {
	o.flags = flags
	flags.StringArrayVar(&o.at, "at", nil, "where to reach a server (`NAME=HOST[:PORT]`; repeatable)")
	flags.StringVar(&o.hostmap, "hostmap", "", "take from this configuration of MoaT or DistKV where the servers are (`FILE`); --at wins")
	wordFlag(flags, (*string)(&o.dialect), "dialect", "", "write commands of this `CLIENT`: ", string(plan.MoaT), string(plan.DistKV))
}

// takeCase takes over what a case among the arguments says, unless flags say it.
func (o *addressing) takeCase(c *call, args []string) (err error) {
	if o.kept, err = c.readCase(args); err != nil || o.kept == nil {
		return err
	}
	if d := plan.Dialect(o.kept.Dialect); d != "" && !o.flags.Changed("dialect") {
		if !slices.Contains(moatcmd.Dialects, d) {
			return &usageError{fmt.Sprintf("%s: dialect: %q is neither %s nor %s", prose.Visible(o.kept.File), d, plan.MoaT, plan.DistKV), ""}
		}
		o.dialect = d
	}
	o.sayCase(c)
	return nil
}

// sayCase says what is taken from the case.
func (o *addressing) sayCase(c *call) {
	var said []string
	hosts := 0
	for _, s := range o.kept.Servers {
		if s.Host.Listed {
			hosts++
		}
	}
	if hosts > 0 {
		said = append(said, "where "+prose.Counted(uint64(hosts), "server")+" "+prose.Does(uint64(hosts), "is", "are"))
	}
	if o.kept.Dialect != "" {
		said = append(said, "dialect "+string(o.dialect))
	}
	for _, g := range o.kept.Gone {
		words := prose.Visible(g.Name) + " is gone"
		if g.Text != "" {
			words += fmt.Sprintf(" (%q)", g.Text)
		}
		said = append(said, words)
	}
	if o.kept.Together != nil {
		said = append(said, fmt.Sprintf("together: %v", *o.kept.Together))
	}
	for _, n := range []struct {
		words []dump.CaseWord
		thing string
	}{{o.kept.Accept, "accepted finding"}, {o.kept.Start, "start command"}} {
		if len(n.words) > 0 {
			said = append(said, prose.Counted(uint64(len(n.words)), n.thing))
		}
	}
	if len(said) > 0 {
		c.say(prose.Visible(o.kept.File)+": note: taken from it: "+strings.Join(said, "; "), "")
	}
}

// targets is the operator's word on where servers are.
func (o *addressing) targets() (map[string]plan.Target, error) {
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
	hosts, bad, err := o.readHostmap(c)
	if bad {
		e.code = exitUnread
	}
	o.locate(targets, hosts, e.view.Names())
	return err
}

// readHostmap reads the configuration that tells where servers are; nil if none was given.
// bad: not all of it could be read.
func (o *addressing) readHostmap(c *call) (hosts *dump.Hosts, bad bool, err error) {
	if o.hostmap == "" {
		return nil, false, nil
	}
	text, err := c.readText(o.hostmap, dump.MaxHostsSize, c.in)
	if err != nil {
		return nil, false, err
	}
	hosts, problems := dump.ReadHosts(o.hostmap, text)
	c.sayProblems(problems)
	return hosts, len(problems) > 0, nil
}

// locate adds where servers are by a configuration, and by the case, unless that is known.
func (o *addressing) locate(targets map[string]plan.Target, hosts *dump.Hosts, names []string) {
	for _, name := range names {
		if _, known := targets[name]; known || hosts == nil {
			continue
		}
		h := hosts.Of(name)
		t := plan.Target{Host: h.Name, Port: h.Port, From: plan.FromName, File: o.hostmap}
		if h.Listed {
			t.From, t.Line = plan.FromHostmap, h.Place.Line
		}
		targets[name] = t
	}
	if o.kept == nil {
		return
	}
	for _, s := range o.kept.Servers {
		if _, known := targets[s.Name]; !known && s.Host.Listed && slices.Contains(names, s.Name) {
			targets[s.Name] = plan.Target{Host: s.Host.Name, Port: s.Host.Port, From: plan.FromCase, File: o.kept.File, Line: s.Host.Place.Line}
		}
	}
}

// located is where servers are that are to be asked, and all of them: those named, and
// those that flags, a configuration or the case know.
func (o *addressing) located(c *call, names []string) (targets map[string]plan.Target, all []string, err error) {
	if targets, err = o.targets(); err != nil {
		return nil, nil, err
	}
	hosts, bad, err := o.readHostmap(c)
	if err != nil {
		return nil, nil, err
	}
	if bad {
		return nil, nil, &usageError{prose.Visible(o.hostmap) + ": not all of it can be read, so servers may be left out", "mend it"}
	}
	all = slices.Concat(names, slices.Collect(maps.Keys(targets)))
	if hosts != nil {
		all = append(all, hosts.Listed()...)
	}
	if o.kept != nil {
		for _, s := range o.kept.Servers {
			all = append(all, s.Name)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	o.locate(targets, hosts, all)
	return targets, all, nil
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
