package dump_test

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"tickdiff/dump"
)

// A bomb costs time but no memory: nothing of it is kept before its size is known.
func TestBombsTakeNoMemory(t *testing.T) {
	bomb := strings.Repeat("deleted: {}\n", 20<<20/12)
	limits := dump.Limits{MaxSize: 10 << 20}
	for name, content := range map[string]string{
		"gzip": gz(bomb), "gzip in gzip": gz(gz(bomb)), "zip": zipOf("a.yaml", bomb), "gzip in tar": tarOf("a.yaml.gz", gz(bomb)), "plain": bomb,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := read(t, input("bomb", content), limits)
		runtime.ReadMemStats(&after)
		if !r.Failed() || !strings.Contains(r.Problems[0].What, "the limit of 10 MiB") || r.Problems[0].Hint == "" {
			t.Errorf("%s: %v", name, r.Problems)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 3<<20 {
			t.Errorf("%s: %d bytes of memory for %d bytes", name, used, len(content))
		}
	}
}

// bombs are inputs that are large, deep or many, at about one megabyte each.
var bombs = []struct {
	name string
	text func(n int) string
}{
	{"sequences", func(n int) string { return "missing:\n  a: " + strings.Repeat("[", n) }},
	{"dashes", func(n int) string { return "missing:\n  " + strings.Repeat("- ", n/2) }},
	{"question marks", func(n int) string { return "missing:\n  " + strings.Repeat("? ", n/2) + "\nnode: x\ntock: 3\n" }},
	{"mappings", func(n int) string {
		return "missing:\n  " + strings.Repeat("{a: ", n/4) + "\nnode: x\ntock: 3\n"
	}},
	{"aliases", func(n int) string {
		return "missing: &a {x: [1]}\nknown: {y: [" + strings.Repeat("*a,", n/3) + "]}\nnode: x\ntock: 3\n"
	}},
	{"one long name", func(n int) string { return "missing:\n  " + strings.Repeat("x", n) + ":\n  - 1\nnode: x\ntock: 3\n" }},
	{"blanks", func(n int) string { return "missing:\n" + strings.Repeat(" ", n) + "\nnode: x\ntock: 3\n" }},
	{"blank lines", func(n int) string { return "missing: {}\n" + strings.Repeat("\n", n) + "node: x\ntock: 3\n" }},
	{"comments", func(n int) string {
		return "missing: {}\n" + strings.Repeat("#\n", n/2) + "node: x\ntock: 3\n"
	}},
	{"numbers in one list", func(n int) string {
		return "missing:\n  a: [" + strings.Repeat("1, ", n/3) + "]\nnode: x\ntock: 3\n"
	}},
	{"items", func(n int) string {
		return "missing: # so\n  a:\n" + strings.Repeat("  - 1234567\n", n/12) + "node: x\ntock: 3\n"
	}},
	{"names", func(n int) string {
		var b strings.Builder
		b.WriteString("nodes: # so\n")
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "  server%d: 1\n", i)
		}
		return b.String() + "node: x\ntock: 3\n"
	}},
	{"dumps", func(n int) string { return strings.Repeat("---\nmissing: {}\nnode: x\ntock: 3\n", n/32) }},
	{"keys", func(n int) string { return strings.Repeat("missing: {}\n", n/12) + "node: x\ntock: 3\n" }},
	{"half lines", func(n int) string { return strings.Repeat("node: x\n", n/8) }},
	{"carriage returns", func(n int) string { return strings.Repeat("\r", n) }},
	{"escapes", func(n int) string { return strings.Repeat("\x1b[", n/2) + "\nmissing: {}\nnode: x\ntock: 3\n" }},
	{"quotes", func(n int) string { return strings.Repeat("> ", n/2) + "missing: {}\n" }},
	{"log", func(n int) string {
		return "moat.kv.server.a:Missing data: {'missing': {'x': [" + strings.Repeat("(", n)
	}},
	{"log of one server", func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i += 2 {
			fmt.Fprintf(&b, "moat.kv.server.a:Missing data: {'missing': {'x': [%d]}}\n", i)
		}
		return b.String()
	}},
	{"log of many servers", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "moat.kv.server.a%d:Missing data: {'missing': {'x': [1]}}\n", i)
		}
		return b.String()
	}},
	{"what is superseded in many states", func(n int) string {
		var list []any
		for i := 1; i < n/8; i += 2 {
			list = append(list, i)
		}
		again := pack(fields{"node", "x", "known", fields{"x", []any{2}}})
		return string(pack(state, fields{"node", "x", "known", fields{"x", list}})) + strings.Repeat(string(again), n/2/len(again))
	}},
	{"what is deleted in many states", func(n int) string {
		nodes := fields{}
		for i := range n / 20 {
			nodes = append(nodes, fmt.Sprintf("server%d", i), 1)
		}
		again := pack(fields{"node", "x", "deleted", fields{}})
		return string(pack(state, fields{"node", "x", "nodes", nodes, "deleted", nodes[:0]})) + strings.Repeat(string(again), n/2/len(again))
	}},
	{"zeros", func(n int) string { return strings.Repeat("\x00", n) }},
}

// Bombs end in a dump or in an error. What they cost, BenchmarkBombs tells.
func TestBombs(t *testing.T) {
	for _, bomb := range bombs {
		text := bomb.text(200_000)
		r := dump.Read(input(bomb.name, text))
		if len(r.Dumps) == 0 && !r.Failed() {
			t.Errorf("%s: no dump and no error", bomb.name)
		}
	}
}

// BenchmarkBombs prints, for each bomb, time and the highest memory a byte.
func BenchmarkBombs(b *testing.B) {
	for _, bomb := range bombs {
		text := bomb.text(2_000_000)
		b.Run(bomb.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			peak := uint64(0)
			for b.Loop() {
				peak = max(peak, peakOf(func() { dump.Read(input(bomb.name, text)) }))
			}
			b.ReportMetric(float64(peak)/float64(len(text)), "peakB/byte")
		})
	}
}

// peakOf is how much memory was in use at most while f ran, as far as one looks
// every so often.
func peakOf(f func()) (peak uint64) {
	defer debug.SetGCPercent(debug.SetGCPercent(25))
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	before := sample[0].Value.Uint64()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	for {
		select {
		case <-done:
			return peak
		case <-time.After(200 * time.Microsecond):
			metrics.Read(sample)
			peak = max(peak, sample[0].Value.Uint64()-min(before, sample[0].Value.Uint64()))
		}
	}
}

// BenchmarkWrapped reads a dump of some size as people paste it.
func BenchmarkWrapped(b *testing.B) {
	var text strings.Builder
	text.WriteString("missing:\n")
	for i := range 20 {
		fmt.Fprintf(&text, "  server_%02d:\n", i)
		for tick := range 10000 {
			fmt.Fprintf(&text, "  - %d\n", 100000+2*tick)
		}
	}
	text.WriteString("node: server_1\ntock: 99\n")
	plain := text.String()
	for _, way := range []struct{ name, text string }{
		{"plain", plain},
		{"CRLF", strings.ReplaceAll(plain, "\n", "\r\n")},
		{"quoted", marked("> ")(plain, nil)},
		{"two in one file", plain + "---\n" + plain},
		{"comment inside", strings.Replace(plain, "missing:", "missing: # so", 1)},
	} {
		b.Run(way.name, func(b *testing.B) {
			b.SetBytes(int64(len(way.text)))
			for b.Loop() {
				r := dump.Read(dump.Input{Name: "in", Open: func() (io.ReadCloser, error) {
					return io.NopCloser(strings.NewReader(way.text)), nil
				}})
				if r.Failed() {
					b.Fatal(r.Problems)
				}
			}
		})
	}
}
