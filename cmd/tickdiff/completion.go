package main

import (
	"fmt"
	"io"
	"strings"
)

// shells are those that can be told how to complete a command line.
var shells = []string{"bash", "zsh", "fish"}

func completionCommand() *command {
	return &command{
		name:  "completion",
		args:  strings.Join(shells, "|"),
		short: "a script that lets a shell complete command lines",
		long: `The script has all commands, flags and words. For the names of servers it runs
"tickdiff completion names WORD…". That prints the servers that the dumps among
the words name, if a shell takes them for no more than names.`,
		examples: []string{
			`eval "$(tickdiff completion bash)"`,
			"tickdiff completion bash > ~/.local/share/bash-completion/completions/tickdiff",
			"tickdiff completion zsh > ~/.zfunc/_tickdiff",
			"tickdiff completion fish > ~/.config/fish/completions/tickdiff.fish",
		},
		words: func() []string { return shells },
		run:   runCompletion,
	}
}

func runCompletion(c *call) (int, error) {
	if len(c.args) > 0 && c.args[0] == namesWord {
		return exitClean, writeServerNames(c, c.args[1:])
	}
	if len(c.args) != 1 {
		return exitUsage, &usageError{"completion takes one shell", "it can be " + strings.Join(shells, ", ")}
	}
	write := map[string]func() string{"bash": completeBash, "zsh": completeZsh, "fish": completeFish}[c.args[0]]
	if write == nil {
		return exitUsage, &usageError{fmt.Sprintf("no completion for %q", c.args[0]), "it can be " + strings.Join(shells, ", ")}
	}
	_, err := io.WriteString(c.out, write())
	return exitClean, err
}

// completeBash writes a function of nested cases: which flag stands before the
// cursor, else whether a flag is begun, else what the command's arguments are.
func completeBash() string {
	var b strings.Builder
	b.WriteString(`# bash completion for tickdiff
_tickdiff() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} flags= words= files=
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
`)
	fmt.Fprintf(&b, "    COMPREPLY=($(compgen -W %s -- \"$cur\"))\n    return\n  fi\n  case \"${COMP_WORDS[1]} $prev\" in\n", quotedWords(commandNames()))
	for _, c := range commands() {
		for _, f := range c.flagHelps() {
			if f.value != "" {
				fmt.Fprintf(&b, "    %s) %s; return ;;\n", bashPatterns(c, f), bashValue(f))
			}
		}
	}
	b.WriteString("  esac\n  case ${COMP_WORDS[1]} in\n")
	for _, c := range commands() {
		var flags []string
		for _, f := range c.flagHelps() {
			flags = append(flags, "--"+f.long)
		}
		fmt.Fprintf(&b, "    %s) flags=%s", c.name, quotedWords(flags))
		arguments := c.offers()
		if arguments.words != nil {
			fmt.Fprintf(&b, " words=%s", quotedWords(arguments.words))
		}
		if arguments.files {
			b.WriteString(" files=1")
		}
		b.WriteString(" ;;\n")
	}
	b.WriteString(`  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
    return
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ $files ]]; then
    _tickdiff_files
  fi
}
_tickdiff_files() {
  local IFS=$'\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -f -- "$cur"))
}
complete -F _tickdiff tickdiff
`)
	return b.String()
}

// bashPatterns match a command and one of its flags.
func bashPatterns(c *command, f flagHelp) string {
	pattern := fmt.Sprintf("'%s --%s'", c.name, f.long)
	if f.short != "" {
		pattern = fmt.Sprintf("'%s -%s'|%s", c.name, f.short, pattern)
	}
	return pattern
}

func bashValue(f flagHelp) string {
	switch {
	case f.words != nil:
		return fmt.Sprintf("COMPREPLY=($(compgen -W %s -- \"$cur\"))", quotedWords(f.words))
	case f.files:
		return "_tickdiff_files"
	case f.servers:
		return `COMPREPLY=($(compgen -W "$(tickdiff completion names -- "${COMP_WORDS[@]:2}" 2>/dev/null)" -- "$cur"))`
	}
	return ":"
}

// quotedWords writes words of our own, which have nothing in them to be quoted,
// as one word of a shell.
func quotedWords(words []string) string { return "'" + strings.Join(words, " ") + "'" }
