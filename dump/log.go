package dump

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"tickdiff/ticks"
)

// A server that misses something when it starts says so in its log. Before 0.71.10
// one that started empty, and copied from a server that misses something, serves
// nobody until that ends, so that it cannot be dumped. It logs one line for each origin, and then, again and again, what
// it asks the others for:
//
//	12:00:01.123 ERROR moat.kv.server.test_1:Sync: missing: test_0 RangeSet([(3, 8), (9, 10)])
//	12:00:02.456 WARNING moat.kv.server.test_1:Missing data: {'missing': {'test_0': [(3, 8), 9]}}
var (
	syncLine    = lazily(`Sync: missing: (.*) RangeSet\(\[([0-9(), ]*)\]\)\s*$`)
	missingLine = lazily(`Missing data: (.*)$`)
	loggerName  = lazily(`\b(?:moat\.kv|distkv)\.server\.(.*?):(?:Sync: missing: |Missing data: )`)
)

// logReader gathers what the logs in one text say is missing.
type logReader struct {
	servers   []*logged // in the order in which they were first heard of
	byName    map[string]*logged
	unnamed   []lineRange
	broken    []lineRange
	conflicts conflictReader
}

// logged is what one server logged since it last started.
type logged struct {
	name    string
	lines   lineRange
	missing map[string][]missed
	synced  map[string]bool // origins of the lines it wrote at its start
}

// missed is what is missing of one origin.
type missed struct {
	origin string
	ticks  ticks.Set
	place  place // of the line
}

// line reads a line of a log, if it tells what is missing, or of a conflict.
func (l *logReader) line(line line) bool {
	if l.conflicts.line(line) {
		return true
	}
	at := lineOfLog(line.text)
	if at < 0 {
		return false
	}
	m := loggerName().FindSubmatch(line.text)
	if m == nil || len(m[1]) == 0 {
		noteLine(&l.unnamed, line.number)
		return true
	}
	missing, synced, ok := missingIn(line.text)
	if !ok {
		noteLine(&l.broken, line.number)
		return true
	}
	col := utf8.RuneCount(line.text[:at]) + 1
	l.server(string(m[1])).add(missing, synced, place{line.number, line.col(col)})
	return true
}

// lineOfLog is where a line begins to say what is missing, or -1. Most lines do
// not, and some are long.
func lineOfLog(text []byte) int {
	at := bytes.Index(text, []byte("Sync: missing: "))
	if other := bytes.Index(text, []byte("Missing data: ")); at < 0 || 0 <= other && other < at {
		return other
	}
	return at
}

// missingIn is what one line says is missing; synced names the origin if it is a
// line that servers write when they start.
func missingIn(text []byte) (missing map[string]ticks.Set, synced string, ok bool) {
	if m := syncLine().FindSubmatch(text); m != nil {
		v, err := parsePython(slices.Concat([]byte("["), m[2], []byte("]")))
		set, good := setOf(v)
		return map[string]ticks.Set{string(m[1]): set}, string(m[1]), err == nil && good
	}
	m := missingLine().FindSubmatch(text)
	if m == nil {
		return nil, "", false
	}
	v, err := parsePython(bytes.TrimSpace(m[1]))
	byName, good := v.dict["missing"]
	if err != nil || !good {
		return nil, "", false
	}
	missing = map[string]ticks.Set{}
	for name, list := range byName.dict {
		if missing[name], good = setOf(list); !good {
			return nil, "", false
		}
	}
	return missing, "", true
}

// setOf reads a list of ticks and of (begin, end) pairs, end not included.
func setOf(v python) (ticks.Set, bool) {
	var ranges []ticks.Range
	for _, item := range v.list {
		r := ticks.Range{Begin: ticks.Tick(item.number), End: ticks.Tick(item.number) + 1}
		if item.list != nil {
			if len(item.list) != 2 || item.list[0].list != nil || item.list[1].list != nil {
				return ticks.Set{}, false
			}
			r = ticks.Range{Begin: ticks.Tick(item.list[0].number), End: ticks.Tick(item.list[1].number)}
		}
		if r.Begin < 1 || r.Empty() || r.End > ticks.Max+1 {
			return ticks.Set{}, false
		}
		ranges = append(ranges, r)
	}
	return ticks.Of(ranges...), len(ranges) > 0
}

func (l *logReader) server(name string) *logged {
	if s := l.byName[name]; s != nil {
		return s
	}
	if l.byName == nil {
		l.byName = map[string]*logged{}
	}
	s := &logged{name: name}
	s.restart()
	l.byName[name] = s
	l.servers = append(l.servers, s)
	return s
}

// restart forgets what was missing in an earlier life of the server.
func (s *logged) restart() {
	s.lines.first = 0
	s.missing, s.synced = map[string][]missed{}, map[string]bool{}
}

// add takes what one line says. An origin that comes twice among the lines of a
// start belongs to the next start.
func (s *logged) add(missing map[string]ticks.Set, synced string, p place) {
	if synced != "" {
		if s.synced[synced] {
			s.restart()
		}
		s.synced[synced] = true
	}
	if s.lines.first == 0 {
		s.lines.first = p.Line
	}
	s.lines.last = p.Line
	for name, set := range missing {
		said := s.missing[name]
		if n := len(said); n == 0 || !said[n-1].ticks.Equal(set) {
			s.missing[name] = append(said, missed{name, set, p})
		}
	}
}

// together is all that lines say is missing of an origin, and where the last line
// stands that said anything new. It is found at the end, since a union a line would
// take a time that grows with the square of the lines.
func together(said []missed) (all ticks.Set, news place) {
	first := func(n int) ticks.Set {
		sets := make([]ticks.Set, n)
		for i := range sets {
			sets[i] = said[i].ticks
		}
		return ticks.Union(sets...)
	}
	all = first(len(said))
	last := sort.Search(len(said)-1, func(i int) bool { return first(i + 1).Equal(all) })
	return all, said[last].place
}

// said is what a server's log says is missing of each origin, by its name.
func (s *logged) said() (all []missed) {
	for name, said := range s.missing {
		set, place := together(said)
		all = append(all, missed{name, set, place})
	}
	slices.SortFunc(all, func(a, b missed) int { return strings.Compare(a.origin, b.origin) })
	return all
}
