package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"tickdiff/analyze/redact"
)

// KeySchema names the shape of a key in JSON.
const KeySchema = "tickdiff/key/v1"

type keyWire struct {
	Schema string        `json:"schema"`
	Names  []keyNameWire `json:"names"`
}

type keyNameWire struct {
	Placeholder string `json:"placeholder"`
	Name        string `json:"name"`
}

// KeyJSON writes the key to redacted dumps.
func KeyJSON(w io.Writer, key redact.Key) error {
	j := newJSONWriter(w)
	j.member("schema", KeySchema)
	jsonList(j, "names", key, func(n redact.Name) any { return keyNameWire(n) })
	return j.close()
}

// ReadKey reads a key that [KeyJSON] wrote.
func ReadKey(text []byte) (redact.Key, error) {
	var wire keyWire
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&wire)
	if _, end := decoder.Token(); err != nil || end != io.EOF || wire.Schema != KeySchema {
		return nil, errors.New("not a key: it is not what \"tickdiff redact --key\" wrote")
	}
	key := make(redact.Key, len(wire.Names))
	for i, n := range wire.Names {
		key[i] = redact.Name(n)
	}
	return key, key.Check()
}
