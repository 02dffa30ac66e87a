package report

import (
	"encoding/hex"
	"encoding/json"
	"io"

	"tickdiff/analyze/heal"
	"tickdiff/dump"
)

// HealSchema names the shape of a join of saves in JSON.
const HealSchema = "tickdiff/heal/v1"

// HealJSON writes what a join of saves comes to.
func HealJSON(w io.Writer, r *heal.Result) error {
	j := newJSONWriter(w)
	j.member("schema", HealSchema)
	j.member("verdict", r.Verdict)
	j.member("missing", r.Missing)
	jsonList(j, "saves", r.Saves, itself)
	jsonList(j, "no_save", r.NoSave, itself)
	counts := map[string]int{}
	for c, n := range r.Counts {
		counts[c.String()] = n
	}
	j.member("counts", counts)
	jsonList(j, "differences", r.Differences, func(d heal.Difference) differenceWire { return wireDifference(r, &d) })
	j.member("more", r.More)
	jsonList(j, "commands", writesOf(r), itself)
	return j.close()
}

type differenceWire struct {
	Path     string       `json:"path"`
	Internal bool         `json:"internal"`
	Class    heal.Class   `json:"class"`
	Copies   []copyWire   `json:"copies"`
	Lacking  []string     `json:"lacking"`
	Proposed string       `json:"proposed"`
	Right    string       `json:"right"`
	Refusal  heal.Refusal `json:"refusal"`
}

type copyWire struct {
	Server    string          `json:"server"`
	Chain     []dump.Link     `json:"chain"`
	Tock      uint64          `json:"tock"`
	Digest    string          `json:"digest"`
	Value     json.RawMessage `json:"value"`
	ValueSize int64           `json:"value_size"`
}

func wireDifference(r *heal.Result, d *heal.Difference) differenceWire {
	w := differenceWire{Path: d.Path, Internal: d.Internal, Class: d.Class, Copies: []copyWire{}, Lacking: []string{}, Proposed: d.Proposed, Refusal: d.Refusal}
	for i, c := range d.Copies {
		server := r.Saves[i].Server
		if c == nil {
			w.Lacking = append(w.Lacking, server)
			continue
		}
		wire := copyWire{server, c.Chain, c.Tock, hex.EncodeToString(c.Value[:]), nil, d.Values[i].Size}
		if text := d.Values[i].Text; text != "" {
			wire.Value = json.RawMessage(text)
		}
		w.Copies = append(w.Copies, wire)
	}
	if d.Write != nil && !d.Write.Deletes {
		w.Right = d.Write.Server
	}
	return w
}

type writeWire struct {
	Path   string       `json:"path"`
	Do     string       `json:"do"`
	Word   bool         `json:"word"`
	Server string       `json:"server"`
	Last   dump.Link    `json:"last"`
	Argv   []string     `json:"argv"`
	Looks  []heal.Look  `json:"looks"`
	Absent []absentWire `json:"absent"`
}

// absentWire is a look that is to print nothing.
type absentWire struct {
	Server string   `json:"server"`
	Argv   []string `json:"argv"`
}

func absentOf(w *heal.Write) []absentWire {
	out := make([]absentWire, len(w.Absent))
	for i, l := range w.Absent {
		out[i] = absentWire{l.Server, l.Argv}
	}
	return out
}

// writesOf are the commands, each with its entry.
func writesOf(r *heal.Result) (all []writeWire) {
	for i := range r.Differences {
		d := &r.Differences[i]
		if w := d.Write; w != nil {
			all = append(all, writeWire{d.Path, doWord(w), w.Word, w.Server, w.Last, w.Argv, w.Looks, absentOf(w)})
		}
	}
	return all
}

func doWord(w *heal.Write) string {
	if w.Deletes {
		return "delete"
	}
	return "write"
}
