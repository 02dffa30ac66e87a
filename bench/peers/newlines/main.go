// Command newlines counts the newlines in files through one buffer: what any
// program that reads them must spend at least.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	n := 0
	for _, name := range os.Args[1:] {
		found, err := count(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, "newlines:", err)
			os.Exit(1)
		}
		n += found
	}
	fmt.Println(n)
}

func count(name string) (n int, err error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	buf := make([]byte, 256<<10)
	for err == nil {
		var size int
		size, err = file.Read(buf)
		n += bytes.Count(buf[:size], []byte("\n"))
	}
	if err == io.EOF {
		err = nil
	}
	return n, errors.Join(err, file.Close())
}
