package report

import (
	"io"

	"tickdiff/dump"
)

// Dumps writes dumps in the servers' own bytes, as documents of one YAML stream.
func Dumps(w io.Writer, dumps []*dump.Dump) error { return documents(w, dumps, dump.Encode) }

// WrittenDumps writes dumps as documents too, with their ranges as they stood.
func WrittenDumps(w io.Writer, dumps []*dump.Dump) error {
	return documents(w, dumps, dump.EncodeWritten)
}

func documents(w io.Writer, dumps []*dump.Dump, encode func(io.Writer, *dump.Dump) error) error {
	for i, d := range dumps {
		if i > 0 {
			if _, err := io.WriteString(w, "---\n"); err != nil {
				return err
			}
		}
		if err := encode(w, d); err != nil {
			return err
		}
	}
	return nil
}
