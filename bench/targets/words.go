package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

func seconds(d time.Duration) string {
	switch s := d.Seconds(); {
	case s < 0.01:
		return fmt.Sprintf("%.4f", s)
	case s < 1:
		return fmt.Sprintf("%.3f", s)
	default:
		return fmt.Sprintf("%.2f", s)
	}
}

func megabytes(n int64) string {
	if mb := float64(n) / 1e6; mb < 10 {
		return fmt.Sprintf("%.2g", mb)
	} else {
		return fmt.Sprintf("%.0f", mb)
	}
}

// times writes a ratio with as many digits as mean anything.
func times(x float64) string {
	switch {
	case x < 10:
		return fmt.Sprintf("%.2f", x)
	case x < 100:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}

// machine says on what it was measured.
func machine() []string {
	return []string{
		fmt.Sprintf("%d cores of %s, %s/%s", runtime.NumCPU(), processor(), runtime.GOOS, runtime.GOARCH),
		runtime.Version(),
		"tickdiff at " + commit(),
	}
}

func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range bytes.Lines(text) {
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && string(bytes.TrimSpace(name)) == "model name" {
			return string(bytes.TrimSpace(value))
		}
	}
	return "an unknown processor"
}

func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return "an unknown commit"
	}
	return strings.TrimSpace(string(out))
}
