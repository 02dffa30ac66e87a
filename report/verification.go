package report

import (
	"tickdiff/analyze/verify"
)

// Verification is what became of a plan, or of its evidence.
type Verification struct {
	Plan   string // its id
	Result *verify.Result
	// Next is the tickdiff command to run next; nil if there is none.
	Next []string
}
