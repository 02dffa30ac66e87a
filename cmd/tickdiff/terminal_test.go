package main

import (
	"errors"
	"io"
	"log"
	"os"
	"os/exec"

	"github.com/creack/pty"
)

// terminal runs the program that its arguments name on a terminal of its own, and
// prints what the program wrote there. It reads until the program has let go of the
// terminal: "ttyout" of testscript closes the terminal first, and on a busy machine
// loses what nobody had read yet.
func terminal() {
	program := exec.Command(os.Args[1], os.Args[2:]...)
	screen, err := pty.Start(program)
	if err != nil {
		log.Fatal(err)
	}
	// Linux says that all is read by an error (EIO), so only what was read counts.
	_, _ = io.Copy(os.Stdout, screen)

	var ended *exec.ExitError
	if err := program.Wait(); errors.As(err, &ended) {
		os.Exit(ended.ExitCode())
	} else if err != nil {
		log.Fatal(err)
	}
}
