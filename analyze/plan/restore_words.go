package plan

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/dump"
)

// checkWords holds what a saved plan says in words and hashes, and nobody quotes,
// to those that a plan is made of: they are written into texts and scripts as they
// are.
func (p *Plan) checkWords() error {
	for i, c := range p.Servers {
		if c.Status == 0 {
			return fmt.Errorf("servers[%d]: no status", i)
		}
		for _, word := range slices.Concat(c.Sections, c.Derived) {
			if _, ok := dump.ParseKind(word); !ok && word != "nodes" {
				return fmt.Errorf("servers[%d]: no such section: %q", i, word)
			}
		}
		for _, s := range c.Sources {
			if err := s.checkHash(); err != nil {
				return fmt.Errorf("servers[%d]: %w", i, err)
			}
		}
	}
	for i, s := range p.Starts {
		if err := s.Save.checkHash(); err != nil {
			return fmt.Errorf("starts[%d]: %w", i, err)
		}
	}
	return nil
}

// checkHash takes no hash for one: that of an input that changed is not known.
func (s *Source) checkHash() error {
	if strings.Trim(s.SHA256, "0123456789abcdef") != "" {
		return fmt.Errorf("no such hash: %q", s.SHA256)
	}
	return nil
}
