package markdown

import (
	"strings"

	"tickdiff/analyze/prose"
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

// nameKept is how many bytes of a name are left where no detail is.
const nameKept = 80

// words writes a sentence: names, values and commands as code, the rest so that
// nothing in it is markup.
func (m *writer) words(t prose.Text) string { return t.Write(m.span) }

func (m *writer) span(s prose.Span) string {
	shown := prose.Few.Show(s)
	switch s.Kind {
	case prose.Name:
		return codeSpan(m.kept(shown))
	case prose.File: // its folders are of no use to others
		return codeSpan(m.kept(prose.Visible(s.Text[strings.LastIndexAny(s.Text, `/\`)+1:])))
	case prose.Quoted:
		return codeSpan(m.kept(prose.Visible(s.Text)))
	case prose.Code, prose.Value:
		return codeSpan(m.kept(shown))
	case prose.Strong:
		return "**" + escape(shown) + "**"
	}
	return escape(shown)
}

// kept is what is left of foreign text in a post that has to be short.
func (m *writer) kept(shown string) string {
	if m.most > 0 || len(shown) <= nameKept {
		return shown
	}
	return strings.ToValidUTF8(shown[:nameKept], "") + "…"
}

// escape writes what could be markup. Lone signs that only matter at the start
// of a line are left, since a sentence never stands there.
func escape(s string) string {
	return proseEscapes.Replace(s)
}

var proseEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "&", `\&`, "#", `\#`, "~", `\~`, "@", "`@`")
