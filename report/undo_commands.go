package report

import (
	"io"
	"regexp"
	"slices"
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
// and writes them with their real names, quoted anew. It passes nothing on but
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
		switch {
		case ok && len(argv) == 2 && argv[0] == ":":
			t.print("%s\n", moatcmd.Remark(namedWords(argv[1], names)))
			continue
		case !ok || !moatcmd.IsMark(argv):
			return &CommandError{n, "neither a mark command nor a remark as \"tickdiff plan --format commands\" writes them"}
		}
		for i, arg := range argv {
			if name, ok := names[arg]; ok {
				argv[i] = name
			}
		}
		if !moatcmd.Pastable(argv) {
			return &CommandError{n, "its real name has characters that do not show, so no line with it is to be pasted; undo the plan as JSON instead"}
		}
		lines, ok := cutMark(argv)
		if !ok {
			return &CommandError{n, "with its real name the command is too long to be pasted; undo the plan as JSON instead"}
		}
		for _, argv := range lines {
			t.print("%s\n", moatcmd.PastedLine(argv))
		}
	}
	return t.err
}

// cutMark parts the ticks of a mark so that each line can be pasted.
func cutMark(argv []string) (lines [][]string, ok bool) {
	head := slices.Index(argv, "--") + 2 // the dashes and the name behind them
	if len(moatcmd.PastedLine(argv)) <= moatcmd.MaxPastedLine || head < 2 || head >= len(argv) {
		return [][]string{argv}, len(moatcmd.PastedLine(argv)) <= moatcmd.MaxPastedLine
	}
	line := slices.Clone(argv[:head])
	for _, tick := range argv[head:] {
		if len(line) > head && len(moatcmd.PastedLine(line))+1+len(tick) > moatcmd.MaxPastedLine {
			lines, line = append(lines, line), slices.Clone(argv[:head])
		}
		line = append(line, tick)
	}
	lines = append(lines, line)
	fits := func(l []string) bool { return len(moatcmd.PastedLine(l)) <= moatcmd.MaxPastedLine }
	return lines, !slices.ContainsFunc(lines, func(l []string) bool { return !fits(l) })
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
	return argv, err == nil && len(argv) > 0 && moatcmd.PastedLine(argv) == line
}
