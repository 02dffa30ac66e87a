package report

import "strings"

// alike is values that differ in the server only.
type alike[T any] struct {
	one     T
	servers []string
}

// joinAlike joins values by the server of each and by all else that tells them apart, in
// the order of the first ones.
func joinAlike[T any](all []T, words func(*T) (server string, rest []string)) []alike[T] {
	at := map[string]int{}
	var out []alike[T]
	for i := range all {
		server, rest := words(&all[i])
		key := strings.Join(rest, "\x00")
		j, known := at[key]
		if !known {
			j = len(out)
			at[key], out = j, append(out, alike[T]{one: all[i]})
		}
		out[j].servers = append(out[j].servers, server)
	}
	return out
}
