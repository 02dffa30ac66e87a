package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/report"
)

type collectOptions struct {
	reading
	destination
	addressing
	into string
	save bool
}

func collectCommand() *command {
	o := &collectOptions{}
	return &command{
		name:  "collect",
		args:  "[SERVER|DUMP…]",
		short: "a script that dumps every server, into a case folder",
		long: `Prints one shell script, which dumps every server twice, some seconds apart. It
changes nothing on any server. Run it by "| sh", where moat can be called.
Servers are those named, those in the hostmap, those at which --at points, and
all that any dump given knows.

The script makes a case: a folder with the dumps of each collection, and with
case.yaml, which says where the servers are. Above each dump stand comment lines
that say which collection took it, and when. So a plan knows that the dumps are
of one time, without --together. A server that does not answer is recorded, and
stops nothing.

Give the case to any command in place of dumps. Write into its case.yaml what
flags would say: who is gone, and why. --into adds a collection to a case, and
takes from it where the servers are.`,
		examples: []string{
			"tickdiff collect --into outage --hostmap moat.cfg | sh",
			"tickdiff collect --into outage | sh",
			"tickdiff collect --at test_1=192.0.2.7 test_1 test_2 > collect.sh",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&o.into, "into", "", "the folder of the `CASE`, where the script runs; without it, a new one")
			flags.BoolVar(&o.save, "save", false, "have each server save all it has too, on its own machine")
			o.addressFlags(flags)
			o.outputFlag(flags)
			o.readFlags(flags)
		},
		run: o.run,
	}
}

func (o *collectOptions) run(c *call) (int, error) {
	names, dumps := []string{}, []string{}
	for _, arg := range c.args {
		if _, err := os.Stat(arg); err == nil || arg == "-" {
			dumps = append(dumps, arg)
		} else {
			names = append(names, arg)
			if strings.ContainsRune(arg, filepath.Separator) || filepath.Ext(arg) == ".yaml" {
				c.say(fmt.Sprintf("note: no file is called %q, so it is taken for the name of a server", arg), "")
			}
		}
	}
	if info, err := os.Stat(o.into); err == nil && info.IsDir() {
		dumps = append(dumps, o.into)
	}
	if err := o.takeCase(c, dumps); err != nil {
		return exitUsage, err
	}
	code := exitClean
	if len(dumps) > 0 {
		r, err := o.readDumps(c, dumps, dump.Search{})
		if err != nil && len(names) == 0 {
			return exitUnread, err
		}
		known, err := namesInDumps(r)
		if err != nil {
			return exitUnread, err
		}
		names, code = append(names, known...), r.code
	}
	targets, all, err := o.located(c, names)
	if err != nil {
		return exitUsage, err
	}
	if len(all) == 0 {
		return exitUsage, &usageError{"no server is known", "name the servers, or give --hostmap FILE, or any dump: it knows the others"}
	}
	collecting := &report.Collecting{Servers: all, Into: o.into, Save: o.save,
		Options: plan.Options{Dialect: o.dialect, Targets: targets}}
	collecting.Case = newCase(collecting)
	return code, o.write(c, func(w *bounded) error { return report.CollectScript(w, collecting, c.asRun()) })
}

// namesInDumps are the servers that any dump knows.
func namesInDumps(r *readings) ([]string, error) {
	if r == nil {
		return nil, nil
	}
	view, err := cluster.Merge(r.dumps, cluster.Options{})
	if err != nil {
		return nil, err
	}
	return cluster.ServerNames(slices.DeleteFunc(view.Servers, func(s *cluster.Server) bool { return s.Status == cluster.Phantom })), nil
}
