package lift

// mends are repairs of the text of a dump, as bits.
type mends uint

const (
	mendTerminal mends = 1 << iota
	mendInvisible
	mendBlanks
	mendDashes
	mendQuotes
	mendTabs
	mendLogLine
)

// mendWords says what was done, in the order in which it is reported.
var mendWords = []struct {
	mend mends
	what string
}{
	{mendTerminal, "terminal codes taken out"},
	{mendInvisible, "invisible characters taken out"},
	{mendBlanks, "non-breaking spaces read as spaces"},
	{mendDashes, "long dashes read as the marks of list items"},
	{mendQuotes, "typographic quotes read as plain ones"},
	{mendTabs, "tabs read as spaces"},
	{mendLogLine, "log lines left out"},
}

// mendings are the first and the last line of each repair.
type mendings map[mends]Lines

func (m *mendings) add(done mends, line int) {
	if done != 0 && *m == nil {
		*m = mendings{}
	}
	for _, w := range mendWords {
		if done&w.mend == 0 {
			continue
		}
		lines, again := (*m)[w.mend]
		if !again {
			lines.First = line
		}
		lines.Last = line
		(*m)[w.mend] = lines
	}
}

// Repair is one thing that was done to a block.
type Repair struct {
	What  string
	Lines Lines
}

// Repairs are what was done to a block.
func (b *Block) Repairs() (all []Repair) {
	for _, w := range mendWords {
		if lines, ok := b.mended[w.mend]; ok {
			all = append(all, Repair{w.what, lines})
		}
	}
	return all
}
