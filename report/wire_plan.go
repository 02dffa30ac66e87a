package report

import (
	"encoding/json"
	"fmt"

	"tickdiff/analyze"
	"tickdiff/ticks"
)

// planWire is a plan as it stands in JSON, to be read as a whole. It is written
// member by member, see [jsonWriter.plan].
type planWire struct {
	Schema   string          `json:"schema"`
	ID       string          `json:"id"`
	Verdict  analyze.Verdict `json:"verdict"`
	Sound    bool            `json:"sound"`
	Options  optionsWire     `json:"options"`
	Servers  []coverageWire  `json:"servers"`
	Steps    []decisionWire  `json:"steps"`
	Left     []decisionWire  `json:"left"`
	Refused  []decisionWire  `json:"refused"`
	NotTold  []decisionWire  `json:"not_told"`
	Commands json.RawMessage `json:"commands"` // made anew, and compared
	Unlisted json.RawMessage `json:"unlisted"` // as well
	Requests []requestWire   `json:"requests"`
	Behind   []string        `json:"behind"`
	Next     json.RawMessage `json:"next"` // made anew, and compared
	Returns  []returnWire    `json:"returns"`
	Starts   []startWire     `json:"starts"`
	Entries  []entryWire     `json:"entries"`
	More     bool            `json:"more_entries"`
	Against  json.RawMessage `json:"against"` // made anew, and compared
}

// plan is all of it but what is made anew.
func (w *planWire) plan() (analyze.Plan, error) {
	p := analyze.Plan{Behind: w.Behind, Verdict: w.Verdict, Sound: w.Sound, Options: w.Options.options()}
	for i, c := range w.Servers {
		coverage, err := c.coverage()
		if err != nil {
			return p, fmt.Errorf("servers[%d]: %w", i, err)
		}
		p.Servers = append(p.Servers, coverage)
	}
	for _, list := range [][]decisionWire{w.Steps, w.Left, w.Refused, w.NotTold} {
		for _, d := range list {
			p.Decisions = append(p.Decisions, d.decision())
		}
	}
	for _, r := range w.Requests {
		p.Requests = append(p.Requests, analyze.Request{Server: r.Server, Decides: r.Decides, Helps: r.Helps})
	}
	for _, r := range w.Returns {
		p.Returns = append(p.Returns, r.returns())
	}
	for _, s := range w.Starts {
		p.Starts = append(p.Starts, s.start())
	}
	for _, e := range w.Entries {
		p.Entries.All = append(p.Entries.All, e.entry())
	}
	p.Entries.More = w.More
	return p, nil
}

func (w *optionsWire) options() analyze.PlanOptions {
	o := analyze.PlanOptions{Gone: w.Gone, Together: w.Together, Lost: w.Lost, Dialect: w.Dialect, Targets: map[string]analyze.Target{},
		Broadcast: w.Broadcast, AllCommands: w.AllCommands}
	for name, t := range w.Targets {
		o.Targets[name] = analyze.Target(t)
	}
	o.SettleUnproven = w.SettleUnproven
	for _, s := range w.Settle {
		o.Settle = append(o.Settle, analyze.Settlement{Origin: s.Origin, Ticks: ticks.Set(s.Ticks), Server: s.Server})
	}
	return o
}

func (w *coverageWire) coverage() (analyze.Coverage, error) {
	c := analyze.Coverage{Name: w.Name, Sections: w.Sections, Derived: w.Derived, WentBack: w.WentBack}
	for _, status := range analyze.Statuses {
		if status.String() == w.Status {
			c.Status = status
		}
	}
	if c.Status == 0 {
		return c, fmt.Errorf("no such status: %q", w.Status)
	}
	if w.Tock != nil {
		c.Tock, c.HasTock = *w.Tock, true
	}
	for _, t := range w.OnlyDeletions {
		c.OnlyDeletions = append(c.OnlyDeletions, analyze.OriginTicks{Origin: t.Origin, Ticks: ticks.Set(t.Ticks)})
	}
	if w.Source != nil {
		c.Sources = append(c.Sources, w.Source.proof(w.Name))
	}
	for _, s := range w.History {
		c.Sources = append(c.Sources, s.proof(w.Name))
	}
	return c, nil
}

func (w *sourceWire) proof(server string) analyze.Proof {
	return analyze.Proof{Server: server, Tock: w.Tock, File: w.File, Line: w.Line, SHA256: w.SHA256}
}

// decision is what stands in any of the lists. What is not told has a place in place of
// a reason. Restoring a plan sorts it, so that what stands in another list than that of
// its reason comes out elsewhere.
func (w *decisionWire) decision() analyze.Decision {
	d := analyze.Decision{Server: w.Server, Origin: w.Origin, Kind: w.Kind, Reason: w.Reason, Ticks: ticks.Set(w.Ticks),
		Holders: w.Holders, DeletedOn: w.Deleted, Needs: w.Needs, Evidence: proofs(w.Evidence)}
	if w.Stuck != nil {
		d.Stuck = ticks.Set(*w.Stuck)
	}
	if w.Tock != nil && w.File != nil && w.Line != nil {
		d.Reason = analyze.NoLongerTold
		d.Evidence = []analyze.Proof{{Server: w.Server, State: "missing-before", Ticks: d.Ticks, Tock: *w.Tock, File: *w.File, Line: *w.Line}}
	}
	return d
}

func proofs(all []proofWire) []analyze.Proof {
	var out []analyze.Proof
	for _, p := range all {
		out = append(out, analyze.Proof{Server: p.Server, State: p.State, Ticks: ticks.Set(p.Ticks), Tock: p.Tock, File: p.File, Line: p.Line})
	}
	return out
}

func (w *returnWire) returns() analyze.Return {
	r := analyze.Return{Server: w.Server, Dumped: w.Dumped}
	for _, h := range w.LastHeld {
		r.LastHeld = append(r.LastHeld, analyze.Holding{Origin: h.Origin, Ticks: ticks.Set(h.Ticks),
			Proof: analyze.Proof{Server: w.Server, State: "present", Ticks: ticks.Set(h.Ticks), Tock: h.Tock, File: h.File, Line: h.Line}})
	}
	return r
}
