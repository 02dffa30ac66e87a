package analyze_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"tickdiff/analyze"
	"tickdiff/analyze/internal/toy"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// rounds is a toy cluster that lives on between its dumps, each of which is asked
// for some sections only.
type rounds struct {
	*situation
	rand *rand.Rand
	tock uint64
	last map[string]*dump.Dump // of each living server, taken when nothing moves any more
}

// TestDumpsOfManyTimes holds that no plan from dumps of any age and content marks
// what a living server has, unless that server's newest dump tells nothing of it:
// what an offline tool cannot know.
func TestDumpsOfManyTimes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 8))
	marked := 0
	for range 12000 {
		c := liveThrough(r)
		for _, server := range c.cluster.Servers {
			if server.Dead && named(c.dumps, server.Name) {
				c.gone = append(c.gone, server.Name)
			}
		}
		view, err := analyze.Merge(slices.Clone(c.dumps), analyze.MergeOptions{Gone: c.gone})
		if err != nil {
			continue // it died after others were dumped last
		}
		for _, command := range analyze.MakePlan(view, analyze.PlanOptions{}).Commands {
			marked++
			c.hold(t, command)
		}
	}
	if marked == 0 {
		t.Fatal("nothing was ever marked")
	}
}

func liveThrough(r *rand.Rand) *rounds {
	c := &rounds{situation: &situation{cluster: &toy.Cluster{}}, rand: r, last: map[string]*dump.Dump{}}
	names := []string{"a", "b", "c", "d"}[:2+r.IntN(3)]
	for _, name := range names {
		c.cluster.Servers = append(c.cluster.Servers, &toy.Server{Name: name, Cells: map[string][]toy.Cell{}})
	}
	for range r.IntN(30) {
		c.happen(names[r.IntN(min(2, len(names)))])
	}
	for _, i := range r.Perm(len(names)) {
		if server := c.cluster.Servers[i]; !server.Dead {
			c.last[server.Name] = c.dump(server)
		}
	}
	return c
}

// happen lets a living server hear of ticks, move one on, be dumped or die.
func (c *rounds) happen(origin string) {
	living := slices.DeleteFunc(slices.Clone(c.cluster.Servers), func(s *toy.Server) bool { return s.Dead })
	server := living[c.rand.IntN(len(living))]
	cells := server.Cells[origin]
	c.tock++
	switch x := c.rand.IntN(40); {
	case x < 16:
		if c.rand.IntN(2) == 0 {
			cells = append(cells, toy.Missing)
		}
		server.Cells[origin] = append(cells, toy.Present)
	case x < 34 && len(cells) > 0:
		i := c.rand.IntN(len(cells))
		next := after[cells[i]]
		cells[i] = next[c.rand.IntN(len(next))]
	case x < 39:
		c.dump(server)
	default:
		server.Dead = len(living) > 1
	}
}

// after is what may become of a tick while the servers do as they should.
var after = map[toy.Cell][]toy.Cell{
	toy.Missing:    {toy.Missing, toy.Present, toy.Superseded, toy.Deleted},
	toy.Present:    {toy.Present, toy.Superseded, toy.Pending},
	toy.Pending:    {toy.Pending, toy.Deleted},
	toy.Superseded: {toy.Superseded},
	toy.Deleted:    {toy.Deleted},
}

// dump asks for all sections, or for some.
func (c *rounds) dump(server *toy.Server) *dump.Dump {
	server.Tock = c.tock
	c.tock++
	d := c.cluster.Dump(server.Name, toy.All)
	c.dumps = append(c.dumps, d)
	if c.rand.IntN(3) == 0 {
		return d
	}
	if c.rand.IntN(2) == 0 {
		d.Nodes = dump.Nodes{}
	}
	for _, k := range dump.Kinds {
		if c.rand.IntN(2) == 0 {
			*d.Section(k) = dump.Section{}
		}
	}
	return d
}

// hold fails if a living server has any of what is marked, and told so last.
func (c *rounds) hold(t *testing.T, command analyze.Command) {
	t.Helper()
	for _, server := range c.cluster.Servers {
		for i, cell := range server.Cells[command.Origin()] {
			tick := ticks.Tick(i + 1)
			has := cell == toy.Present || cell == toy.Pending
			if has && !server.Dead && command.Ticks().Contains(tick) && tells(c.last[server.Name], command.Origin(), tick) {
				t.Fatalf("%s:%d is marked %s on %s, and %s has it\nin %s", command.Origin(), tick, command.Kind(), command.Server(), server.Name, c)
			}
		}
	}
}

// tells reports whether a dump says anything of a tick, or what is present.
func tells(d *dump.Dump, origin string, t ticks.Tick) bool {
	return d.Told(dump.Present, origin).How != dump.NotTold || slices.ContainsFunc(dump.Kinds, func(k dump.Kind) bool {
		return d.Told(k, origin).Set.Contains(t)
	})
}
