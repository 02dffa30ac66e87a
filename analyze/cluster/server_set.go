package cluster

// Servers is a set of servers by index, so small that pairs of a thousand are
// soon compared.
type Servers []uint64

func NewServers(of int) Servers { return make(Servers, (of+63)/64) }

func ManyServers(count, of int) []Servers {
	out := make([]Servers, count)
	for i := range out {
		out[i] = NewServers(of)
	}
	return out
}

func (s Servers) Add(i int) { s[i/64] |= 1 << (i % 64) }

func (s Servers) AddEach(list []int) {
	for _, i := range list {
		s.Add(i)
	}
}

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
