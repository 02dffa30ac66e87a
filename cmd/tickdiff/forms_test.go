package main

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tickdiff/analyze/moatcmd"
	"tickdiff/report"
)

// TestPrintedCommandsHaveForms holds every command line of MoaT-KV and DistKV that
// stands in pages, in the help, in scripts, or in what scenarios say must come out,
// to the catalogue of forms: each of those was run on real servers.
func TestPrintedCommandsHaveForms(t *testing.T) {
	texts := map[string]string{"help": helpTexts(t), "the scripts": scriptTemplates(t)}
	printedFormats(t, texts)
	for _, page := range pages(t) {
		texts[page] = textOf(t, page)
	}
	const watch = "../../docs/watch/tickdiff-watch"
	texts[watch] = textOf(t, watch)
	for _, pattern := range []string{"testdata/script/*.txtar", "../../analyze/testdata/checks/*/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			texts[file] = expectedIn(t, file)
		}
	}
	found := map[string]int{}
	for name, text := range texts {
		for _, command := range commandsIn(text) {
			form, ok := moatcmd.Match(numbersIn(command.argv))
			if !ok {
				t.Errorf("%s: no form is like %q", name, command.shown)
			}
			found[form.Name]++
		}
	}
	for _, form := range moatcmd.Forms {
		if found[form.Name] == 0 {
			t.Errorf("nothing shows the form %s", form.Name)
		}
	}
}

// printedFormats adds what comes out in every format, in both dialects, and holds
// that each shows commands.
func printedFormats(t *testing.T, texts map[string]string) {
	t.Helper()
	const dumps = "../../testdata/dumps/outage/2-later"
	for name, formats := range map[string][]string{"plan": planFormats, "report": reportFormats} {
		for _, format := range formats {
			for _, dialect := range moatcmd.Dialects {
				args := []string{name, "--format", format, "--dialect", string(dialect), "--gone", "test_0", dumps}
				if format == "script" {
					args = slices.Insert(args, 1, "--start", "test_1="+moatcmd.PastedLine(dialect.Server("test_1.moat", "test_1")))
				}
				var out, errs bytes.Buffer
				run(args, stdio{strings.NewReader(""), &out, &errs})
				line := strings.Join(args, " ")
				if texts[line] = out.String(); len(commandsIn(out.String())) == 0 {
					t.Errorf("%s shows no command: %s", line, errs.String())
				}
			}
		}
	}
}

func helpTexts(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := writeOverview(&b); err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if err := writeHelp(&b, c); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func scriptTemplates(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("../../report/script/*.sh")
	if err != nil || len(files) == 0 {
		t.Fatalf("no parts of a script (%v)", err)
	}
	text := ""
	for _, file := range files {
		text += textOf(t, file)
	}
	return text
}

func textOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var compared = regexp.MustCompile(`(?m)^cmp \S+ (\S+)$`)

// expectedIn is what a scenario says must come out: the files that it compares
// something with, and all of one that compares nothing. The others are its inputs.
func expectedIn(t *testing.T, file string) string {
	t.Helper()
	archive := txtar.Parse([]byte(textOf(t, file)))
	var names []string
	for _, m := range compared.FindAllSubmatch(archive.Comment, -1) {
		names = append(names, string(m[1]))
	}
	var b strings.Builder
	for _, f := range archive.Files {
		if slices.Contains(names, f.Name) || f.Name == "want" {
			b.Write(f.Data)
		}
	}
	return b.String()
}

// shownCommand is a command line as it stands in a text.
type shownCommand struct {
	shown string
	argv  []string
}

var (
	lineOfClient = regexp.MustCompile(`(^|[^\w./-])((?:moat kv|distkv client|distkv server) .*)`)
	argvOfClient = regexp.MustCompile(`\[\s*"(?:moat|distkv)",`)
	goesOn       = regexp.MustCompile(` (?:[|>;&]|# ).*`)
)

// commandsIn finds the command lines of clients in a text: lines, or parts of them
// in some quotes, and lists of arguments as JSON.
func commandsIn(text string) (all []shownCommand) {
	for line := range strings.Lines(text) {
		for _, m := range lineOfClient.FindAllStringSubmatch(strings.TrimRight(line, "\n"), -1) {
			shown := part(m[1], m[2])
			if strings.HasPrefix(line, "\tsave ") || strings.HasPrefix(line, "\tback_up ") {
				shown += " FILE" // the script puts it in
			}
			argv, _ := report.Words(shown)
			all = append(all, shownCommand{shown, argv})
		}
	}
	for _, at := range argvOfClient.FindAllStringIndex(text, -1) {
		var argv []string
		if err := json.NewDecoder(strings.NewReader(text[at[0]:])).Decode(&argv); err == nil {
			all = append(all, shownCommand{strings.Join(argv, " "), argv})
		}
	}
	return all
}

// part cuts a line behind the command, by what stands before that.
func part(before, rest string) string {
	switch before {
	case "`", `"`, "'":
		rest, _, _ = strings.Cut(rest, before)
	case "=":
		rest, _, _ = strings.Cut(rest, "'")
	case ">":
		rest, _, _ = strings.Cut(rest, "<")
		rest = html.UnescapeString(rest)
	}
	return goesOn.ReplaceAllString(rest, "")
}

// numbersIn puts numbers in for the words that the reader puts them in for.
func numbersIn(argv []string) []string {
	argv = slices.Clone(argv)
	for i, word := range argv {
		if word == "TICK" || word == "PORT" {
			argv[i] = "1"
		}
	}
	return argv
}
