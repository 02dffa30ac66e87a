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

func wireStart(s analyze.Start, file func(string) string) startWire {
	w := startWire{s.Server, sourceWire{file(s.Save.File), s.Save.Line, s.Save.SHA256, s.Save.Tock}, s.Cut, jsonTicks(s.Reissues), make([]fateWire, len(s.Fates))}
	for i, f := range s.Fates {
		w.Authoritative[i] = fateWire{f.Origin, jsonTicks(f.Ticks), f.Ticks.Count(), f.Reason, f.Outcome, f.Outcome.Risky()}
	}
	return w
}

// start reads back what wireStart wrote, but for what is made anew.
func (w *startWire) start() analyze.Start {
	return analyze.Start{Server: w.Server, Save: w.Source.proof(w.Server), Cut: w.Cut, Reissues: ticks.Set(w.Reissues)}
}
