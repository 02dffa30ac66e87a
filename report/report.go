package report

import (
	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
)

// Report is everything there is to tell about the dumps of a cluster.
type Report struct {
	Inputs []Input
	View   *cluster.View
	Result check.Result
	Plan   *plan.Plan
	Again  Again
	Scope  cluster.Scope // of the merged view
}

// Input is one thing that was read.
type Input struct {
	File     string                `json:"file"`
	Size     int64                 `json:"size"`
	SHA256   string                `json:"sha256"`
	Dumps    int                   `json:"dumps"`
	Problems cluster.List[Problem] `json:"problems"`
}

// Problem is something noticed while reading an input.
type Problem struct {
	Level string `json:"level"`
	Line  int    `json:"line"` // 0, and so Col: the input as a whole
	Col   int    `json:"col"`
	What  string `json:"what"`
	Hint  string `json:"hint,omitempty"`
}
