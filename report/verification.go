package report

import "tickdiff/analyze"

// Verification is what became of a plan, or of its evidence.
type Verification struct {
	Plan   string // its id
	Result *analyze.Verification
	// Next is the tickdiff command to run next; nil if there is none.
	Next []string
}
