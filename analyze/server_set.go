package analyze

// servers is a set of servers by index, so small that pairs of a thousand are
// soon compared.
type servers []uint64

func newServers(of int) servers { return make(servers, (of+63)/64) }

func manyServers(count, of int) []servers {
	out := make([]servers, count)
	for i := range out {
		out[i] = newServers(of)
	}
	return out
}

func (s servers) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s servers) addEach(list []int) {
	for _, i := range list {
		s.add(i)
	}
}

func (s servers) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s servers) addAll(o servers) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s servers) addCommon(a, b servers) {
	for i := range s {
		s[i] |= a[i] & b[i]
	}
}

// list is the servers in order.
func (s servers) list() []int {
	var out []int
	for i := range 64 * len(s) {
		if s.has(i) {
			out = append(out, i)
		}
	}
	return out
}
