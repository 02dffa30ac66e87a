package savefile

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tinylib/msgp/msgp"
)

// maxDepth is how deep a value may nest to be shown.
const maxDepth = 100

// bignumExtension is the type of extension for whole numbers of over 64 bits.
const bignumExtension = 2

// ValueText writes a value as JSON. Bytes, which JSON does not have, become
// {"bytes": "in base64"}, and extensions other than paths and large numbers
// {"extension": type, "bytes": …}; a key that is no string becomes its JSON. ok is
// false for what is not whole, or nests deeper than 100.
func ValueText(value []byte) (text string, ok bool) {
	if rest, err := msgp.Skip(value); err != nil || len(rest) > 0 {
		return "", false
	}
	var w valueWriter
	w.value(value, maxDepth)
	return w.String(), !w.failed
}

type valueWriter struct {
	strings.Builder
	failed bool
}

// value writes the first value in b and returns what comes after.
func (w *valueWriter) value(b []byte, depth int) []byte {
	if w.failed = w.failed || depth == 0; w.failed {
		return nil
	}
	switch msgp.NextType(b) {
	case msgp.MapType:
		return w.mapping(b, depth)
	case msgp.ArrayType:
		return w.list(b, depth)
	}
	w.plain(b)
	rest, _ := msgp.Skip(b)
	return rest
}

// plain writes a value that holds no others.
func (w *valueWriter) plain(b []byte) {
	switch msgp.NextType(b) {
	case msgp.StrType:
		s, _, _ := msgp.ReadStringZC(b)
		w.quoted(string(s))
	case msgp.NilType:
		w.WriteString("null")
	case msgp.BoolType:
		is, _, _ := msgp.ReadBoolBytes(b)
		w.WriteString(strconv.FormatBool(is))
	case msgp.BinType:
		raw, _, _ := msgp.ReadBytesZC(b)
		w.WriteString(`{"bytes": "` + base64.StdEncoding.EncodeToString(raw) + `"}`)
	case msgp.IntType, msgp.UintType:
		w.WriteString(numberText(b))
	case msgp.Float32Type, msgp.Float64Type:
		w.fraction(b)
	default:
		w.extension(b)
	}
}

func (w *valueWriter) list(b []byte, depth int) []byte {
	n, b, _ := msgp.ReadArrayHeaderBytes(b)
	w.WriteByte('[')
	for i := range n {
		if i > 0 {
			w.WriteString(", ")
		}
		b = w.value(b, depth-1)
	}
	w.WriteByte(']')
	return b
}

func (w *valueWriter) mapping(b []byte, depth int) []byte {
	n, b, _ := msgp.ReadMapHeaderBytes(b)
	w.WriteByte('{')
	for i := range n {
		if i > 0 {
			w.WriteString(", ")
		}
		if msgp.NextType(b) == msgp.StrType {
			b = w.value(b, depth-1)
		} else {
			key := valueWriter{failed: w.failed}
			b = key.value(b, depth-1)
			w.failed = key.failed
			w.quoted(key.String())
		}
		w.WriteString(": ")
		b = w.value(b, depth-1)
	}
	w.WriteByte('}')
	return b
}

// quoted writes a JSON string; bytes that are not UTF-8 come out as U+FFFD.
func (w *valueWriter) quoted(s string) {
	text, _ := json.Marshal(strings.ToValidUTF8(s, string(utf8.RuneError)))
	w.Write(text)
}

// fraction writes a fraction; JSON has no infinity.
func (w *valueWriter) fraction(b []byte) {
	f, _, _ := msgp.ReadFloat64Bytes(b)
	if math.IsInf(f, 0) || math.IsNaN(f) {
		w.quoted(numberText(b))
		return
	}
	w.WriteString(numberText(b))
}

func (w *valueWriter) extension(b []byte) {
	kind, raw, err := msgp.NewReader(bytes.NewReader(b)).ReadExtensionRaw()
	switch {
	case err != nil:
		w.failed = true
	case kind == bignumExtension:
		w.WriteString(new(big.Int).SetBytes(raw).String())
	case kind == pathExtension:
		w.quoted(PathText(raw))
	default:
		fmt.Fprintf(w, `{"extension": %d, "bytes": "%s"}`, kind, base64.StdEncoding.EncodeToString(raw))
	}
}

// numberText writes a number as Python does, which is how it stands in a path.
func numberText(b []byte) string {
	switch msgp.NextType(b) {
	case msgp.UintType:
		n, _, _ := msgp.ReadUint64Bytes(b)
		return strconv.FormatUint(n, 10)
	case msgp.IntType:
		n, _, _ := msgp.ReadInt64Bytes(b)
		return strconv.FormatInt(n, 10)
	}
	f, _, _ := msgp.ReadFloat64Bytes(b)
	switch {
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case math.IsNaN(f):
		return "nan"
	case f != 0 && (math.Abs(f) < 1e-4 || math.Abs(f) >= 1e16):
		return strconv.FormatFloat(f, 'e', -1, 64)
	case f == math.Trunc(f):
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
