package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// completed is what a shell must offer for a command line, in any order. The
// folder it is asked in has plan.json and dumps/ in it.
var completed = []struct {
	line string
	want []string
}{
	{"tickdiff pl", []string{"plan"}},
	{"tickdiff re", []string{"redact", "report"}},
	{"tickdiff plan --all", []string{"--all", "--all-commands"}},
	{"tickdiff plan --format m", []string{"markdown"}},
	{"tickdiff report -f js", []string{"json", "jsonl"}},
	{"tickdiff report --gone test_0 --color ", []string{"always", "auto", "never"}},
	{"tickdiff help ver", []string{"verify", "version"}},
	{"tickdiff completion ", []string{"bash", "fish", "zsh"}},
	{"tickdiff explain last", []string{"last-copy"}},
	{"tickdiff plan d", []string{"dumps"}},
	{"tickdiff show pl", []string{"plan.json"}},
	{"tickdiff plan --hostmap pl", []string{"plan.json"}},
	{"tickdiff version p", nil},
	{"tickdiff plan dumps --gone test", []string{"test_1", "test_2"}},
	{"tickdiff plan --gone test", nil},
}

// namedByDump names servers that a shell must not be offered, too.
const namedByDump = `missing: {}
node: test_1
nodes:
  $(echo test_bad): 1
  --test_flag: 1
  test bad: 1
  test_1: 4
  test_2: 3
tock: 8
`

// inShell runs a script in a shell, with completion on, in a folder with some
// files. It is loud where the shell is not to be had.
func inShell(t *testing.T, shell string, flags []string, script string, env ...string) string {
	t.Helper()
	path, err := exec.LookPath(shell)
	if err != nil {
		t.Skip("NOT RUN: there is no " + shell + " here")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"completion": string(output(t, "completion", shell)), "plan.json": "", "dumps/a.yaml": namedByDump} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(path, append(flags, "-c", script)...)
	cmd.Dir, cmd.Env = dir, append([]string{"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "TERM=dumb"}, env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", shell, err, out)
	}
	return string(out)
}

// checkCompleted compares what a shell offers, one a line.
func checkCompleted(t *testing.T, line string, want []string, out string) {
	t.Helper()
	var got []string
	for offer := range strings.Lines(out) {
		offer, _, _ = strings.Cut(strings.TrimSpace(offer), "\t") // fish adds what it means
		if offer = strings.TrimSuffix(offer, "/"); offer != "" {
			got = append(got, offer)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("%q (-want +offered):\n%s", line, diff)
	}
}

func TestCompletionInBash(t *testing.T) {
	const script = `source ./completion
COMP_LINE=$LINE
read -ra COMP_WORDS <<<"$LINE"
[[ $LINE == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_tickdiff
printf '%s\n' "${COMPREPLY[@]}"`
	for _, c := range completed {
		checkCompleted(t, c.line, c.want, inShell(t, "bash", []string{"--norc"}, script, "LINE="+c.line))
	}
	// bash parts words at "=" as well.
	const assigned = `source ./completion
COMP_WORDS=(tickdiff plan --format = com) COMP_CWORD=4
_tickdiff
printf '%s\n' "${COMPREPLY[@]}"`
	checkCompleted(t, "--format=com", []string{"commands"}, inShell(t, "bash", []string{"--norc"}, assigned))
}

func TestCompletionInFish(t *testing.T) {
	for _, c := range completed {
		checkCompleted(t, c.line, c.want, inShell(t, "fish", []string{"--no-config"}, `source ./completion; complete -C "$LINE"`, "LINE="+c.line))
	}
}

// zsh completes only where somebody types, so a second one is typed to, all lines
// one after the other. What it would add is written down by the function that
// adds it. A prompt tells when the other one reads keys.
func TestCompletionInZsh(t *testing.T) {
	const script = `zmodload zsh/zpty
zpty typed zsh -f -i
zpty -w typed 'autoload -Uz compinit; compinit -u -D; source ./completion; bindkey "^I" complete-word'
zpty -w typed 'compadd() {
  local arg
  for arg; do case $arg in (-|--) break;; (-*[OAD]) builtin compadd "$@"; return;; esac; done
  local -a hits
  builtin compadd -A hits "$@"
  print -rl -- $hits >>hits
  (( $#hits ))
}'
zpty -w typed 'PS1=REA""DY'
zpty -r typed out '*READY'
for line in ${(f)LINES_TO_COMPLETE}; do
  print -r -- "== $line" >>hits
  zpty -w -n typed "$line"$'\t'
  zpty -w typed $'\x15print -n'
  zpty -r typed out '*READY'
done
cat hits`
	var lines []string
	for _, c := range completed {
		lines = append(lines, c.line)
	}
	out := inShell(t, "zsh", []string{"-f"}, script, "LINES_TO_COMPLETE="+strings.Join(lines, "\n"))
	offers := strings.Split(out, "== ")[1:]
	if len(offers) != len(completed) {
		t.Fatalf("%d answers: %s", len(offers), out)
	}
	for i, c := range completed {
		_, offered, _ := strings.Cut(offers[i], "\n")
		checkCompleted(t, c.line, c.want, offered)
	}
}
