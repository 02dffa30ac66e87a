package report

import (
	"io"

	"tickdiff/analyze"
	"tickdiff/ticks"
)

// VerifySchema names the shape of a verification in JSON.
const VerifySchema = "tickdiff/verify/v2"

// VerifyJSON writes a verification.
func VerifyJSON(w io.Writer, v *Verification) error {
	r := v.Result
	mode := "after"
	if r.Before {
		mode = "before"
	}
	j := newJSONWriter(w)
	j.member("schema", VerifySchema)
	j.member("plan", v.Plan)
	j.member("mode", mode)
	j.member("verdict", r.Verdict)
	jsonList(j, "servers", r.Servers, itself)
	jsonList(j, "steps", r.Steps, wireStepResult)
	jsonList(j, "lost", r.Lost, wireMissing)
	jsonList(j, "arisen", r.Arisen, wireMissing)
	jsonList(j, "waiting", r.Waiting, wireMissing)
	jsonList(j, "requests", r.Requests, wireVerifyRequest)
	j.member("now", wireNow(r.Now))
	j.member("next", nextWire{r.Next, v.Next})
	return j.close()
}

// nowWire is what the dumps come to by themselves.
type nowWire struct {
	Verdict analyze.Verdict `json:"verdict"`
	Sound   bool            `json:"sound"`
}

func wireNow(p *analyze.Plan) *nowWire {
	if p == nil {
		return nil
	}
	return &nowWire{p.Verdict, p.Sound}
}

type stepResultWire struct {
	Server  string               `json:"server"`
	Origin  string               `json:"origin"`
	Kind    analyze.MarkKind     `json:"kind"`
	Ticks   ticks.Set            `json:"ticks"`
	Count   uint64               `json:"count"`
	Outcome analyze.Outcome      `json:"outcome"`
	Why     analyze.Why          `json:"why"`
	Against analyze.List[string] `json:"against"`
}

func wireStepResult(s analyze.StepResult) stepResultWire {
	return stepResultWire{s.Server, s.Origin, s.Kind, s.Ticks, s.Ticks.Count(), s.Outcome, s.Why, s.Against}
}

// missingWire has a reason where something was decided.
type missingWire struct {
	Server string         `json:"server"`
	Origin string         `json:"origin"`
	Ticks  ticks.Set      `json:"ticks"`
	Count  uint64         `json:"count"`
	Reason analyze.Reason `json:"reason,omitempty"`
}

func wireMissing(d analyze.Decision) missingWire {
	return missingWire{d.Server, d.Origin, d.Ticks, d.Ticks.Count(), d.Reason}
}

type verifyRequestWire struct {
	Server string               `json:"server"`
	Argv   analyze.List[string] `json:"argv"`
}

func wireVerifyRequest(r analyze.Request) verifyRequestWire {
	return verifyRequestWire{r.Server, r.Argv}
}

type nextWire struct {
	Do   analyze.Next         `json:"do"`
	Argv analyze.List[string] `json:"argv"`
}
