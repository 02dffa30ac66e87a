package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/report"
)

// A case is a folder with the dumps of collections, what came of them, and a file that
// says what flags would say otherwise.

// maxCaseSize is how many bytes that file may have.
const maxCaseSize = 1 << 20

// caseFolder is the case among arguments; "" if there is none.
func caseFolder(args []string) (string, error) {
	found := ""
	for _, arg := range args {
		file := filepath.Join(arg, dump.CaseFile)
		info, err := os.Stat(file)
		if err != nil || arg == "-" {
			continue
		}
		if !info.Mode().IsRegular() {
			return "", &usageError{prose.Visible(file) + ": no regular file, so nobody can tell what it says of the case", "take it away, or give the dumps in the folder one by one"}
		}
		if found != "" && filepath.Clean(found) != filepath.Clean(arg) {
			return "", &usageError{fmt.Sprintf("%s and %s are two cases, and each says what holds for it", prose.Visible(found), prose.Visible(arg)), "give the folders in one of them in place of it"}
		}
		found = arg
	}
	return found, nil
}

// readCase reads the case among arguments; nil if there is none.
func (c *call) readCase(args []string) (*dump.Case, error) {
	folder, err := caseFolder(args)
	if folder == "" || err != nil {
		return nil, err
	}
	file := filepath.Join(folder, dump.CaseFile)
	text, err := c.readText(file, maxCaseSize, nil)
	if err != nil {
		return nil, err
	}
	read, problems := dump.ReadCase(file, text)
	c.sayProblems(problems)
	if len(problems) > 0 {
		return nil, &usageError{prose.Visible(file) + ": nothing of it is used, and so nothing is decided", "mend it; docs/collect.md tells what can stand in it"}
	}
	return read, nil
}

// ownFiles are the files of a case that hold no evidence of their own.
var ownFiles = []string{dump.CaseFile, "plan.json", "plan-*.json", "verify-*.json", "*.sh", "*.err", "log", "verified", "already", "guard", "script"}

// isOwn reports whether a file of a case is one of those, or an answer that a repair
// script did not get.
func isOwn(name string) bool {
	if in := filepath.Base(filepath.Dir(name)); in == "backups" || in == "gone" {
		if info, err := os.Stat(name); err == nil && info.Size() == 0 {
			return true
		}
	}
	return slices.ContainsFunc(ownFiles, func(pattern string) bool {
		matches, err := filepath.Match(pattern, filepath.Base(name))
		return err == nil && matches
	})
}

// keepResult writes a result into a case, under the next name that is free, unless the
// last one of its kind is the same. A case that cannot be written to stays as it is.
func (c *call) keepResult(folder, kind string, to func(*bounded) error) error {
	d := destination{}
	most, from := d.outputLimit(c)
	var text strings.Builder
	if err := to(&bounded{w: &text, most: most, from: from}); err != nil {
		return err
	}
	for n := 1; ; n++ {
		name := filepath.Join(folder, fmt.Sprintf("%s-%d.json", kind, n))
		if _, err := os.Lstat(name); err == nil {
			if before, err := c.readText(name, maxPlanSize, nil); err == nil && string(before) == text.String() {
				return nil
			}
			continue
		}
		err := c.writeNew(name, 0o644, func(w io.Writer) error { _, err := io.WriteString(w, text.String()); return err })
		if err != nil {
			c.say("note: not kept in the case: "+err.Error(), "")
		} else {
			c.say("kept as "+prose.Visible(name), "")
		}
		return nil
	}
}

// lastPlan is the newest plan in a case; "" if there is none.
func lastPlan(folder string) string {
	last := ""
	for n := 1; ; n++ {
		name := filepath.Join(folder, fmt.Sprintf("plan-%d.json", n))
		if _, err := os.Stat(name); err != nil {
			return last
		}
		last = name
	}
}

// newCase is what a script writes into a new case.
func newCase(c *report.Collecting) string {
	var b strings.Builder
	b.WriteString(caseHead)
	if c.Options.Dialect != "" && c.Options.Dialect != moatcmd.MoaT {
		fmt.Fprintf(&b, "dialect: %s\n", c.Options.Dialect)
	}
	b.WriteString("servers:\n")
	for _, name := range c.Servers {
		t, told := c.Options.Targets[name]
		key, err := json.Marshal(name)
		if err != nil || !utf8.ValidString(name) || len(key) > maxCaseKey {
			continue // the dumps name it
		}
		host := ""
		if told && t.From != plan.FromName {
			if quoted, err := json.Marshal(t.HostPort()); err == nil {
				host = " " + string(quoted)
			}
		}
		fmt.Fprintf(&b, "  %s:%s\n", key, host)
	}
	return b.String()
}

// maxCaseKey is how long a key of YAML may be on a line of its own.
const maxCaseKey = 1000

const caseHead = `# What tickdiff takes from this case beside the dumps. Flags win over it. Servers
# without a host are reached by their names. What can be added, where it is so:
#   gone:                # it had stopped before, and its data will not come back
#     NAME: why
#   together: true       # all dumps are of one time
#   accept:              # findings that are known, as --accept takes them
#     diverged:NAME:5,7-9: why
#   start:               # what starts a server, as --start takes it
#     NAME: moat kv server -l FILE NAME
`
