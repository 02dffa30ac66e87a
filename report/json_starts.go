package report

import (
	"tickdiff/analyze"
	"tickdiff/ticks"
)

type startWire struct {
	Server        string                 `json:"server"`
	Source        analyze.Source         `json:"source"`
	Cut           bool                   `json:"cut"`
	Reissues      ticks.Set              `json:"reissues"`
	Authoritative analyze.List[fateWire] `json:"authoritative"`
}

type fateWire struct {
	Origin  string               `json:"origin"`
	Ticks   ticks.Set            `json:"ticks"`
	Count   uint64               `json:"count"`
	Reason  analyze.Reason       `json:"reason"`
	Outcome analyze.StartOutcome `json:"outcome"`
	Risk    bool                 `json:"risk"`
}

func wireStart(p *analyze.Plan, s analyze.Start) startWire {
	w := startWire{s.Server, s.Save, s.Cut, s.Reissues, nil}
	for _, d := range p.MissedBy(s.Server) {
		outcome := d.IfSuperseded()
		w.Authoritative = append(w.Authoritative, fateWire{d.Origin, d.Ticks, d.Ticks.Count(), d.Reason, outcome, outcome.Risky()})
	}
	return w
}

// start reads back what wireStart wrote, but for what is made anew.
func (w *startWire) start() analyze.Start {
	return analyze.Start{Server: w.Server, Save: w.Source, Cut: w.Cut, Reissues: w.Reissues}
}
