package report

import (
	"tickdiff/analyze"
	"tickdiff/ticks"
)

type startWire struct {
	Server        string     `json:"server"`
	Source        sourceWire `json:"source"`
	Cut           bool       `json:"cut"`
	Reissues      jsonTicks  `json:"reissues"`
	Authoritative []fateWire `json:"authoritative"`
}

type fateWire struct {
	Origin  string               `json:"origin"`
	Ticks   jsonTicks            `json:"ticks"`
	Count   uint64               `json:"count"`
	Reason  analyze.Reason       `json:"reason"`
	Outcome analyze.StartOutcome `json:"outcome"`
	Risk    bool                 `json:"risk"`
}

func wireStart(p *analyze.Plan, s analyze.Start, file func(string) string) startWire {
	w := startWire{s.Server, sourceWire{file(s.Save.File), s.Save.Line, s.Save.SHA256, s.Save.Tock}, s.Cut, jsonTicks(s.Reissues), []fateWire{}}
	for _, d := range p.MissedBy(s.Server) {
		outcome := d.IfSuperseded()
		w.Authoritative = append(w.Authoritative, fateWire{d.Origin, jsonTicks(d.Ticks), d.Ticks.Count(), d.Reason, outcome, outcome.Risky()})
	}
	return w
}

// start reads back what wireStart wrote, but for what is made anew.
func (w *startWire) start() analyze.Start {
	return analyze.Start{Server: w.Server, Save: w.Source.proof(w.Server), Cut: w.Cut, Reissues: ticks.Set(w.Reissues)}
}
