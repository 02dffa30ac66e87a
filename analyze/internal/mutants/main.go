// Mutants shows that the proofs of the rules can fail. It drops and negates each
// condition in the functions that decide on missing ticks, one at a time, and runs the
// tests of package analyze. A mutant that they do not notice must stand in
// survivors.txt, with the reason why it changes nothing.
//
// All mutants are compiled into one test program, which MUTANT tells which one to be.
//
//	go run ./analyze/internal/mutants
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	mutants, overlay, err := instrument("analyze", dir)
	if err != nil {
		return err
	}
	binary := filepath.Join(dir, "analyze.test")
	if err := compile(overlay, binary); err != nil {
		return err
	}
	known, err := readSurvivors("analyze/internal/mutants/survivors.txt")
	if err != nil {
		return err
	}
	survivors, err := tryAll(binary, mutants)
	if err != nil {
		return err
	}
	return judge(survivors, known)
}
