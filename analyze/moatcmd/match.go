package moatcmd

import (
	"slices"
	"strconv"
	"strings"

	"tickdiff/ticks"
)

// Match finds the form of a command line.
func Match(argv []string) (Form, bool) {
	for _, f := range Forms {
		for _, d := range Dialects {
			head := f.head(d)
			if len(argv) >= len(head) && slices.Equal(argv[:len(head)], head) && fits(argv[len(head):], strings.Fields(f.Usage)) {
				return f, true
			}
		}
	}
	return Form{}, false
}

// ParseMark takes apart what [Mark.Calls] writes; ok is false for any other command line.
func ParseMark(argv []string) (m Mark, ok bool) {
	f, ok := Match(argv)
	if !ok || !strings.HasPrefix(f.Name, "mark-") {
		return Mark{}, false
	}
	dialect := Dialects[slices.IndexFunc(Dialects, func(d Dialect) bool { return d.Program() == argv[0] })]
	const host = 3 // behind program, group and -h
	rest, port := argv[host+1:], uint64(0)
	var noPort, noTicks error
	if rest[0] == "-p" {
		port, noPort = strconv.ParseUint(rest[1], 10, 16)
		rest = rest[2:]
	}
	origin := slices.Index(rest, "--") + 1
	set, noTicks := ticks.Parse(strings.Join(rest[origin+1:], ","))
	m = Mark{client: At(dialect, argv[host], int(port)), origin: rest[origin], set: set,
		deleted: f.Name == "mark-deleted", broadcast: slices.Contains(rest[:origin], "--broadcast")}
	return m, noPort == nil && noTicks == nil
}

// fits reports whether words are as a usage says. Both are gone through from the
// front; what may be left out is tried first.
func fits(words, usage []string) bool {
	switch {
	case len(usage) == 0:
		return len(words) == 0
	case strings.HasPrefix(usage[0], "["):
		optional, rest := bracketed(usage)
		return fits(words, slices.Concat(optional, rest)) || fits(words, rest)
	case len(words) == 0:
		return false
	}
	sign, many := strings.CutSuffix(usage[0], "…")
	if !stands(words[0], sign) {
		return false
	}
	rest := words[1:]
	for many && len(rest) > 0 && stands(rest[0], sign) {
		rest = rest[1:]
	}
	return fits(rest, usage[1:])
}

// bracketed parts a usage that begins with a bracket behind its end.
func bracketed(usage []string) (optional, rest []string) {
	end := slices.IndexFunc(usage, func(word string) bool { return strings.HasSuffix(word, "]") })
	inner := strings.Trim(strings.Join(usage[:end+1], " "), "[]")
	return strings.Fields(inner), usage[end+1:]
}

// stands reports whether a word can stand where a usage has this sign. A number is
// one, or the sign itself, where the reader is to put it in.
func stands(word, sign string) bool {
	switch sign {
	case "TICK", "PORT":
		return isNumber(word)
	case "HOST", "ORIGIN":
		return SafeName(word) // even with a dash in front: nothing else can stand there
	case "FILE", "NAME", "PATH", "VALUE":
		return SafeName(word) && !strings.HasPrefix(word, "-")
	}
	return word == sign
}

func isNumber(word string) bool {
	const longest = 19
	return word != "" && len(word) <= longest && word[0] != '0' && strings.Trim(word, "0123456789") == ""
}
