package report

import (
	"io"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/diff"
	"tickdiff/ticks"
)

// DiffSchema names the shape of a difference in JSON.
const DiffSchema = "tickdiff/diff/v1"

// DiffJSON writes a difference.
func DiffJSON(w io.Writer, d *diff.Result) error {
	j := newJSONWriter(w)
	j.member("schema", DiffSchema)
	j.member("verdict", d.Verdict)
	jsonList(j, "servers", d.Servers, itself)
	jsonList(j, "back", d.Back, itself)
	jsonList(j, "moves", d.Moves, wireMove)
	return j.close()
}

type moveWire struct {
	Move     string           `json:"move"`
	Severity cluster.Severity `json:"severity"`
	Server   string           `json:"server"`
	Origin   string           `json:"origin"`
	From     string           `json:"from"`
	To       string           `json:"to"`
	Ticks    ticks.Set        `json:"ticks"`
	Count    uint64           `json:"count"`
}

func wireMove(m diff.Move) moveWire {
	return moveWire{m.Kind.ID, m.Kind.Severity, m.Server, m.Origin, m.From, m.To, m.Ticks, m.Ticks.Count()}
}
