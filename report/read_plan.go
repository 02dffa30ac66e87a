package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
)

// PlanError says why a text is not a plan that can be used.
type PlanError struct {
	Line, Col int // 0: the plan as a whole
	What      string
	Hint      string
}

func (e *PlanError) Error() string { return e.What }

// ReadPlan reads a plan that [PlanJSON] wrote. It takes nothing on trust: the
// plan is made again by [plan.Restore], and refused with a [PlanError] unless
// writing that plan gives all that stands in the text, its id and its commands
// included. Only white space, the order of members and the spelling of strings
// are free, so that a plan may have passed through another program.
func ReadPlan(text []byte) (*plan.Plan, error) {
	if err := checkSchema(text); err != nil {
		return nil, err
	}
	var wire planWire
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&wire); err != nil {
		return nil, misfit(err)
	}
	p, err := wire.restored()
	if err != nil {
		return nil, err
	}
	return p, compareToText(p, wire.ID, text)
}

// restored is the plan, made again.
func (w *planWire) restored() (*plan.Plan, error) {
	p, err := plan.Restore(w.plan())
	if err != nil {
		return nil, altered(err.Error())
	}
	return p, nil
}

// compareToText holds a plan to the text it was read from.
func compareToText(p *plan.Plan, id string, text []byte) error {
	again := shortText{most: maxEscape*len(text) + 1<<10}
	if err := planJSON(&again, p, id); err != nil {
		return altered(notOfItsSteps)
	}
	if own := PlanID(p); own != id {
		return altered(fmt.Sprintf("its id is %s, but its content has the id %s", prose.Visible(clip(id)), own))
	}
	if !bytes.Equal(canonicalJSON(text), canonicalJSON(again.Bytes())) {
		return altered(notOfItsSteps)
	}
	return nil
}

const (
	notOfItsSteps = "its commands, file names or numbers are not those of its steps"
	// maxEscape is how many bytes a byte of JSON text takes at most, written again.
	maxEscape = 6
)

// shortText is a text of some bytes at most. A plan of few bytes may ask for a billion
// ticks to be spelled out.
type shortText struct {
	bytes.Buffer
	most int
}

func (s *shortText) Write(p []byte) (int, error) {
	if s.Len()+len(p) > s.most {
		return 0, io.ErrShortWrite
	}
	return s.Buffer.Write(p)
}

func altered(what string) *PlanError {
	return &PlanError{What: "the plan was altered: " + what, Hint: "plan again from the dumps; a plan is not edited"}
}

// checkSchema looks at the schema before anything else: of any other shape
// nothing is known.
func checkSchema(text []byte) error {
	var head struct {
		Schema string `json:"schema"`
	}
	err := json.Unmarshal(text, &head)
	var syntax *json.SyntaxError
	switch {
	case head.Schema == PlanSchema:
		return nil
	case errors.As(err, &syntax):
		return notJSON(text, syntax)
	case slices.Contains(olderPlanSchemas, head.Schema):
		return &PlanError{What: fmt.Sprintf("a plan of the schema %q, which an older tickdiff wrote; this one reads %q", head.Schema, PlanSchema),
			Hint: "plan again from the same dumps"}
	case strings.HasPrefix(head.Schema, planSchemas):
		return &PlanError{What: fmt.Sprintf("a plan of the schema %q, which is newer than this tickdiff, which reads %q", clip(head.Schema), PlanSchema),
			Hint: "use a newer tickdiff, or plan again with this one"}
	case head.Schema != "":
		return &PlanError{What: fmt.Sprintf("not a plan: its schema is %q", clip(head.Schema)), Hint: planHint}
	}
	return &PlanError{What: "not a plan: it has no schema", Hint: planHint}
}

// olderPlanSchemas are those that no tickdiff writes any more. Their verdicts mean
// something else, so their plans are not taken over.
var olderPlanSchemas = []string{"tickdiff/plan/v1"}

const (
	planSchemas = "tickdiff/plan/"
	planHint    = "a plan is what \"tickdiff plan --format json\" writes"
)

// clip shortens foreign text for a message.
func clip(s string) string {
	const most = 80
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}

// notJSON turns a syntax error into one with a place.
func notJSON(text []byte, err *json.SyntaxError) *PlanError {
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return &PlanError{What: "not a plan: it is no JSON", Hint: planHint}
	}
	before := text[:min(max(err.Offset-1, 0), int64(len(text)))]
	return &PlanError{Line: bytes.Count(before, []byte("\n")) + 1, Col: len(before) - bytes.LastIndexByte(before, '\n'),
		What: "not a plan: " + err.Error(), Hint: planHint}
}

// misfit says what is wrong with JSON that is no plan of this schema.
func misfit(err error) *PlanError {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return altered(fmt.Sprintf("%s: no %s can stand there", clip(kind.Field), kind.Value))
	}
	return altered(strings.TrimPrefix(err.Error(), "json: "))
}

// canonicalJSON writes any JSON text in one form; it is nil for what is none.
func canonicalJSON(text []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var v any
	if decoder.Decode(&v) != nil {
		return nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic("report: JSON that was read cannot be written: " + err.Error())
	}
	return b
}
