package dump

import (
	"fmt"
	"io"
	"runtime"
	"strconv"
	"sync"

	"tickdiff/analyze/moatcmd"
)

// Input is one thing to read: a file or standard input. Open is called more
// than once and must give the same bytes each time; that they changed is for
// Close to say.
type Input struct {
	Name string // as given by the user; "-" is standard input
	Open func() (io.ReadCloser, error)
	// Found marks an input that nobody named: it was found in a folder or an
	// archive, and that no dump is in it is only worth a note.
	Found bool
	// Folder is that in which it was found, as given.
	Folder string
	// inflated: it comes out of a compressed archive, so its size counts.
	inflated bool
}

// Reading is what came out of one input.
type Reading struct {
	Name   string
	Size   int64
	SHA256 string // of the bytes as given, in hex
	// Members are the files read in an archive, in its order. Their dumps and
	// problems stand in Dumps and Problems.
	Members []Member
	Dumps   []*Dump
	// Conflicts are those that servers wrote to their logs.
	Conflicts []LoggedConflict
	// Silent are servers that did not answer a collection.
	Silent   []Silence
	Problems []Problem
	// Programs are those of the commands in it that ask servers for dumps, each once.
	Programs []string
	// Nothing: the input was found, and there is nothing in it that is worth a word.
	Nothing bool
}

// Member is one file in an archive.
type Member struct {
	Name   string // ARCHIVE!MEMBER
	Size   int64  // unpacked
	SHA256 string // of the member's bytes, in hex
}

// Failed reports whether something in the input could not be read.
func (r *Reading) Failed() bool { return r.has(Error) }

// Mended reports whether something in the input had to be repaired to be read.
func (r *Reading) Mended() bool { return r.has(Mended) }

func (r *Reading) has(level Level) bool {
	for _, p := range r.Problems {
		if p.Level == level {
			return true
		}
	}
	return false
}

// PleaseReport is what is to be done about a mistake of the program itself.
const PleaseReport = "please report this, with the input if you can; tickdiff redact hides its names"

// Read reads all dumps in one input, within [DefaultLimits]. It never fails as a
// whole: whatever went wrong stands in Problems.
func Read(in Input) Reading { return readInput(in, unpacker{}) }

// ReadAll reads many inputs side by side. The readings stand in the order of the
// inputs, whichever was done first.
func ReadAll(inputs []Input, limits Limits) []Reading {
	return readAll(inputs, unpacker{limits: limits})
}

// readAll reads every input with an unpacker like the one given.
func readAll(inputs []Input, like unpacker) []Reading {
	readings := make([]Reading, len(inputs))
	if len(inputs) == 1 {
		readings[0] = readInput(inputs[0], like)
		return readings
	}
	like.cache = newRangeCache()
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(len(inputs), runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				readings[i] = readInput(inputs[i], like)
			}
		})
	}
	for i := range inputs {
		next <- i
	}
	close(next)
	workers.Wait()
	return readings
}

func readInput(in Input, u unpacker) (reading Reading) {
	reading = Reading{Name: in.Name}
	u.limits, u.reading = u.limits.orDefault(), &reading
	defer func() {
		if r := recover(); r != nil {
			u.problem(Error, in.Name, Place{}, fmt.Sprintf("internal error: %q", fmt.Sprint(r)), PleaseReport)
		}
	}()
	whole, told := u.file(in, 0)
	reading.Size, reading.SHA256 = whole.Size, whole.SHA256
	if len(reading.Dumps) == 0 && len(reading.Conflicts) == 0 && len(reading.Silent) == 0 && !reading.Failed() && !u.other {
		reading.Nothing = u.isNothing(in, whole.Size, told)
	}
	return reading
}

// isNothing says that nothing was in an input; of one that was found it is enough to
// name it. A file without a byte is what a shell leaves of a command that failed.
func (u *unpacker) isNothing(in Input, size int64, told bool) bool {
	switch {
	case in.Found && !(told && size == 0 && isFamiliar(in.Name)):
		u.reading.Problems = nil // what looks like a part of a dump, in what is none
		return true
	case size == 0:
		level := Error
		if in.Found {
			level = Note
		}
		u.problem(level, in.Name, Place{}, "it is empty", "what should have filled it failed, or is not done: dump that server again")
	default:
		u.problem(Error, in.Name, Place{}, "no dump found", "a dump is what "+strconv.Quote(moatcmd.Line("state", moatcmd.MoaT))+" prints")
	}
	return false
}
