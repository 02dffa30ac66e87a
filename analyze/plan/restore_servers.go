package plan

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// checkServers holds what is said of servers to what a dump can show of one. Words and
// hashes are written into texts and scripts as they are.
func (r *restorer) checkServers() error {
	var names []string
	for _, c := range r.Servers {
		names = append(names, c.Name)
	}
	if err := checkSorted("servers", names); err != nil {
		return err
	}
	if err := each("servers", r.Servers, r.checkServer); err != nil {
		return err
	}
	return r.checkOnlyDeletions()
}

func (r *restorer) checkServer(c *Coverage) error {
	if err := c.checkSections(); err != nil {
		return err
	}
	for _, s := range c.Sources {
		if err := s.check(); err != nil {
			return err
		}
	}
	dumped := len(c.Sources) > 0
	told := c.HasTock || len(c.Sections) > 0
	switch {
	case c.Status == 0:
		return fmt.Errorf("no status")
	case c.Status == cluster.Seen && !dumped:
		return fmt.Errorf("seen, and no dump of it")
	case (c.Status == cluster.Unseen || c.Status == cluster.Phantom) && dumped, !dumped && told:
		return fmt.Errorf("not dumped, and a dump of it")
	case dumped && c.Tock != c.Sources[0].Tock:
		return fmt.Errorf("the tock is %d, and that of its newest dump %d", c.Tock, c.Sources[0].Tock)
	case c.WentBack && (c.Status != cluster.Seen || len(c.Sources) < 2):
		return fmt.Errorf("its history went back, and it has none")
	case len(c.OnlyDeletions) > 0 && (c.Status != cluster.Seen || !c.tells(dump.Deleted)):
		return fmt.Errorf("deletions that no dump tells")
	}
	return nil
}

// checkSections holds that sections are those there are, each once and in their order.
func (c *Coverage) checkSections() error {
	rest := []string{"nodes"}
	for _, k := range dump.Kinds {
		rest = append(rest, k.String())
	}
	for _, word := range c.Sections {
		i := slices.Index(rest, word)
		if i < 0 {
			return fmt.Errorf("no such section: %q", word)
		}
		rest = rest[i+1:]
	}
	told := slices.DeleteFunc(slices.Clone(c.Sections), func(word string) bool { return word == "nodes" })
	for _, word := range c.Derived {
		i := slices.Index(told, word)
		if i < 0 {
			return fmt.Errorf("no such section: %q", word)
		}
		told = told[i+1:]
	}
	return nil
}

func (c *Coverage) tells(k dump.Kind) bool { return slices.Contains(c.Sections, k.String()) }

// check takes no hash for one: that of an input that changed is not known.
func (s *Source) check() error {
	const digits = 64
	if len(s.SHA256) > digits || strings.Trim(s.SHA256, "0123456789abcdef") != "" {
		return fmt.Errorf("no such hash: %q", s.SHA256)
	}
	if s.Line < 0 {
		return fmt.Errorf("no such line: %d", s.Line)
	}
	return nil
}

// checkOnlyDeletions holds that what one server alone has deleted is told of one.
func (r *restorer) checkOnlyDeletions() error {
	alone := map[string][]ticks.Set{}
	for i, c := range r.Servers {
		err := each("only_deletions", c.OnlyDeletions, func(t *cluster.OriginTicks) error {
			alone[t.Origin] = append(alone[t.Origin], t.Ticks)
			return r.checkOriginTicks(t.Origin, t.Ticks)
		})
		if err != nil {
			return fmt.Errorf("servers[%d]: %w", i, err)
		}
		if err := checkSorted(fmt.Sprintf("servers[%d]: only_deletions", i), originsOf(c.OnlyDeletions)); err != nil {
			return err
		}
	}
	for origin, sets := range alone {
		if _, ok := apart(sets); !ok {
			return fmt.Errorf("only_deletions: two servers have ticks of %q", origin)
		}
	}
	return nil
}

func originsOf(list []cluster.OriginTicks) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Origin)
	}
	return out
}

// checkOriginTicks holds that there are such ticks of such an origin.
func (r *restorer) checkOriginTicks(origin string, set ticks.Set) error {
	if err := r.checkName(origin); err != nil {
		return err
	}
	return checkTicks(set)
}

// checkName holds that it is a server's: each is an origin, and each origin a server.
func (r *restorer) checkName(name string) error {
	if r.servers[name] == nil {
		return fmt.Errorf("no server is called %q", name)
	}
	return nil
}

func (r *restorer) checkSeen(server string) error {
	if c := r.servers[server]; c == nil || c.Status != cluster.Seen {
		return fmt.Errorf("the server %q was not seen", server)
	}
	return nil
}

// checkNames holds that each of the servers was seen, and stands once and in order.
func (r *restorer) checkNames(list string, names []string) error {
	if err := each(list, names, func(name *string) error { return r.checkSeen(*name) }); err != nil {
		return err
	}
	return checkSorted(list, names)
}
