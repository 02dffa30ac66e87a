package report

import (
	"regexp"
	"strconv"
	"strings"
)

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

// quotedName matches a name in a sentence of a finding, where names are quoted
// (see analyze.Finding).
var quotedName = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// sentence writes a sentence with quoted names: the names as code, the rest so
// that nothing in it is markup.
func sentence(s string) string {
	var b strings.Builder
	for s != "" {
		at := quotedName.FindStringIndex(s)
		if at == nil {
			at = []int{len(s), len(s)}
		}
		b.WriteString(prose(s[:at[0]]))
		if quoted := s[at[0]:at[1]]; quoted != "" {
			b.WriteString(codeQuoted(quoted))
		}
		s = s[at[1]:]
	}
	return b.String()
}

func codeQuoted(quoted string) string {
	if name, err := strconv.Unquote(quoted); err == nil {
		return codeName(name)
	}
	return codeSpan(escapeInvisible(quoted))
}

// prose escapes what could be markup. Lone signs that only matter at the start
// of a line are left, since prose never stands there.
func prose(s string) string {
	return proseEscapes.Replace(escapeInvisible(s))
}

var proseEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "&", `\&`, "#", `\#`, "~", `\~`, "@", "`@`")
