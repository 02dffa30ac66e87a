package savefile

import (
	"errors"
	"fmt"
	"io"

	"github.com/tinylib/msgp/msgp"
)

// Error says where a file stops being one that a server wrote.
type Error struct {
	// Begin is the offset of the record that is not whole; all before it was read.
	Begin int64
	// At is the offset of what is wrong; where the file is cut, its end.
	At int64
	// Cut: the file ends within the record.
	Cut  bool
	What string // lower case, no full stop
}

// Error writes the error with its place.
func (e *Error) Error() string { return fmt.Sprintf("byte %d: %s", e.At, e.What) }

// shapeError is something that no server writes.
type shapeError string

func (e shapeError) Error() string { return string(e) }

const errLongPath = shapeError("a path of more than the limit of 65536 bytes")

// orShape is err, or where there is none the complaint.
func orShape(err error, what string) error {
	if err != nil {
		return err
	}
	return shapeError(what)
}

// explain turns the library's errors into ones with a place and in our words.
// Errors of the stream stay as they are.
func (r *Reader) explain(begin int64, err error) error {
	if err == nil {
		return nil
	}
	e := &Error{Begin: begin, At: r.at}
	var (
		shape  shapeError
		kind   msgp.TypeError
		prefix msgp.InvalidPrefixError
		below  msgp.UintBelowZero
		other  msgp.Error
	)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, msgp.ErrShortBytes):
		e.Cut, e.What, e.At = true, "the file ends", r.m.R.InputOffset()+int64(r.m.R.Buffered())
	case errors.As(err, &shape):
		e.What = string(shape)
	case errors.As(err, &kind):
		e.At = r.m.R.InputOffset()
		e.What = fmt.Sprintf("%s where %s should be", typeWords(kind.Encoded), typeWords(kind.Method))
	case errors.As(err, &prefix):
		e.At = r.m.R.InputOffset()
		e.What = fmt.Sprintf("0x%02x, which begins nothing in MessagePack", byte(prefix))
	case errors.As(err, &below):
		e.What = fmt.Sprintf("%d where a number from 0 on should be", below.Value)
	case errors.Is(err, msgp.ErrLimitExceeded):
		e.What = fmt.Sprintf("a name of more than the limit of %d bytes", r.maxName)
	case errors.As(err, &other):
		e.What = fmt.Sprintf("not read: %q", other.Error())
	default:
		return err
	}
	return e
}

func typeWords(t msgp.Type) string {
	switch t {
	case msgp.StrType:
		return "a string"
	case msgp.BinType:
		return "bytes"
	case msgp.MapType:
		return "a map"
	case msgp.ArrayType:
		return "a list"
	case msgp.Float64Type, msgp.Float32Type:
		return "a fraction"
	case msgp.BoolType:
		return "true or false"
	case msgp.IntType, msgp.UintType:
		return "a number"
	case msgp.NilType:
		return "nil"
	case msgp.ExtensionType:
		return "an extension"
	}
	return "something else"
}
