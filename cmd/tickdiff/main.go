// Command tickdiff analyzes state dumps of MoaT-KV and DistKV servers: it puts
// the dumps of several servers side by side, says what is inconsistent, which
// missing ticks may safely be marked and which must not, and prints the mark
// commands. It never talks to a server.
//
// "tickdiff help" is the manual.
package main

import "os"

func main() {
	failWhereFilesMayNotGrow()
	os.Exit(run(os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}))
}
