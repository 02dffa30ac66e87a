//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// endings are the signals that end a process and can be caught.
var endings = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}

// withoutWaiting opens a pipe that nobody writes to at once.
const withoutWaiting = syscall.O_NONBLOCK

// failWhereFilesMayNotGrow makes "ulimit -f" an error of the write that goes beyond it. Go
// would end the process with a listing of its stack.
func failWhereFilesMayNotGrow() { signal.Ignore(syscall.SIGXFSZ) }
