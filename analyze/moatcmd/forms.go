package moatcmd

import (
	"slices"

	"tickdiff/ticks"
)

// Form is one shape of command line.
type Form struct {
	Name string
	// Usage is what stands behind the program. A word in capitals is put in by the
	// reader, or by the evidence. What stands in brackets may be left out, and what
	// ends in … comes once or more.
	Usage string
	// Example makes one, with the words of Usage where names would stand.
	Example func(Dialect) []string
	// own: it talks to no server, so no client stands before it.
	own bool
}

// Forms are all shapes of command lines that tickdiff prints.
var Forms = []Form{
	{Name: "state", Usage: "-h HOST [-p PORT] internal state -a",
		Example: func(d Dialect) []string { return Any(d).State() }},
	{Name: "save", Usage: "-h HOST [-p PORT] log save -f FILE",
		Example: func(d Dialect) []string { return Any(d).Save("FILE") }},
	{Name: "log", Usage: "-h HOST [-p PORT] log dest FILE",
		Example: func(d Dialect) []string { return Any(d).Log("FILE") }},
	{Name: "mark-superseded", Usage: "-h HOST [-p PORT] internal mark [--broadcast] -- ORIGIN TICK…",
		Example: func(d Dialect) []string { return markExample(Any(d).Supersede) }},
	{Name: "mark-deleted", Usage: "-h HOST [-p PORT] internal mark --deleted -- ORIGIN TICK…",
		Example: func(d Dialect) []string { return markExample(Any(d).Delete) }},
	{Name: "tick", Usage: "-h HOST [-p PORT] -m internal get -- ORIGIN TICK",
		Example: func(d Dialect) []string { return Any(d).Tick("ORIGIN", exampleTick) }},
	{Name: "entry", Usage: "-h HOST [-p PORT] -m data PATH",
		Example: func(d Dialect) []string { return Any(d).Entry("PATH") }},
	{Name: "delete-entry", Usage: "-h HOST [-p PORT] data PATH delete -l ORIGIN TICK",
		Example: func(d Dialect) []string { return Any(d).DeleteEntry("PATH", "ORIGIN", exampleTick) }},
	{Name: "deleter", Usage: "-h HOST [-p PORT] internal deleter",
		Example: func(d Dialect) []string { return Any(d).Deleter() }},
	{Name: "server", Usage: "server [--force] -l FILE NAME [--force]", own: true,
		Example: func(d Dialect) []string { return d.Server("FILE", "NAME") }},
}

const exampleTick ticks.Tick = 7

func markExample(make func(string, ticks.Set) Mark) []string {
	argvs, ok := make("ORIGIN", ticks.Between(exampleTick, exampleTick+1)).Calls()
	if !ok {
		panic("moatcmd: an example that is too long")
	}
	return slices.Collect(argvs)[0]
}
