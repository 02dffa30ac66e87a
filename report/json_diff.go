package report

import (
	"io"

	"tickdiff/analyze"
)

// DiffSchema names the shape of a difference in JSON.
const DiffSchema = "tickdiff/diff/v1"

// DiffJSON writes a difference.
func DiffJSON(w io.Writer, d *analyze.Difference) error {
	j := newJSONWriter(w)
	j.member("schema", DiffSchema)
	j.member("verdict", d.Verdict)
	jsonList(j, "servers", d.Servers, wireServerDiff)
	jsonList(j, "back", d.Back, wireTickBack)
	jsonList(j, "moves", d.Moves, wireMove)
	return j.close()
}

type serverDiffWire struct {
	Name       string   `json:"name"`
	Status     string   `json:"status"`
	TockBefore *uint64  `json:"tock_before"`
	TockAfter  *uint64  `json:"tock_after"`
	WentBack   bool     `json:"went_back"`
	Uncompared []string `json:"uncompared"`
}

func wireServerDiff(s analyze.ServerDiff) any {
	return serverDiffWire{s.Name, s.Status.String(), s.Before, s.After, s.WentBack, jsonNames(s.Uncompared)}
}

type tickBackWire struct {
	Server string `json:"server"`
	Origin string `json:"origin"`
	Before uint64 `json:"before"`
	After  uint64 `json:"after"`
}

func wireTickBack(b analyze.TickBack) any {
	return tickBackWire{b.Server, b.Origin, uint64(b.Before), uint64(b.After)}
}

type moveWire struct {
	Move     string    `json:"move"`
	Severity string    `json:"severity"`
	Server   string    `json:"server"`
	Origin   string    `json:"origin"`
	From     string    `json:"from"`
	To       string    `json:"to"`
	Ticks    jsonTicks `json:"ticks"`
	Count    uint64    `json:"count"`
}

func wireMove(m analyze.Move) any {
	return moveWire{m.Kind.ID, m.Kind.Severity.String(), m.Server, m.Origin, m.From, m.To, jsonTicks(m.Ticks), m.Ticks.Count()}
}
