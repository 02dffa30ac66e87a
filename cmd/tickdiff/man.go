package main

import (
	"fmt"
	"io"
	"strings"
	"tickdiff/analyze/prose"
)

// writeMan writes a manual page, of the same words as the help. The page has no
// date: the same program always writes the same page.
func writeMan(w io.Writer) error {
	var m manPage
	m.line(`.TH TICKDIFF 1 "" tickdiff`)
	m.section("NAME", "tickdiff \\- offline forensics for state dumps of MoaT\\-KV servers")
	m.section("SYNOPSIS", roff(synopsis))
	m.line(".SH DESCRIPTION")
	m.paragraphs(aboutTool, aboutDumps, aboutLimits())
	m.line(".SH COMMANDS")
	for _, c := range commands() {
		m.command(c)
	}
	m.section("EXIT STATUS", "The same for every format.")
	for _, e := range exitCodes {
		m.tagged(fmt.Sprint(e.code), e.says)
	}
	m.line(".SH EXAMPLES")
	m.examples(overviewExamples)
	m.section("SEE ALSO", roff("The manual of MoaT-KV about network problems."))
	_, err := io.WriteString(w, m.b.String())
	return err
}

type manPage struct{ b strings.Builder }

func (m *manPage) line(text string) { m.b.WriteString(text + "\n") }

func (m *manPage) section(title, text string) {
	m.line(".SH " + title)
	m.line(text)
}

// paragraph begins one, unless a section did so.
func (m *manPage) paragraph() {
	text := strings.TrimSuffix(m.b.String(), "\n")
	if !strings.HasPrefix(text[strings.LastIndexByte(text, '\n')+1:], ".SH") {
		m.line(".PP")
	}
}

// paragraphs writes texts whose parts are separated by blank lines.
func (m *manPage) paragraphs(texts ...string) {
	for _, text := range texts {
		for _, p := range strings.Split(strings.TrimSpace(text), "\n\n") {
			m.paragraph()
			m.line(roff(p))
		}
	}
}

func (m *manPage) tagged(tag, text string) {
	m.line(".TP")
	m.line(`\fB` + roff(tag) + `\fR`)
	m.line(roff(text))
}

func (m *manPage) command(c *command) {
	m.line(".SS " + roff(c.name))
	m.line(`\fB` + roff(c.usage()) + `\fR`)
	m.paragraphs(prose.Capital(c.short) + ".")
	if c.long != "" {
		m.paragraphs(c.long)
	}
	for _, f := range c.flagHelps() {
		m.tagged(f.head(), f.usage)
	}
	m.examples(c.examples)
}

func (m *manPage) examples(all []string) {
	if len(all) == 0 {
		return
	}
	m.paragraph()
	m.line(".nf")
	for _, e := range all {
		m.line("    " + roff(e))
	}
	m.line(".fi")
}

// roff writes plain text: nothing in it is a request or an escape, and dashes
// can be copied as such.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "…", "...").Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
