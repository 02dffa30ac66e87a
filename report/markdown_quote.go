package report

import "strings"

// codeSpan writes foreign text as code: nothing in it is markup, a mention, a
// link or HTML. The fence is longer than any run of backticks inside.
func codeSpan(s string) string {
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}

// codeName writes a name as code, escaped as everywhere.
func codeName(name string) string { return codeSpan(Visible(name)) }

// codeBlock writes lines as a block of code.
func codeBlock(language string, lines []string) string {
	text := strings.Join(lines, "\n")
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	return fence + language + "\n" + text + "\n" + fence + "\n"
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// sentence writes a sentence with quoted names: the names as code, the rest so
// that nothing in it is markup.
func sentence(s string) string {
	var b strings.Builder
	for _, p := range partsOf(s) {
		if p.IsName {
			b.WriteString(codeSpan(p.Text))
		} else {
			b.WriteString(prose(p.Text))
		}
	}
	return b.String()
}

// prose escapes what could be markup. Lone signs that only matter at the start
// of a line are left, since prose never stands there.
func prose(s string) string {
	return proseEscapes.Replace(s)
}

var proseEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "&", `\&`, "#", `\#`, "~", `\~`, "@", "`@`")
