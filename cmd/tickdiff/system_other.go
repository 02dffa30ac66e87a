//go:build !unix

package main

import "os"

// endings are the signals that end a process and can be caught.
var endings = []os.Signal{os.Interrupt}

const withoutWaiting = 0

func failWhereFilesMayNotGrow() {}
