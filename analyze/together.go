package analyze

// Together reports whether the dumps are known to be of one time: by the operator's
// word, or as one collection took them. Then no server lost or replaced its data
// between two of them, and a server that has not heard of a tick does not have it.
func (v *View) Together() bool { return v.together || v.collected() }

// collected reports whether one collection asked every seen server.
func (v *View) collected() bool {
	var first *Server
	for _, s := range v.With(Seen) {
		c := s.Latest().Collected
		if c == nil {
			return false
		}
		if first == nil {
			first = s
		}
		if c.ID != first.Latest().Collected.ID {
			return false
		}
	}
	return first != nil
}
