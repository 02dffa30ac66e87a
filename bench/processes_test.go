//go:build unix

// Package bench_test measures whole processes: tickdiff beside what else could do
// its job. Programs to compare run in turn, since on a shared machine only times of
// the same moment compare. Peak memory is never less than that of this process.
package bench_test

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// bin is the folder that [build] fills. TestMain makes and removes it.
var bin string

func TestMain(m *testing.M) {
	var err error
	if bin, err = os.MkdirTemp("", "tickdiff-bench-"); err != nil {
		panic(err)
	}
	code := m.Run()
	if err := os.RemoveAll(bin); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// spent is what one run of a program took.
type spent struct {
	wall, processor time.Duration
	peak            int64 // bytes of memory at most
}

// program is a command to measure, and what its runs took.
type program struct {
	argv []string
	runs []spent
	out  counter
}

// counter counts the bytes written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// build makes the programs as releases are built: without the system's C library,
// which takes its time to start.
func build(b *testing.B) {
	b.Helper()
	if _, err := os.Stat(filepath.Join(bin, "tickdiff")); err == nil {
		return
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", bin, "./cmd/tickdiff", "./bench/gendumps", "./bench/peers/newlines", "./bench/peers/empty")
	build.Dir, build.Env = "..", append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
}

// command is one of the programs built, with its arguments.
func command(name string, args ...string) *program {
	return &program{argv: append([]string{filepath.Join(bin, name)}, args...)}
}

// run runs the program once. tickdiff tells by its exit code what it found; only
// 2 and 3 mean that it could not do its work.
func (p *program) run(b *testing.B) {
	b.Helper()
	p.out = 0
	cmd := exec.Command(p.argv[0], p.argv[1:]...)
	cmd.Stdout = &p.out
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && (exit.ExitCode() == 1 || exit.ExitCode() == 4)) {
		b.Fatalf("%v: %v", p.argv, err)
	}
	peak := int64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS != "darwin" {
		peak <<= 10
	}
	p.runs = append(p.runs, spent{wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak})
}

// inTurn runs the programs one after the other, for as long as the benchmark lasts.
// A first run of each, that finds files and memory cold, does not count.
func inTurn(b *testing.B, programs ...*program) {
	b.Helper()
	for _, p := range programs {
		p.run(b)
		p.runs = nil
	}
	for b.Loop() {
		for _, p := range programs {
			p.run(b)
		}
	}
	b.ReportMetric(0, "ns/op")
}

// median is that of each number by itself.
func (p *program) median() spent {
	return spent{middle(p.runs, func(s spent) time.Duration { return s.wall }),
		middle(p.runs, func(s spent) time.Duration { return s.processor }),
		middle(p.runs, func(s spent) int64 { return s.peak })}
}

func middle[T cmp.Ordered](runs []spent, pick func(spent) T) T {
	values := make([]T, len(runs))
	for i, s := range runs {
		values[i] = pick(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// report reports what a program took; ranges is how many there are, 0 if they do
// not matter.
func (p *program) report(b *testing.B, name string, ranges float64) {
	took := p.median()
	b.ReportMetric(took.wall.Seconds(), name+"-s")
	b.ReportMetric(took.processor.Seconds(), name+"-cpu-s")
	if ranges > 0 {
		b.ReportMetric(float64(took.processor.Nanoseconds())/ranges, name+"-ns/range")
	}
	b.ReportMetric(float64(took.peak)/1e6, name+"-peak-MB")
}

// The clusters that are measured, as flags of gendumps; [gen.Small] and its like
// are the same.
var (
	small  = flags("-seed=1 -servers=5 -origins=10 -ranges=100")
	medium = flags("-seed=2 -servers=5 -origins=20 -ranges=2350")
	large  = flags("-seed=3 -servers=10 -origins=50 -ranges=4700")
	tiny   = flags("-seed=4 -servers=1 -origins=5 -ranges=36")

	// damage is a little of everything that goes wrong.
	damage = flags("-missing=0.002 -lost=0.0005 -diverge=0.002 -overlap=0.0002 -gap=0.0002 -lag=20")
)

func flags(words string) []string { return strings.Fields(words) }

// dumps writes files of one cluster, by a program of its own: this one is to stay
// small.
func dumps(b *testing.B, folder string, flags ...string) (files []string, size int64) {
	b.Helper()
	build(b)
	command("gendumps", append(flags, "-out="+folder)...).run(b)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			files = append(files, path)
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return files, size
}

// BenchmarkPlan plans on the large set beside a count of its newlines.
func BenchmarkPlan(b *testing.B) {
	test := func(name string, flags ...string) {
		b.Run(name, func(b *testing.B) {
			folder := b.TempDir()
			files, size := dumps(b, folder, flags...)
			newlines, plan := command("newlines", files...), command("tickdiff", "plan", "--format=json", folder)
			inTurn(b, newlines, plan)
			plan.report(b, "plan", 0)
			b.ReportMetric(plan.median().wall.Seconds()/newlines.median().wall.Seconds(), "x-newlines")
			b.ReportMetric(float64(plan.median().peak)/float64(size), "peak/input")
		})
	}
	test("sound", large...)
	test("damaged", slices.Concat(large, damage)...)
}

// BenchmarkJob does the whole job beside MoaT's own libraries, in the Python that
// TICKDIFF_PYTHON names. Python uses one core and runs for long, so processor time
// is what compares. Of a sound cluster a plan takes all the checks of a report.
func BenchmarkJob(b *testing.B) {
	python := os.Getenv("TICKDIFF_PYTHON")
	if python == "" {
		b.Skip("TICKDIFF_PYTHON names no Python that has moat-kv")
	}
	test := func(name string, flags ...string) {
		b.Run(name, func(b *testing.B) {
			folder := b.TempDir()
			files, _ := dumps(b, folder, flags...)
			moat := &program{argv: append([]string{python, "peers/whole_job.py"}, files...)}
			plan := command("tickdiff", "plan", "--format=json", folder)
			report := command("tickdiff", "report", "--format=json", folder)
			inTurn(b, moat, plan, report)
			moat.report(b, "moat", 0)
			plan.report(b, "plan", 0)
			report.report(b, "report", 0)
			b.ReportMetric(moat.median().processor.Seconds()/plan.median().processor.Seconds(), "x-moat")
		})
	}
	test("small", small...)
	test("medium", medium...)
}

// BenchmarkStart plans on a dump of 5 KB beside an empty program.
func BenchmarkStart(b *testing.B) {
	for _, format := range []string{"text", "json"} {
		b.Run(format, func(b *testing.B) {
			folder := b.TempDir()
			dumps(b, folder, tiny...)
			empty, plan := command("empty"), command("tickdiff", "plan", "--format", format, folder)
			inTurn(b, empty, plan)
			plan.report(b, "plan", 0)
			b.ReportMetric(plan.median().wall.Seconds()/empty.median().wall.Seconds(), "x-empty")
		})
	}
}

// BenchmarkGrown measures plan and report while a damaged cluster grows one way at
// a time. All origins are dumped: what is refused for servers that are not grows
// with both.
func BenchmarkGrown(b *testing.B) {
	for i, way := range []string{"servers", "origins", "ranges", "dumps"} {
		for _, factor := range []int{1, 2, 4, 8} {
			if factor == 1 && i > 0 {
				continue // the same as the first
			}
			sizes := [4]int{40, 5, 300, 1}
			sizes[i] *= factor
			b.Run(fmt.Sprintf("%s=%d", way, sizes[i]), func(b *testing.B) { grown(b, sizes[0], sizes[1], sizes[2], sizes[3]) })
		}
	}
}

// grown dumps every server several times; each round is damaged in its own way.
func grown(b *testing.B, servers, origins, ranges, rounds int) {
	folder := b.TempDir()
	size := int64(0)
	for round := range rounds {
		own := fmt.Sprintf("-seed=8 -servers=%d -origins=%d -ranges=%d -damage-seed=%d -later=%d", servers, origins, ranges, round+1, 1000*round)
		_, bytes := dumps(b, filepath.Join(folder, fmt.Sprint(round)), append(flags(own), damage...)...)
		size += bytes
	}
	both(b, folder, size, float64(2*servers*origins*ranges*rounds))
}

// both measures a plan and a report of a folder.
func both(b *testing.B, folder string, size int64, ranges float64) {
	plan, report := command("tickdiff", "plan", "--format=json", folder), command("tickdiff", "report", "--format=json", folder)
	inTurn(b, plan, report)
	b.ReportMetric(float64(size)/1e6, "MB")
	plan.report(b, "plan", ranges)
	report.report(b, "report", ranges)
	b.ReportMetric(float64(report.out)/1e6, "report-written-MB")
}

// BenchmarkShape measures clusters as large as such a thing may come; what they cost
// is to follow their ranges. Formats of the large set are in cmd/tickdiff.
func BenchmarkShape(b *testing.B) {
	test := func(name string, ranges float64, flags ...string) {
		b.Run(name, func(b *testing.B) {
			folder := b.TempDir()
			_, size := dumps(b, folder, flags...)
			both(b, folder, size, ranges)
		})
	}
	test("large-set-damaged", 4.8e6, slices.Concat(large, damage)...)
	test("1000-servers-of-100-origins", 0.6e6, flags("-seed=5 -servers=1000 -origins=100 -ranges=3")...)
	test("1000-servers-of-1000-origins", 6e6, flags("-seed=5 -servers=1000 -origins=1000 -ranges=3")...)
	test("1000-servers-of-1000-origins-damaged", 6e6, flags("-seed=5 -servers=1000 -origins=1000 -ranges=3 -missing=0.0002 -diverge=0.0002 -remote=false")...)
	test("1-server-of-1000000-origins", 2e6, flags("-seed=6 -servers=1 -origins=1000000 -ranges=1")...)
	test("1-set-of-10000000-ranges", 10e6, flags("-seed=7 -servers=1 -origins=1 -ranges=10000000 -keys=ns -single=1")...)
}
