package moatcmd

import "strings"

// MaxPastedLine is how long a command line may be to be pasted: busybox ash
// loses longer ones.
const MaxPastedLine = 900

// Shell quotes an argument for a script that sh, bash, zsh, ksh or busybox reads
// from a file.
func Shell(arg string) string { return quoteShell(arg, `\`) }

// Pasted quotes an argument for a line that is typed or pasted into sh, bash,
// zsh, fish or busybox. fish alone reads a backslash in single quotes as an
// escape, so it stands outside of them as an escaped backslash does everywhere.
func Pasted(arg string) string { return quoteShell(arg, `'\\'`) }

// quoteShell is bare for harmless words, and single quotes for the rest. A
// leading %, = or ~ is special to some shell.
func quoteShell(arg, backslash string) string {
	bare := arg != "" && !strings.ContainsAny(arg[:1], "%=~") &&
		!strings.ContainsFunc(arg, func(r rune) bool { return !strings.ContainsRune(bareShell, r) })
	if bare {
		return arg
	}
	return "'" + strings.NewReplacer("'", `'\''`, `\`, backslash).Replace(arg) + "'"
}

const bareShell = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+-"

// PastedLine writes a command line to be pasted; of one that is not [Pastable] a
// remark that shows it.
func PastedLine(argv []string) string {
	if !Pastable(argv) {
		return notPasted(argv)
	}
	return shellLine(argv, Pasted)
}

// ScriptLine writes a command line of a script.
func ScriptLine(argv []string) string { return shellLine(argv, Shell) }

func shellLine(argv []string, quote func(string) string) string {
	quoted := make([]string, len(argv))
	for i, arg := range argv {
		quoted[i] = quote(arg)
	}
	return strings.Join(quoted, " ")
}

// PastedSize is how many bytes an argument takes on a pasted line.
func PastedSize(arg string) int { return len(Pasted(arg)) }
