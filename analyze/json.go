package analyze

import (
	"encoding/json"
	"fmt"
)

// List is a list that is written as an empty one, not as null, if it is nil.
type List[T any] []T

// MarshalJSON writes the list.
func (l List[T]) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}

// MarshalText writes the word for the status.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word for a status; it fails for any other.
func (s *Status) UnmarshalText(word []byte) error {
	for _, status := range Statuses {
		if status.String() == string(word) {
			*s = status
			return nil
		}
	}
	return fmt.Errorf("no such status: %q", word)
}

// MarshalText writes the word for the severity.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalText writes the word for the status.
func (s DiffStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalText writes the word for the status.
func (s RecheckStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
