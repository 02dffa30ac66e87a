package check

import (
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/docs"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Check looks for one kind of trouble.
type Check struct {
	ID       string // a kebab-case word, for ever
	Title    string // what it finds, in a few words
	Severity cluster.Severity
	Needs    Needs
	run      func(c *Case, report func(Finding))
}

// Doc is what the check's page says: its meaning, cause and fix.
// The page begins with ID and title, and ends with the needs.
func (c *Check) Doc() string {
	page, err := docs.Checks.ReadFile("checks/" + c.ID + ".md")
	if err != nil {
		panic("check: " + err.Error())
	}
	paragraphs := strings.Split(string(page), "\n\n")
	return strings.Join(paragraphs[2:len(paragraphs)-1], "\n\n")
}

// Case is what checks look at.
type Case struct {
	View *cluster.View
	Plan *plan.Plan

	origins  []*cluster.Origin // of all servers, in the order of View.Servers
	eligible []bool            // of each server: it meets the needs of the check at hand
	looking  int               // how many are eligible
	racing   bool              // the plan is, see [plan.Plan.Racing]
	waiting  bool              // some of what is missing is a deletion that waits for its purge
	moving   *motion           // see [Case.motion]
	compared *comparison
	equal    bool // see [Case.valuesAreEqual]
}

// Result is what all checks together say.
type Result struct {
	Findings []Finding // sorted, the worst first
	Skipped  []Skipped // in the order of the catalogue
	Unused   []Unused  // in the order given; see [Result.Accept]
}

// NewCase prepares what the checks look at.
func NewCase(v *cluster.View, p *plan.Plan) *Case {
	c := &Case{View: v, Plan: p, racing: p.Racing()}
	c.waiting = slices.ContainsFunc(p.Of(plan.Left), func(d plan.Decision) bool { return d.Reason == plan.DeletionPending })
	c.equal = c.valuesAreEqual()
	c.origins = slices.AppendSeq(make([]*cluster.Origin, 0, len(v.Servers)), v.Origins(v.Names()))
	return c
}

// Examine runs the whole catalogue.
func Examine(v *cluster.View, p *plan.Plan) Result {
	c := NewCase(v, p)
	var r Result
	for _, check := range Catalogue {
		c.Apply(check, &r)
	}
	r.sort()
	return r
}

func (r *Result) sort() {
	slices.SortFunc(r.Findings, func(a, b Finding) int { return compareFindings(&a, &b) })
}

// Apply runs one check where its needs are met, and adds to the result what it
// finds, unsorted, and where it could not look.
func (c *Case) Apply(check *Check, r *Result) {
	if !c.meet(check, r) {
		return
	}
	var found []Finding
	check.run(c, func(f Finding) {
		f.ID = check.ID
		if f.Severity == 0 {
			f.Severity = check.Severity
		}
		if f.say == nil {
			f.finish() // at once, since lists of names can be long
		}
		found = append(found, f)
	})
	r.Findings = append(r.Findings, join(found)...)
}

// names are those of servers given by index.
func (c *Case) names(servers []int) []string {
	return c.View.NamesOf(servers)
}

// proof is what a seen server says of ticks of an origin, and where.
func (c *Case) proof(o *cluster.Origin, server int, state cluster.State, set ticks.Set) cluster.Proof {
	return o.Replica(server).Proof(o.Name, state, set)
}

// cite proves ticks by what the first few of the servers say.
func (c *Case) cite(o *cluster.Origin, servers []int, state cluster.State, set ticks.Set) []cluster.Proof {
	return c.citeEach(o, servers, state, func(int) ticks.Set { return set })
}

// citeParts does the same where a server may have only some of the ticks: present,
// or if the state is no more than that, missing.
func (c *Case) citeParts(o *cluster.Origin, servers []int, state cluster.State, set ticks.Set) []cluster.Proof {
	return c.citeEach(o, servers, state, func(i int) ticks.Set {
		if state == cluster.InMissing {
			return o.Replica(servers[i]).Missing.Intersect(set)
		}
		return o.Replica(servers[i]).Present.Intersect(set)
	})
}

// citeEach does the same with the ticks of each server, given by its place in servers.
func (c *Case) citeEach(o *cluster.Origin, servers []int, state cluster.State, set func(i int) ticks.Set) []cluster.Proof {
	var out []cluster.Proof
	for i, s := range servers[:min(len(servers), witnesses)] {
		out = append(out, c.proof(o, s, state, set(i)))
	}
	return out
}

// proofAsked shows that a server remembers to have been asked for ticks.
func (c *Case) proofAsked(o *cluster.Origin, server int, set ticks.Set) cluster.Proof {
	return cluster.ProofIn(o.Replica(server).From(dump.RemoteMissing), dump.RemoteMissing, c.View.Dumped[server].Name, o.Name, dump.RemoteMissing.String(), set)
}

// look adds the command that shows the entry behind the first of some ticks on a server,
// unless none can be trusted with the names.
func (c *Case) look(run [][]string, server, origin string, set ticks.Set) [][]string {
	first, _ := set.Bounds()
	return addRun(run, c.Plan.Client(server).Tick(origin, first.Begin))
}

// addRun adds a command to others, unless it is nil: none can be trusted with the names.
func addRun(run [][]string, argv []string) [][]string {
	if argv == nil {
		return run
	}
	return append(run, argv)
}

// index is the place in the view of a server that the plan names.
func (c *Case) index(server string) int {
	i := c.View.Index(server)
	if i < 0 {
		panic("check: the plan is of another view")
	}
	return i
}

func (c *Case) indexes(servers []string) []int {
	out := make([]int, len(servers))
	for i, name := range servers {
		out[i] = c.index(name)
	}
	return out
}

// witnessing are the first few of the servers, which are cited.
func (c *Case) witnessing(servers []string) []int {
	return c.indexes(servers[:min(len(servers), witnesses)])
}

func (c *Case) originNamed(name string) *cluster.Origin {
	return c.origins[cluster.IndexIn(c.View.Servers, name)]
}
