package report

import (
	"io"
	"regexp"
	"strings"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/prose"
	"tickdiff/analyze/redact"
)

// CommandError is a line that is none of the commands tickdiff writes.
type CommandError struct {
	Line int
	What string
}

func (e *CommandError) Error() string { return e.What }

// UndoCommands reads mark commands for redacted dumps, as [Commands] writes them,
// and writes them with their real names, made and quoted again. It passes nothing on but
// such commands and remarks: a mark without ticks would mark everything. A line
// that would get too long to be pasted is cut into several.
func UndoCommands(w io.Writer, text string, key redact.Key) error {
	t := &lineWriter{w: w}
	names := key.Names()
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		argv, ok := splitPasted(line)
		if ok && len(argv) == 2 && argv[0] == ":" {
			t.print("%s\n", moatcmd.Remark(namedWords(argv[1], names)))
			continue
		}
		lines, fault := undoneMark(argv, names)
		if fault != "" {
			return &CommandError{n, fault}
		}
		for _, argv := range lines {
			t.print("%s\n", moatcmd.PastedLine(argv))
		}
	}
	return t.err
}

// undoneMark gives a mark its real names: only its host and its origin can be placeholders.
func undoneMark(argv []string, names map[string]string) (lines [][]string, fault string) {
	mark, ok := moatcmd.ParseMark(argv)
	if !ok {
		return nil, "neither a mark command nor a remark as \"tickdiff plan --format commands\" writes them"
	}
	mark, ok = mark.Renamed(func(name string) string {
		if real, ok := names[name]; ok {
			return real
		}
		return name
	})
	if !ok {
		return nil, "no command can be trusted with its real name"
	}
	cut, ok := mark.Argvs(moatcmd.MaxPastedLine, moatcmd.PastedSize)
	if !ok {
		return nil, "with its real name the command is too long to be pasted; undo the plan as JSON instead"
	}
	for argv := range cut {
		if !moatcmd.Pastable(argv) {
			return nil, "its real name has characters that do not show, so no line with it is to be pasted; undo the plan as JSON instead"
		}
		lines = append(lines, argv)
	}
	return lines, ""
}

var wordPattern = regexp.MustCompile(`[A-Za-z0-9_]+`)

// namedWords puts the real names into a remark's words.
func namedWords(words string, names map[string]string) string {
	return wordPattern.ReplaceAllStringFunc(words, func(word string) string {
		if name, ok := names[word]; ok {
			return prose.Visible(name)
		}
		return word
	})
}

// splitPasted takes apart what [moatcmd.PastedLine] put together. ok is false for any
// other shell text: it is not run, so nothing in it may be misread.
func splitPasted(line string) (argv []string, ok bool) {
	argv, err := splitWords(line)
	if err != nil || len(argv) == 0 || moatcmd.PastedLine(argv) != line {
		return nil, false
	}
	return argv, true
}
