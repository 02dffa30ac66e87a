package report

import (
	"errors"
	"slices"
	"strings"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
)

// ServerStart is a server that a script starts, since only what runs can be marked.
type ServerStart struct {
	Server string
	// Argv is what starts it, from its save file.
	Argv []string
	// Forced is the same with --force.
	Forced []string
}

const force = "--force"

// NewServerStart takes the operator's command for a server apart, see [Words], and
// adds --force to it: at its end, unless it stands in it already. The process that
// the command begins must be the server itself, which is ended by its number.
func NewServerStart(server, command string) (ServerStart, error) {
	argv, err := Words(command)
	switch {
	case err != nil:
		return ServerStart{}, err
	case len(argv) == 0 || argv[0] == "":
		return ServerStart{}, errors.New("there is no command")
	case strings.HasPrefix(argv[0], "-"):
		return ServerStart{}, errors.New("a command cannot begin with -")
	case strings.Contains(argv[0], "="):
		return ServerStart{}, errors.New("a variable cannot stand in front; write env " + moatcmd.Shell(argv[0]) + " …")
	case slices.Contains(argv, "--authoritative"):
		return ServerStart{}, errors.New("--authoritative calls everything superseded that is missing, unasked; the plan's marks are there for that")
	}
	s := ServerStart{Server: server, Argv: argv, Forced: append(slices.Clone(argv), force)}
	if slices.Contains(argv, force) {
		s.Forced = argv
		s.Argv = slices.DeleteFunc(slices.Clone(argv), func(word string) bool { return word == force })
	} else if slices.Contains(argv, "--") {
		return ServerStart{}, errors.New("behind -- no --force can be added; write it into the command, before that")
	}
	return s, nil
}

// startLists writes the lists of what to do with servers that the script starts.
func (t *lineWriter) startLists(p *plan.Plan, all []ServerStart) {
	list := func(name, call string, argv func(s ServerStart) []string) {
		t.print("%s() {\n", name)
		for i, s := range all {
			t.call(argv(s), call, i+1, prose.Visible(s.Server))
		}
		t.print("}\n\n")
	}
	list("starts", "start", func(s ServerStart) []string { return s.Forced })
	list("asks", "ask", func(s ServerStart) []string {
		return append([]string{nodeAsPrinted(s.Server)}, p.Client(s.Server).State()...)
	})
	list("saves", "save", func(s ServerStart) []string { return p.Client(s.Server).SaveInto() })
	list("ends", "end_started", func(s ServerStart) []string { return s.Argv })
}
