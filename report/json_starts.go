package report

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/ticks"
)

type startWire struct {
	Server        string                 `json:"server"`
	Source        plan.Source            `json:"source"`
	Cut           bool                   `json:"cut"`
	Reissues      ticks.Set              `json:"reissues"`
	Authoritative cluster.List[fateWire] `json:"authoritative"`
}

type fateWire struct {
	Origin  string            `json:"origin"`
	Ticks   ticks.Set         `json:"ticks"`
	Count   uint64            `json:"count"`
	Reason  plan.Reason       `json:"reason"`
	Outcome plan.StartOutcome `json:"outcome"`
	Risk    bool              `json:"risk"`
}

func wireStart(p *plan.Plan, s plan.Start) startWire {
	w := startWire{s.Server, s.Save, s.Cut, s.Reissues, nil}
	for _, d := range p.MissedBy(s.Server) {
		outcome := d.IfSuperseded()
		w.Authoritative = append(w.Authoritative, fateWire{d.Origin, d.Ticks, d.Ticks.Count(), d.Reason, outcome, outcome.Risky()})
	}
	return w
}

// start reads back what wireStart wrote, except what is made again.
func (w *startWire) start() plan.Start {
	return plan.Start{Server: w.Server, Save: w.Source, Cut: w.Cut, Reissues: w.Reissues}
}
