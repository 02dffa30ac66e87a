package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"tickdiff/report/doc"
)

func versionCommand() *command {
	return &command{
		name:  "version",
		short: "version, Go version, and the modules linked in",
		run: func(c *call) (int, error) {
			if len(c.args) > 0 {
				return exitUsage, &usageError{"version takes no arguments", ""}
			}
			return exitClean, writeVersion(c.out)
		},
	}
}

// release is the version a release was built as; the linker sets it.
var release string

// asRun says which tool was run, and how.
func (c *call) asRun() doc.Run {
	r := doc.Run{Version: "tickdiff", Argv: c.argv}
	if info, ok := debug.ReadBuildInfo(); ok {
		r.Version += " " + mainVersion(info)
	}
	return r
}

func mainVersion(info *debug.BuildInfo) string { return cmp.Or(release, info.Main.Version, "(devel)") }

// writeVersion takes everything from the build itself; a build outside version
// control has no revision to tell.
func writeVersion(w io.Writer) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		_, err := fmt.Fprintf(w, "tickdiff (unknown build) %s\n", runtime.Version())
		return err
	}
	if _, err := fmt.Fprintf(w, "tickdiff %s %s\n", mainVersion(info), info.GoVersion); err != nil {
		return err
	}
	for _, m := range info.Deps {
		if _, err := fmt.Fprintf(w, "  %s %s %s\n", m.Path, m.Version, m.Sum); err != nil {
			return err
		}
	}
	return nil
}
