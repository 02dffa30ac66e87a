package report

import "tickdiff/analyze"

// Report is everything there is to tell about the dumps of a cluster.
type Report struct {
	Inputs []Input
	View   *analyze.View
	Result analyze.Result
	Plan   *analyze.Plan
	// AllSegments shows also what all servers agree on.
	AllSegments bool
}

// Input is one thing that was read.
type Input struct {
	File     string
	Size     int64
	SHA256   string
	Dumps    int
	Problems []Problem
}

// Problem is something noticed while reading an input.
type Problem struct {
	Level     string
	Line, Col int // 0: the input as a whole
	What      string
	Hint      string
}
