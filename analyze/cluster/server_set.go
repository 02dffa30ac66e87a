package cluster

// Servers is a set of servers by index, so small that pairs of a thousand are
// soon compared.
type Servers []uint64

// NewServers makes an empty set for so many servers.
func NewServers(count int) Servers { return make(Servers, (count+63)/64) }

// ServersOf makes a set of some of so many servers.
func ServersOf(count int, list []int) Servers {
	s := NewServers(count)
	for _, i := range list {
		s.Add(i)
	}
	return s
}

// ManyServers makes so many empty sets, each for as many servers as given.
func ManyServers(sets, count int) []Servers {
	out := make([]Servers, sets)
	for i := range out {
		out[i] = NewServers(count)
	}
	return out
}

func (s Servers) Add(i int) { s[i/64] |= 1 << (i % 64) }

func (s Servers) Has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s Servers) AddAll(o Servers) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s Servers) AddCommon(a, b Servers) {
	for i := range s {
		s[i] |= a[i] & b[i]
	}
}

// List is the servers in order.
func (s Servers) List() []int {
	var out []int
	for i := range 64 * len(s) {
		if s.Has(i) {
			out = append(out, i)
		}
	}
	return out
}
