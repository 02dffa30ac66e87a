package report

import (
	"encoding/json"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
)

// planWire is a plan as it stands in JSON, to be read as a whole. It is written
// member by member, see [jsonWriter.plan].
type planWire struct {
	Schema   string          `json:"schema"`
	ID       string          `json:"id"`
	Verdict  plan.Verdict    `json:"verdict"`
	Sound    bool            `json:"sound"`
	Options  plan.Options    `json:"options"`
	Servers  []coverageWire  `json:"servers"`
	Steps    []decisionWire  `json:"steps"`
	Left     []decisionWire  `json:"left"`
	Refused  []decisionWire  `json:"refused"`
	NotTold  []decisionWire  `json:"not_told"`
	Commands json.RawMessage `json:"commands"` // made again, and compared
	Unlisted json.RawMessage `json:"unlisted"` // as well
	Requests []plan.Request  `json:"requests"`
	Behind   []string        `json:"behind"`
	Asking   []string        `json:"asking"`

	Collection string `json:"collection"`

	Next    json.RawMessage `json:"next"` // made again, and compared
	Returns []returnWire    `json:"returns"`
	Starts  []startWire     `json:"starts"`
	Entries []cluster.Entry `json:"entries"`
	More    bool            `json:"more_entries"`
	Against json.RawMessage `json:"against"` // made again, and compared
}

// plan is all of it but what is made again.
func (w *planWire) plan() plan.Plan {
	p := plan.Plan{Behind: w.Behind, Asking: w.Asking, Collection: w.Collection, Verdict: w.Verdict, Sound: w.Sound, Options: w.Options, Requests: w.Requests,
		Entries: cluster.Entries{All: w.Entries, More: w.More}}
	for _, c := range w.Servers {
		p.Servers = append(p.Servers, c.coverage())
	}
	for _, list := range [][]decisionWire{w.Steps, w.Left, w.Refused, w.NotTold} {
		for _, d := range list {
			p.Decisions = append(p.Decisions, d.decision())
		}
	}
	for _, r := range w.Returns {
		p.Returns = append(p.Returns, plan.Return{Server: r.Server, Dumped: r.Dumped, LastHeld: r.LastHeld})
	}
	for _, s := range w.Starts {
		p.Starts = append(p.Starts, s.start())
	}
	return p
}

func (w *coverageWire) coverage() plan.Coverage {
	c := plan.Coverage{Name: w.Name, Status: w.Status, Sections: w.Sections, Derived: w.Derived, WentBack: w.WentBack}
	if w.Tock != nil {
		c.Tock, c.HasTock = *w.Tock, true
	}
	if w.Source != nil {
		c.Sources = append([]plan.Source{*w.Source}, w.History...)
	}
	for _, t := range w.OnlyDeletions {
		c.OnlyDeletions = append(c.OnlyDeletions, t.OriginTicks)
	}
	return c
}

// decision reads an entry of any of the lists. Restoring a plan sorts it, so that what
// stands in another list than that of its reason comes out elsewhere.
func (w *decisionWire) decision() plan.Decision {
	d := plan.Decision{Server: w.Server, Origin: w.Origin, Kind: w.Kind, Reason: w.Reason, Ticks: w.Ticks,
		Holders: w.Holders, DeletedOn: w.Deleted, Needs: w.Needs, Evidence: w.Evidence,
		More: w.MoreHolders + w.MoreNeeds, MoreDeleted: w.MoreDeleted, Some: w.Some}
	if w.Stuck != nil {
		d.Stuck = *w.Stuck
	}
	if w.Tock != nil && w.File != nil && w.Line != nil { // where what is not told was missing
		d.Evidence = []cluster.Proof{{Server: w.Server, State: cluster.Shown{Word: cluster.InMissing.String(), Before: true}, Ticks: d.Ticks, Tock: *w.Tock, File: *w.File, Line: *w.Line}}
	}
	return d
}
