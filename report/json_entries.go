package report

import (
	"encoding/json"
	"io"

	"tickdiff/analyze"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// EntriesSchema names the shape of a lookup in JSON.
const EntriesSchema = "tickdiff/entries/v1"

// EntriesJSON writes which entries ticks belong to.
func EntriesJSON(w io.Writer, l *analyze.Lookup) error {
	j := newJSONWriter(w)
	j.member("schema", EntriesSchema)
	j.member("origin", l.Origin)
	j.member("ticks", jsonTicks(l.Ticks))
	jsonList(j, "files", l.Files, func(p analyze.Proof) any { return saveWire{p.Server, p.Tock, p.File, p.SHA256} })
	jsonList(j, "entries", l.All, wireValuedEntry)
	j.member("more", l.More)
	j.member("without", jsonTicks(l.Without))
	return j.close()
}

type saveWire struct {
	Server string `json:"server"`
	Tock   uint64 `json:"tock"`
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

type entryWire struct {
	Path   string            `json:"path"`
	Ticks  []originTicksWire `json:"ticks"`
	Copies []copyWire        `json:"copies"`
}

type originTicksWire struct {
	Origin string    `json:"origin"`
	Ticks  jsonTicks `json:"ticks"`
}

type copyWire struct {
	Server   string     `json:"server"`
	File     string     `json:"file"`
	At       int64      `json:"at"`
	Tock     uint64     `json:"tock"`
	Chain    []linkWire `json:"chain"`
	Deletion []linkWire `json:"deletion"`
}

type linkWire struct {
	Origin string     `json:"origin"`
	Tick   ticks.Tick `json:"tick"`
}

func wireEntry(e analyze.Entry, file func(string) string) entryWire {
	w := entryWire{Path: e.Path}
	for _, t := range e.Ticks {
		w.Ticks = append(w.Ticks, originTicksWire{t.Origin, jsonTicks(t.Ticks)})
	}
	for _, c := range e.Copies {
		w.Copies = append(w.Copies, copyWire{c.Server, file(c.File), c.At, c.Tock, wireLinks(c.Chain), wireLinks(c.Deletion)})
	}
	return w
}

func wireLinks(links []dump.Link) []linkWire {
	out := make([]linkWire, len(links))
	for i, l := range links {
		out[i] = linkWire(l)
	}
	return out
}

type valuedEntryWire struct {
	entryWire
	Value     json.RawMessage `json:"value"`
	ValueSize int64           `json:"value_size"`
}

func wireValuedEntry(e analyze.Entry) any {
	w := valuedEntryWire{wireEntry(e, func(file string) string { return file }), nil, e.ValueSize}
	if e.Value != "" {
		w.Value = json.RawMessage(e.Value)
	}
	return w
}

// entry reads back what wireEntry wrote.
func (w *entryWire) entry() analyze.Entry {
	e := analyze.Entry{Path: w.Path}
	for _, t := range w.Ticks {
		e.Ticks = append(e.Ticks, analyze.OriginTicks{Origin: t.Origin, Ticks: ticks.Set(t.Ticks)})
	}
	for _, c := range w.Copies {
		e.Copies = append(e.Copies, analyze.Copy{Server: c.Server, File: c.File, At: c.At, Tock: c.Tock, Chain: links(c.Chain), Deletion: links(c.Deletion)})
	}
	return e
}

func links(all []linkWire) []dump.Link {
	var out []dump.Link
	for _, l := range all {
		out = append(out, dump.Link(l))
	}
	return out
}
