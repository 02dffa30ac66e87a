package cluster

import (
	"encoding/json"
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

// MaxNames is how many names of a list are told with some ticks. The rest is counted.
const MaxNames = 16
