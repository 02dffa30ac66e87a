package report

import (
	"io"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/verify"
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
	Verdict plan.Verdict `json:"verdict"`
	Sound   bool         `json:"sound"`
}

func wireNow(p *plan.Plan) *nowWire {
	if p == nil {
		return nil
	}
	return &nowWire{p.Verdict, p.Sound}
}

type stepResultWire struct {
	Server  string               `json:"server"`
	Origin  string               `json:"origin"`
	Kind    plan.MarkKind        `json:"kind"`
	Ticks   ticks.Set            `json:"ticks"`
	Count   uint64               `json:"count"`
	Outcome verify.Outcome       `json:"outcome"`
	Why     verify.Why           `json:"why"`
	Against cluster.List[string] `json:"against"`
}

func wireStepResult(s verify.StepResult) stepResultWire {
	return stepResultWire{s.Server, s.Origin, s.Kind, s.Ticks, s.Ticks.Count(), s.Outcome, s.Why, s.Against}
}

// missingWire has a reason where something was decided.
type missingWire struct {
	Server string      `json:"server"`
	Origin string      `json:"origin"`
	Ticks  ticks.Set   `json:"ticks"`
	Count  uint64      `json:"count"`
	Reason plan.Reason `json:"reason,omitempty"`
}

func wireMissing(d plan.Decision) missingWire {
	return missingWire{d.Server, d.Origin, d.Ticks, d.Ticks.Count(), d.Reason}
}

type verifyRequestWire struct {
	Server string               `json:"server"`
	Argv   cluster.List[string] `json:"argv"`
}

func wireVerifyRequest(r plan.Request) verifyRequestWire {
	return verifyRequestWire{r.Server, r.Argv}
}

type nextWire struct {
	Do   verify.Next          `json:"do"`
	Argv cluster.List[string] `json:"argv"`
}
