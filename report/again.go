package report

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
)

// Again is what a plan was made from, so that a line of tickdiff can be shown that is
// ready to run.
type Again struct {
	Flags []string // what the operator said
	Dumps []string
}

// repeatedDumps is how many names of dumps a line repeats.
const repeatedDumps = 4

// plan is the line that plans again, with more flags, and with newer dumps.
func (a Again) plan(newer []string, flags ...string) string { return a.line("plan", newer, flags...) }

// report is the line that shows what is wrong with the same dumps.
func (a Again) report() string { return a.line("report", nil) }

func (a Again) line(command string, newer []string, flags ...string) string {
	dumps := a.Dumps
	if len(dumps) == 0 || len(dumps) > repeatedDumps {
		dumps = []string{"DUMPS"}
	}
	return moatcmd.PastedLine(slices.Concat([]string{"tickdiff", command}, a.Flags, flags, dumps, newer))
}

// fileNames are the names of files that a plan has dumps from, without their folders.
type fileNames map[string]bool

func namesOfDumps(p *plan.Plan) fileNames {
	names := fileNames{}
	for _, c := range p.Servers {
		for _, s := range c.Sources {
			names[s.File[strings.LastIndexAny(s.File, "/!")+1:]] = true
		}
	}
	return names
}

// free is a name for a new dump of a server, which no dump has yet. It is "" if the
// server's name is none for a file.
func (taken fileNames) free(server string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
	if server == "" || strings.Trim(server, plain) != "" || strings.ContainsAny(server[:1], "-.") {
		return ""
	}
	name := server + ".yaml"
	for n := 2; taken[name]; n++ {
		name = fmt.Sprintf("%s-%d.yaml", server, n)
	}
	return name
}

// line dumps a server into a new file.
func (taken fileNames) line(server string, argv []string) string {
	line := moatcmd.PastedLine(argv)
	if file := taken.free(server); file != "" {
		line += " > " + file
	}
	return line
}
