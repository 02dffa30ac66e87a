package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// standIn stands in for the moat command. The folder $CLUSTER holds one dump a
// server, HOST.yaml; "internal state" prints it with a higher tock, "internal
// mark" changes it as a server would. Every call is recorded in $CLUSTER/calls, a
// line of JSON each. $FAIL_AT makes that call fail; $OTHER_AT is a call that another
// server answers: "9 test_3".
func standIn() {
	call := standInCall
	if len(os.Args) > 2 && os.Args[2] == "server" {
		call = standInServer
	}
	if err := call(os.Args, os.Getenv("CLUSTER")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func standInCall(argv []string, folder string) error {
	argv[0] = filepath.Base(argv[0])
	calls, err := record(argv, filepath.Join(folder, "calls"))
	if err != nil {
		return err
	}
	if os.Getenv("FAIL_AT") == strconv.Itoa(calls) {
		return errors.New("ServerError: KeyError(99)")
	}
	i := slices.IndexFunc(argv, func(arg string) bool { return arg == "internal" || arg == "log" })
	if len(argv) < 4 || argv[2] != "-h" || i < 0 {
		return fmt.Errorf("no such command: %q", argv)
	}
	file := filepath.Join(folder, argv[3]+".yaml")
	r := dump.Read(dump.Input{Name: file, Open: func() (io.ReadCloser, error) { return os.Open(file) }})
	if len(r.Dumps) != 1 {
		return fmt.Errorf("Unable to connect to %s:27586", argv[3])
	}
	d := r.Dumps[0]
	d.Tock++
	if at, name, ok := strings.Cut(os.Getenv("OTHER_AT"), " "); ok && at == strconv.Itoa(calls) {
		d.Node = name
	}
	switch argv[i+1] {
	case "state":
		return errors.Join(save(file, d), dump.Encode(os.Stdout, d))
	case "save":
		return standInSave(d, argv[i+2:], folder)
	case "mark":
		return errors.Join(standInMark(d, argv[i+2:]), save(file, d), answer(d))
	}
	return fmt.Errorf("no such command: %q", argv)
}

// record notes a call and counts them.
func record(argv []string, file string) (calls int, err error) {
	before, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, err
	}
	line, err := json.Marshal(argv)
	if err != nil {
		return 0, err
	}
	after := string(before) + string(line) + "\n"
	return strings.Count(after, "\n"), os.WriteFile(file, []byte(after), 0o600)
}

func save(file string, d *dump.Dump) error {
	var b strings.Builder
	return errors.Join(dump.Encode(&b, d), os.WriteFile(file, []byte(b.String()), 0o600))
}

// standInMark does what a server does: superseded leaves alone what is present.
func standInMark(d *dump.Dump, args []string) error {
	deleted := args[0] == "--deleted"
	at := slices.Index(args, "--")
	if at < 0 || at+2 >= len(args) {
		return fmt.Errorf("this would mark everything: %q", args)
	}
	origin := args[at+1]
	set, err := ticks.Parse(strings.Join(args[at+2:], ","))
	if err != nil {
		return err
	}
	if present, _ := d.Present.Of(origin); !deleted {
		set = set.Minus(present)
	}
	change := func(s *dump.Section, to func(ticks.Set) ticks.Set) {
		before, _ := s.Of(origin)
		s.Entries = slices.DeleteFunc(s.Entries, func(e dump.Entry) bool { return e.Origin == origin })
		if after := to(before); !after.Empty() {
			s.Entries = append(s.Entries, dump.Entry{Origin: origin, Ticks: after})
			slices.SortFunc(s.Entries, func(a, b dump.Entry) int { return strings.Compare(a.Origin, b.Origin) })
		}
	}
	gone := func(before ticks.Set) ticks.Set { return before.Minus(set) }
	come := func(before ticks.Set) ticks.Set { return before.Union(set) }
	change(&d.Missing, gone)
	change(&d.Present, gone)
	change(&d.Superseded, come)
	if deleted {
		change(&d.Deleted, come)
	}
	return nil
}

// answer is what "internal mark" prints.
func answer(d *dump.Dump) error {
	return dump.Encode(os.Stdout, &dump.Dump{Node: d.Node, Tock: d.Tock, HasTock: true, Superseded: d.Superseded})
}
