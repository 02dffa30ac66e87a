package report

import (
	"io"
	"strconv"
	"strings"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// Collecting is what a script is to collect.
type Collecting struct {
	Servers []string     // to be dumped, sorted
	Options plan.Options // where they are, and whose client asks them
	Into    string       // the folder of the case; "" is a new one
	Save    bool         // each is to save all it has as well
	Case    string       // what is to stand in a new case.yaml
}

// caseDelimiter ends the new case.yaml in a script. No line of it can be it: each begins
// with a letter, a blank or "#".
const caseDelimiter = "TICKDIFF_CASE"

// CollectScript writes a POSIX shell script that dumps all servers twice, into a folder of
// their case, with comment lines above each dump that say which collection took it and
// when. It changes nothing on any server. Like [Script] it is called in its last line.
func CollectScript(w io.Writer, c *Collecting, run doc.Run) error {
	t := &lineWriter{w: w}
	p := &plan.Plan{Options: c.Options}
	t.print("#!/bin/sh\n# shellcheck disable=SC1003,SC1010,SC2016,SC2034 # names mean what they say, and parts are shared with other scripts\n# Collects the dumps of all servers. Made by %s.\n# It changes nothing on any server; --help tells more.\n\n", prose.Visible(run.Version))
	t.print("set -eu\nif [ -n \"${ZSH_VERSION:-}\" ]; then emulate sh; fi\n\n")
	t.print("headline=%s\nprogram=%s\ninto=%s\n\n", moatcmd.Shell(prose.Counted(uint64(len(c.Servers)), "server")), moatcmd.Shell(p.Program()), moatcmd.Shell(asFolder(c.Into)))
	for _, part := range []string{"say", "lock", "call", "collect"} {
		t.print("%s\n", scriptPart(part))
	}
	t.collectLists(c, p)
	t.print("case_yaml() {\n\tcat <<'%s'\n%s%s\n}\n\nmain \"$@\"\n", caseDelimiter, c.Case, caseDelimiter)
	return t.err
}

// asFolder keeps a folder's name from being taken for an option.
func asFolder(name string) string {
	if name == "" || name == "." || strings.HasPrefix(name, "/") || strings.HasPrefix(name, "./") {
		return name
	}
	return "./" + name
}

// collectLists writes whom the script asks, and under which file names.
func (t *lineWriter) collectLists(c *Collecting, p *plan.Plan) {
	files := namesForFiles(c.Servers)
	var asked, unnamed []string
	for _, name := range c.Servers {
		if p.Client(name).Usable() {
			asked = append(asked, name)
		} else {
			unnamed = append(unnamed, name)
		}
	}
	t.print("targets() {\n\t:\n")
	for i, name := range asked {
		t.call(p.Client(name).State(), "target", i+1, placeWords(p, name), nodeAsPrinted(name))
	}
	t.print("}\n\n# about tells of one server how its files are named, and how its name stands in a comment.\nabout() {\n\tcase $1 in\n")
	for i, name := range asked {
		t.print("\t%d) base=%s quoted=%s ;;\n", i+1, moatcmd.Shell(files[name]), moatcmd.Shell(strconv.QuoteToASCII(name)))
	}
	t.print("\tesac\n}\n\nbackups() {\n\t:\n")
	for i, name := range asked {
		if c.Save {
			t.call(p.Client(name).SaveInto(), "back_up", i+1, placeWords(p, name))
		}
	}
	t.print("}\n\nunnamed() {\n\t:\n")
	for _, name := range unnamed {
		t.print("\tsay %s\n", moatcmd.Shell(prose.Visible(name)+" was not asked: no command can be trusted with where it is. Dump it by hand, and put the file into the case."))
	}
	t.print("}\n\n")
}

// maxFileName is how long a server's name may be to name files.
const maxFileName = 100

// namesForFiles gives each server a name for its files: its own, where every file system takes
// that and it is no other's in capitals.
func namesForFiles(servers []string) map[string]string {
	names, taken := map[string]string{}, map[string]bool{}
	for i, server := range servers {
		name := server
		if !plainFileName(name) || taken[strings.ToLower(name)] {
			name = "server_" + strconv.Itoa(i+1)
		}
		for taken[strings.ToLower(name)] {
			name += "_"
		}
		names[server], taken[strings.ToLower(name)] = name, true
	}
	return names
}

func plainFileName(name string) bool {
	return name != "" && len(name) <= maxFileName && !strings.ContainsAny(name[:1], "-.") && !strings.ContainsFunc(name, func(r rune) bool {
		return !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-", r)
	})
}
