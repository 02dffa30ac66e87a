package report

import (
	"encoding/json"
	"io"

	"tickdiff/analyze/cluster"
)

// EntriesSchema names the shape of a lookup in JSON.
const EntriesSchema = "tickdiff/entries/v1"

// EntriesJSON writes which entries ticks belong to.
func EntriesJSON(w io.Writer, l *cluster.Lookup) error {
	j := newJSONWriter(w)
	j.member("schema", EntriesSchema)
	j.member("origin", l.Origin)
	j.member("ticks", l.Ticks)
	jsonList(j, "files", l.Files, func(p cluster.Proof) saveWire { return saveWire{p.Server, p.Tock, p.File, p.SHA256} })
	jsonList(j, "entries", l.All, wireValuedEntry)
	j.member("more", l.More)
	j.member("without", l.Without)
	return j.close()
}

type saveWire struct {
	Server string `json:"server"`
	Tock   uint64 `json:"tock"`
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

type valuedEntryWire struct {
	cluster.Entry
	Value     json.RawMessage `json:"value"`
	ValueSize int64           `json:"value_size"`
}

func wireValuedEntry(e cluster.Entry) valuedEntryWire {
	w := valuedEntryWire{e, nil, e.ValueSize}
	if e.Value != "" {
		w.Value = json.RawMessage(e.Value)
	}
	return w
}
