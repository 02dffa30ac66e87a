package main

import (
	"cmp"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"time"
)

// spent is what one run of a program took.
type spent struct {
	wall, processor time.Duration
	peak            int64 // bytes of memory at most
}

// program is a command to measure, and what its runs took.
type program struct {
	name string // for the table
	argv []string
	runs []spent
	out  int // bytes it wrote
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// run runs the program once. tickdiff tells by its exit code what it found; only
// 2 and 3 mean that it could not do its work.
func (p *program) run() error {
	var out counter
	cmd := exec.Command(p.argv[0], p.argv[1:]...)
	cmd.Stdout = &out
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	if errors.As(err, &exit) && (exit.ExitCode() == 1 || exit.ExitCode() == 4) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("%v: %w", p.argv, err)
	}
	p.runs = append(p.runs, spent{wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak(cmd.ProcessState)})
	p.out = int(out)
	return nil
}

// inTurn runs programs so often, one after the other, since on a shared machine
// only times of the same moment compare. A first run of each, that finds files and
// memory cold, does not count.
func inTurn(rounds int, programs ...*program) error {
	for round := range rounds + 1 {
		for _, p := range programs {
			if err := p.run(); err != nil {
				return err
			}
			if round == 0 {
				p.runs = nil
			}
		}
	}
	return nil
}

func (p *program) median() spent { return p.at(len(p.runs) / 2) }

func (p *program) least() spent { return p.at(0) }

// at is the i-th of each when sorted.
func (p *program) at(i int) spent {
	return spent{nth(p.runs, i, func(s spent) time.Duration { return s.wall }),
		nth(p.runs, i, func(s spent) time.Duration { return s.processor }),
		nth(p.runs, i, func(s spent) int64 { return s.peak })}
}

func nth[T cmp.Ordered](runs []spent, i int, of func(spent) T) T {
	values := make([]T, len(runs))
	for j, s := range runs {
		values[j] = of(s)
	}
	slices.Sort(values)
	return values[i]
}
