package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tickdiff/bench/gen"
	"tickdiff/bench/inturn"
)

// BenchmarkWhole runs whole commands on the large damaged set, in every format:
// writing must cost little beside finding out what to write. It is what is
// profiled:
//
//	go test -run '^$' -bench Whole/report-json -cpuprofile cpu.prof ./cmd/tickdiff
func BenchmarkWhole(b *testing.B) {
	folder := b.TempDir()
	writeCluster(b, folder, gen.Large().Damaged())
	for _, command := range []string{"plan", "report"} {
		formats := planFormats
		if command == "report" {
			formats = reportFormats
		}
		for _, format := range formats {
			b.Run(command+"-"+format, func(b *testing.B) {
				var size counter
				best := inturn.Best(b, func() {
					size = 0
					run([]string{command, "--format", format, folder}, stdio{strings.NewReader(""), &size, io.Discard})
				})
				b.ReportMetric(float64(best[0].Milliseconds()), "ms")
				b.ReportMetric(float64(size)/1e6, "MB-written")
			})
		}
	}
}

// BenchmarkUnasked plans on a dump of 125 kB that misses a tick of each of 4,000
// servers nobody asked. All of them are needed for each, and stand in the plan once.
func BenchmarkUnasked(b *testing.B) {
	var missing, nodes strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&missing, "  s%04d:\n  - 1\n", i)
		fmt.Fprintf(&nodes, "  s%04d: 1\n", i)
	}
	text := "missing:\n" + missing.String() + "node: x\nnodes:\n" + nodes.String() + "  x: 1\ntock: 3\n"
	for b.Loop() {
		run([]string{"plan", "-"}, stdio{strings.NewReader(text), io.Discard, io.Discard})
	}
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func writeCluster(b *testing.B, folder string, o gen.Options) {
	b.Helper()
	cluster, err := gen.Make(o)
	if err != nil {
		b.Fatal(err)
	}
	for observer := range o.Servers {
		file, err := os.Create(filepath.Join(folder, gen.FileName(observer)))
		if err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(cluster.WriteDump(file, observer), file.Close()); err != nil {
			b.Fatal(err)
		}
	}
}
