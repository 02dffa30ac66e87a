package report

import (
	"bytes"
	"encoding/json"

	"tickdiff/analyze/plan"
)

// ForgePlan reads a plan without holding it to its id, or to what is made again: whoever
// forges one can write both as they should be.
func ForgePlan(text []byte) (*plan.Plan, error) {
	var wire planWire
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&wire); err != nil {
		return nil, err
	}
	return wire.restored()
}
