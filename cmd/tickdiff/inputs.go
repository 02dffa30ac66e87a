package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tickdiff/dump"
)

// dumpEndings are the files of a folder that are read.
var dumpEndings = []string{".yaml", ".yml", ".txt", ".md", ".log"}

// gather turns arguments into inputs: files, folders with files of a known
// ending, and - for standard input. What cannot be used is said; the rest still is.
func gather(args []string, stdin io.Reader) ([]dump.Input, []dump.Problem) {
	var inputs []dump.Input
	var problems []dump.Problem
	bad := func(name string, err error) {
		problems = append(problems, dump.Problem{Level: dump.Error, File: name, What: err.Error()})
	}
	for _, arg := range args {
		if arg == "-" {
			inputs = append(inputs, dump.Input{Name: "-", Open: func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }})
			continue
		}
		info, err := os.Stat(arg)
		switch {
		case err != nil:
			bad(arg, err)
		case !info.IsDir():
			inputs = append(inputs, fileInput(arg))
		default:
			files, err := filesIn(arg)
			if err != nil {
				bad(arg, err)
			}
			if len(files) == 0 && err == nil {
				bad(arg, fmt.Errorf("the folder holds no dump (%s)", strings.Join(dumpEndings, " ")))
			}
			for _, f := range files {
				inputs = append(inputs, fileInput(f))
			}
		}
	}
	return inputs, problems
}

func fileInput(name string) dump.Input {
	return dump.Input{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }}
}

func filesIn(folder string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && slices.Contains(dumpEndings, strings.ToLower(filepath.Ext(path))) {
			files = append(files, path)
		}
		return err
	})
	return files, err
}
