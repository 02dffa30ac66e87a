// Command gensaves writes a save file such as a server of a made-up cluster would,
// or an event log, to standard output.
//
//	gensaves -entries 1000000 > large.moat
//	gensaves -entries 1000 -changes 1000000 > busy.log
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"github.com/tinylib/msgp/msgp"
)

func main() {
	entries := flag.Int("entries", 100_000, "entries that stand when the file begins")
	changes := flag.Int("changes", 0, "changes after them, each of an entry that stands")
	servers := flag.Int("servers", 5, "servers that write")
	value := flag.Int("value", 40, "bytes in a value")
	flag.Parse()
	if err := write(os.Stdout, *entries, *changes, *servers, *value); err != nil {
		fmt.Fprintln(os.Stderr, "gensaves:", err)
		os.Exit(1)
	}
}

// saver writes records; what it writes hangs on its options alone.
type saver struct {
	*msgp.Writer
	random *rand.Rand
	ticks  []uint64 // by server
	tock   uint64
	value  []byte
}

func write(out io.Writer, entries, changes, servers, value int) error {
	buffered := bufio.NewWriterSize(out, 1<<20)
	s := &saver{Writer: msgp.NewWriter(buffered), random: rand.New(rand.NewPCG(1, 2)), ticks: make([]uint64, servers), value: make([]byte, value)}
	s.state()
	for i := range entries {
		depth := 0
		if i%100 > 0 {
			depth = 2
		}
		s.entry(i, depth, false)
	}
	for n := range changes {
		if n%1000 == 999 {
			s.state()
		}
		s.entry(s.random.IntN(entries), 0, true)
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return buffered.Flush()
}

func (s *saver) state() {
	s.tock++
	s.WriteMapHeader(4)
	s.WriteString("node")
	s.WriteString("server-0")
	s.WriteString("tock")
	s.WriteUint64(s.tock)
	s.WriteString("nodes")
	s.WriteMapHeader(uint32(len(s.ticks)))
	for i, t := range s.ticks {
		s.WriteString(fmt.Sprint("server-", i))
		s.WriteUint64(t)
	}
	s.WriteString("known")
	s.WriteMapHeader(0)
}

// entry writes entry i, whose path is site, 100 rooms on, and a number.
func (s *saver) entry(i, depth int, isChange bool) {
	var path []byte
	if depth == 0 {
		path = msgp.AppendString(msgp.AppendString(path, "site"), fmt.Sprint("room-", i/100))
	}
	path = msgp.AppendInt(path, i%100)
	s.tock++
	if isChange {
		s.WriteMapHeader(7)
		s.link()
	} else {
		s.WriteMapHeader(5)
		s.WriteString("chain")
		s.WriteMapHeader(3)
		s.link()
	}
	s.WriteString("depth")
	s.WriteInt(depth)
	s.WriteString("path")
	s.WriteExtensionRaw(3, path)
	s.WriteString("tock")
	s.WriteUint64(s.tock)
	s.WriteString("value")
	s.WriteStringFromBytes(s.value)
}

func (s *saver) link() {
	server := s.random.IntN(len(s.ticks))
	s.ticks[server]++
	s.WriteString("node")
	s.WriteString(fmt.Sprint("server-", server))
	s.WriteString("tick")
	s.WriteUint64(s.ticks[server])
	s.WriteString("prev")
	s.WriteNil()
}
