package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"tickdiff/analyze/prose"
)

// nearest suggests the name that was probably meant, or else where to look.
func nearest(got string, names []string, otherwise string) string {
	best, distance := "", 3
	for _, name := range names {
		if d := editDistance(got, name); d < distance {
			best, distance = name, d
		}
	}
	if best == "" {
		return otherwise
	}
	return fmt.Sprintf("did you mean %s?", prose.Visible(best))
}

// commandHint is for somebody who left out the command, or does not know any.
func commandHint(got string) string {
	_, err := os.Stat(got)
	if err == nil || strings.HasPrefix(got, "-") {
		return "a command stands first, as in tickdiff plan DUMP…; tickdiff help lists them"
	}
	return "tickdiff help lists the commands"
}

// flagHint suggests a flag for one that is not known.
func flagHint(err error, flags *pflag.FlagSet) string {
	otherwise := fmt.Sprintf("tickdiff help %s lists the flags", flags.Name())
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || unknown.GetSpecifiedShortnames() != "" {
		return otherwise
	}
	var names []string
	flags.VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return nearest("--"+unknown.GetSpecifiedName(), names, otherwise)
}

// editDistance counts the letters to insert, drop or change to get from a to b.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
