package main

import (
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// halted writes half of the file $1, and then what $2 says happens to it: a signal, a
// panic, or somebody else who makes a file of that name.
func halted() {
	name, what := os.Args[1], os.Args[2]
	signals := map[string]syscall.Signal{"INT": syscall.SIGINT, "TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP, "QUIT": syscall.SIGQUIT, "KILL": syscall.SIGKILL}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		panic(err)
	}
	c := &call{stdio: stdio{os.Stdin, os.Stdout, os.Stderr}}
	os.Exit(func() (code int) {
		defer func() {
			if what := recover(); what != nil {
				code = exitOf(exitUnread, caught(what, nil), c.stdio)
			}
		}()
		return exitOf(exitClean, c.writeNew(name, 0o644, func(w io.Writer) error {
			io.WriteString(w, strings.Repeat("half\n", 10_000))
			switch s, is := signals[what]; {
			case is && signal.Ignored(s):
				return self.Signal(s)
			case is:
				if err := self.Signal(s); err != nil {
					return err
				}
				select {}
			case what == "panic":
				panic("halted")
			}
			return os.WriteFile(name, []byte("other\n"), 0o600)
		}), c.stdio)
	}())
}
