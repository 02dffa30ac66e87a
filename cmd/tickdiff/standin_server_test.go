package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// standInServer stands in for a server: "moat kv server -l FILE NAME". Started from
// a file it answers whatever is missing, by way of $CLUSTER/NAME.yaml, until it is
// told to end. $CLUSTER/served has a line for each start and each end. $SERVER makes
// it one that dies, is deaf, or is stubborn, or see [standInSave].
func standInServer(argv []string, folder string) error {
	at := slices.Index(argv, "-l")
	if at < 0 || at+2 >= len(argv) {
		return fmt.Errorf("no such server: %q", argv)
	}
	kind := os.Getenv("SERVER")
	if kind == "dies" {
		return errors.New("the broker cannot be reached")
	}
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGTERM)
	d, err := standInLoad(argv[at+1])
	if err != nil {
		return err
	}
	file, served := filepath.Join(folder, argv[at+2]+".yaml"), filepath.Join(folder, "served")
	err = serve(served, strings.Join(argv, " "))
	if kind != "deaf" {
		err = errors.Join(err, save(file, d))
	}
	enough := time.After(time.Minute) // whatever became of the test
	select {
	case <-told:
	case <-enough:
	}
	if kind == "stubborn" {
		<-enough
	}
	return errors.Join(err, removeIfThere(file), serve(served, "end "+argv[at+2]))
}

func serve(file, line string) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, line)
	return errors.Join(err, f.Close())
}

func removeIfThere(file string) error {
	if err := os.Remove(file); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// standInLoad reads a save file as a server does: what it does not hold is
// missing, and nothing is deleted.
func standInLoad(file string) (*dump.Dump, error) {
	r := dump.Read(dump.Input{Name: file, Open: func() (io.ReadCloser, error) { return os.Open(file) }})
	if len(r.Dumps) != 1 {
		return nil, fmt.Errorf("%s cannot be loaded", file)
	}
	d := r.Dumps[0]
	var missing []dump.Entry
	for _, e := range d.Nodes.Entries {
		if set := d.Answer(dump.Missing, e.Name).Set; !set.Empty() {
			missing = append(missing, dump.Entry{Origin: e.Name, Ticks: ticks.Of(slices.Collect(set.All())...)})
		}
	}
	d.Missing = dump.Section{Said: true, Entries: missing}
	d.Deleted, d.RemoteMissing = dump.Section{Said: true}, dump.Section{Said: true}
	d.Tock++
	return d, nil
}

// standInSave is "log save -f FILE": what the server has, but for deletions, in a
// file on its own machine, whose working folder is $CLUSTER. The disk of one that is
// "full" takes nothing, that of one that "fills" no second file.
func standInSave(d *dump.Dump, args []string, folder string) error {
	if len(args) != 2 || args[0] != "-f" {
		return fmt.Errorf("this leaves out internal entries: %q", args)
	}
	file := args[1]
	if kind := os.Getenv("SERVER"); kind == "full" || kind == "fills" && filepath.IsAbs(file) {
		return errors.New("ServerError: No space left on device")
	}
	if !filepath.IsAbs(file) {
		file = filepath.Join(folder, file)
	}
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("%s would be overwritten", file)
	}
	d.Deleted, d.Missing = dump.Section{}, dump.Section{}
	return save(file, d)
}

// standInSleep sleeps for a tenth of what is asked.
func standInSleep() {
	d, err := time.ParseDuration(os.Args[1] + "s")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	time.Sleep(d / 10)
}
