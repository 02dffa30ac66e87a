package dump_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"testing"

	"gopkg.in/yaml.v3"

	"tickdiff/bench/gen"
	"tickdiff/bench/inturn"
	"tickdiff/dump"
)

// onDisk writes the dumps of a made-up cluster to files.
func onDisk(b *testing.B, o gen.Options) (inputs []dump.Input, size int64) {
	b.Helper()
	cluster, err := gen.Make(o)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	for observer := range o.Servers {
		name := filepath.Join(dir, gen.FileName(observer))
		file, err := os.Create(name)
		if err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(cluster.WriteDump(file, observer), file.Close()); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(name)
		if err != nil {
			b.Fatal(err)
		}
		inputs = append(inputs, dump.Input{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }})
		size += info.Size()
	}
	return inputs, size
}

func content(b *testing.B, in dump.Input) (text []byte) {
	b.Helper()
	stream(b, []dump.Input{in}, func(part []byte) { text = append(text, part...) })
	return text
}

// stream reads inputs through one buffer and hands every part to use.
func stream(b *testing.B, inputs []dump.Input, use func(part []byte)) {
	buf := make([]byte, 256<<10)
	for _, in := range inputs {
		r, err := in.Open()
		if err != nil {
			b.Fatal(err)
		}
		for err == nil {
			var n int
			n, err = r.Read(buf)
			use(buf[:n])
		}
		if err != io.EOF {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func readAll(b *testing.B, inputs []dump.Input) []dump.Reading {
	readings := dump.ReadAll(inputs, dump.Limits{})
	for _, r := range readings {
		if len(r.Dumps) != 1 || len(r.Problems) > 0 {
			b.Fatalf("%s: %d dumps, problems %v", r.Name, len(r.Dumps), r.Problems)
		}
	}
	return readings
}

// BenchmarkLarge reads ten dumps of 8 MB on one core. Its peers are to count the
// newlines, to take the SHA-256, which reading does too, and to make yaml.v3's
// node tree of one of the ten.
func BenchmarkLarge(b *testing.B) {
	for _, set := range []struct {
		name    string
		options gen.Options
	}{{"sound", gen.Large()}, {"damaged", gen.Large().Damaged()}} {
		inputs, size := onDisk(b, set.options)
		first := content(b, inputs[0])
		b.Run(set.name, func(b *testing.B) {
			lines, sum := 0, sha256.New()
			best := inturn.Best(b,
				func() { readAll(b, inputs) },
				func() {
					stream(b, inputs, func(part []byte) { lines += bytes.Count(part, []byte("\n")) })
				},
				func() { stream(b, inputs, func(part []byte) { sum.Write(part) }) })
			b.ReportMetric(float64(size)/1e6/best[0].Seconds(), "MB/s")
			b.ReportMetric(best[0].Seconds()/best[1].Seconds(), "x-newlines")
			b.ReportMetric(best[0].Seconds()/best[2].Seconds(), "x-sha256")
		})
		b.Run(set.name+"-yaml", func(b *testing.B) {
			best := inturn.Best(b, func() { readAll(b, inputs) }, func() { nodeTree(b, first) })
			share := float64(size) / float64(len(first))
			b.ReportMetric(best[1].Seconds()*share/best[0].Seconds(), "times-faster-than-yaml")
		})
	}
}

// nodeTree is all that plain yaml.v3 does.
func nodeTree(b *testing.B, text []byte) {
	var doc yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(text)).Decode(&doc); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkNodeTree reads what the scanner leaves to the node tree: 1.6 MB in
// the servers' style but for comments, and 0.5 MB in flow style. With a comment on
// one line only that line's part becomes a tree, with one in every list all does;
// what stands in braces cannot be taken in parts. The peer is plain yaml.v3.
func BenchmarkNodeTree(b *testing.B) {
	block := made(b, gen.Sound(2, 1, 20, 2350))[0]
	test := func(name string, text []byte) {
		b.Run(name, func(b *testing.B) {
			inputs := []dump.Input{input("in.yaml", string(text))}
			best := inturn.Best(b, func() { readAll(b, inputs) }, func() { nodeTree(b, text) })
			b.ReportMetric(best[0].Seconds()/best[1].Seconds(), "x-yaml")
		})
	}
	text := content(b, block)
	test("comment", bytes.Replace(text, []byte("missing: {}\n"), []byte("missing: {}  # good\n"), 1))
	test("comments", regexp.MustCompile(`(?m)0$`).ReplaceAll(text, []byte("0  # round")))
	inFlow := flow(dump.Read(block).Dumps[0])
	test("flow", inFlow)
	test("braces", braces(inFlow))
}

// braces makes one value in braces of a dump in flow style.
func braces(text []byte) []byte {
	text = bytes.Replace(text, []byte("node: x\npresent:\n"), []byte("{node: x, present: {\n"), 1)
	text = bytes.ReplaceAll(text, []byte("]\n"), []byte("],\n"))
	return bytes.Replace(text, []byte("tock: 3\n"), []byte("}, tock: 3}\n"), 1)
}

// flow writes what is present in flow style.
func flow(d *dump.Dump) []byte {
	text := []byte("node: x\npresent:\n")
	for _, e := range d.Present.Entries {
		text = fmt.Appendf(text, "  %s: [", e.Origin)
		for r := range e.Ticks.All() {
			if r.Len() == 1 {
				text = fmt.Appendf(text, "%d, ", r.Begin)
			} else {
				text = fmt.Appendf(text, "[%d, %d], ", r.Begin, r.End)
			}
		}
		text = append(text[:len(text)-2], "]\n"...)
	}
	return append(text, "tock: 3\n"...)
}

// BenchmarkGrowth reads ever larger dumps: time and memory a range must stay as
// they are. All that is timed is the same number of ranges, so that the garbage
// collector takes its share everywhere.
func BenchmarkGrowth(b *testing.B) {
	const most = 3_000_000
	for _, ranges := range []int{3_000, 30_000, 300_000, most} {
		const origins = 10
		inputs := made(b, gen.Sound(1, 1, origins, ranges/origins/2))
		b.Run(fmt.Sprint(ranges), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			readAll(b, inputs)
			runtime.ReadMemStats(&after)
			best := inturn.Best(b, func() {
				for range most / ranges {
					readAll(b, inputs)
				}
			})
			b.ReportMetric(float64(best[0].Nanoseconds())/most, "ns/range")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(ranges), "B/range")
		})
	}
}
