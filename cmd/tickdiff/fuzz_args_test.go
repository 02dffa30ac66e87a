package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"tickdiff/analyze/check"
)

// planFlags are flags of the commands that plan, some of them wrong.
func (in *fuzzed) planFlags() (flags []string) {
	add := func(once int, values ...string) {
		if in.some(once) {
			flags = append(flags, values...)
		}
	}
	for range 2 {
		add(3, "--gone", in.name())
	}
	add(6, "--order", "given")
	add(6, "--broadcast")
	add(6, "--lost", "deleted")
	add(8, "--dialect", "distkv")
	add(4, "--settle-unproven")
	add(4, "--settle", fmt.Sprintf("%s:%d-%d", in.name(), 1+in.roll(3), 4+in.roll(4)))
	add(8, "--settle", fmt.Sprintf("%s:%d@%s", in.name(), 1+in.roll(9), in.name()))
	add(8, "--at", in.name()+"=host:99")
	add(8, "--all-commands")
	add(8, "--hostmap", in.text)
	return flags
}

// textFlags are flags of the layout.
func (in *fuzzed) textFlags() (flags []string) {
	if in.some(3) {
		flags = append(flags, "--width", fmt.Sprint(in.roll(130)))
	}
	if in.some(3) {
		flags = append(flags, "--all")
	}
	return flags
}

// planArgsOf is a command that plans on the dumps.
func planArgsOf(command string) func(*fuzzed) []string {
	return func(in *fuzzed) []string {
		args := append([]string{command}, in.planFlags()...)
		if command != "predict" {
			args = append(args, in.textFlags()...)
			if in.some(8) {
				args = append(args, "--accept-file", in.text)
			}
		}
		if command == "report" {
			if in.some(4) {
				args = append(args, "--accept", check.Catalogue[in.roll(len(check.Catalogue))].ID)
			}
			if in.some(4) {
				args = append(args, "--all-segments")
			}
		}
		return append(args, inputs)
	}
}

func explainArgs(in *fuzzed) []string {
	args := append(append([]string{"explain"}, in.planFlags()...), in.textFlags()...)
	return append(args, "--", fmt.Sprintf("%s:%d", in.name(), 1+in.roll(12)), inputs)
}

func entriesArgs(in *fuzzed) []string {
	args := append([]string{"entries"}, in.textFlags()...)
	if in.some(2) {
		args = append(args, "--values")
	}
	return append(args, "--", inputs, fmt.Sprintf("%s:%d-%d", in.name(), 1+in.roll(3), 4+in.roll(9)))
}

// diffArgs compare the folder of the dumps with the first of them, or with the text.
func diffArgs(in *fuzzed) []string {
	sides := []string{filepath.Dir(in.files[0]), in.files[in.roll(len(in.files))]}
	if in.some(2) {
		sides[0], sides[1] = sides[1], sides[0]
	}
	return append([]string{"diff"}, sides...)
}

// savedPlan plans on the first dumps, and saves the plan where that worked; or one with
// something changed, and the id that fits.
func (in *fuzzed) savedPlan() string {
	args := append([]string{"plan", "--format", "json"}, in.planFlags()...)
	var out, errs bytes.Buffer
	run(append(args, in.files[:1+in.roll(len(in.files))]...), stdio{strings.NewReader(""), &out, &errs})
	name := filepath.Join(in.dir, "plan.json")
	in.write(name, out.Bytes())
	if in.honest = out.Len() > 0; !in.honest || !in.some(3) {
		return name
	}
	in.honest = false
	forged := in.forged(out.Bytes())
	in.write(name, forged)
	errs.Reset()
	run([]string{"show", name}, stdio{strings.NewReader(""), &out, &errs})
	if ids := planIDs.FindAllString(errs.String(), 2); len(ids) == 2 {
		in.write(name, bytes.Replace(forged, []byte(ids[0]), []byte(ids[1]), 1))
	}
	return name
}

var (
	planIDs = regexp.MustCompile("sha256:[0-9a-f]{64}")
	tokens  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\b\d+\b|true|false|null`)
)

// forged is JSON with one of its words, numbers or names in the place of another.
func (in *fuzzed) forged(text []byte) []byte {
	all := tokens.FindAllIndex(text, -1)
	at := func() []int { return all[(in.roll(256)<<8+in.roll(256))%len(all)] }
	from, to := at(), at()
	return slices.Concat(text[:to[0]], text[from[0]:from[1]], text[to[1]:])
}

func (in *fuzzed) write(name string, text []byte) {
	if err := os.WriteFile(name, text, 0o600); err != nil {
		panic(err)
	}
}

func verifyArgs(in *fuzzed) []string {
	args := append([]string{"verify"}, in.textFlags()...)
	if in.some(2) {
		args = append(args, "--before")
	}
	return append(args, in.savedPlan(), inputs)
}

func showArgs(in *fuzzed) []string {
	return append(append([]string{"show"}, in.textFlags()...), in.savedPlan())
}

// undoArgs redact the dumps, plan on what comes out, and give the plan its names back.
func undoArgs(in *fuzzed) []string {
	key, public := filepath.Join(in.dir, "key.json"), filepath.Join(in.dir, "public.yaml")
	var errs bytes.Buffer
	run(append([]string{"redact", "--key", key, "-o", public}, in.files...), stdio{strings.NewReader(""), &errs, &errs})
	var out bytes.Buffer
	run([]string{"plan", "--format", []string{"json", "commands"}[in.roll(2)], public}, stdio{strings.NewReader(""), &out, &errs})
	plan := filepath.Join(in.dir, "plan")
	in.write(plan, out.Bytes())
	if text, err := os.ReadFile(key); err == nil && in.some(3) {
		in.write(key, in.forged(text))
	}
	return []string{"redact", "--undo", key, plan}
}
