package logline

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"tickdiff/dump/internal/lift"
	"tickdiff/ticks"
)

// A server that misses something when it starts says so in its log. Before 0.71.10
// one that started empty, and copied from a server that misses something, serves
// nobody until that ends, so that it cannot be dumped. It logs one line for each
// origin, and then, again and again, what it asks the others for:
//
//	12:00:01.123 ERROR moat.kv.server.test_1:Sync: missing: test_0 RangeSet([(3, 8), (9, 10)])
//	12:00:02.456 WARNING moat.kv.server.test_1:Missing data: {'missing': {'test_0': [(3, 8), 9]}}
var (
	syncLine    = lift.Pattern(`Sync: missing: (.*) RangeSet\(\[([0-9(), ]*)\]\)\s*$`)
	missingLine = lift.Pattern(`Missing data: (.*)$`)
	loggerName  = lift.Pattern(`\b(?:moat\.kv|distkv)\.server\.(.*?):(?:Sync: missing: |Missing data: )`)
)

// Reader gathers what the logs in one text say is missing.
type Reader struct {
	Servers   []*Server    // in the order in which they were first heard of
	Unnamed   []lift.Lines // that do not name their server
	Broken    []lift.Lines // that are not whole
	Conflicts Conflicts

	byName map[string]*Server
}

// Server is what one server logged since it last started.
type Server struct {
	Name    string
	Lines   lift.Lines
	missing map[string][]Missed
	synced  map[string]bool // origins of the lines it wrote at its start
}

// Missed is what is missing of one origin.
type Missed struct {
	Origin string
	Ticks  ticks.Set
	Place  lift.Place // of the line
}

// Take reads a line of a log, if it tells what is missing, or of a conflict.
func (l *Reader) Take(line lift.Line) bool {
	if l.Conflicts.line(line) {
		return true
	}
	at := lineOfLog(line.Text)
	if at < 0 {
		return false
	}
	m := loggerName().FindSubmatch(line.Text)
	if m == nil || len(m[1]) == 0 {
		lift.NoteLine(&l.Unnamed, line.Number)
		return true
	}
	missing, synced, ok := missingIn(line.Text)
	if !ok {
		lift.NoteLine(&l.Broken, line.Number)
		return true
	}
	col := utf8.RuneCount(line.Text[:at]) + 1
	l.server(string(m[1])).add(missing, synced, lift.Place{Line: line.Number, Col: line.Col(col)})
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

func (l *Reader) server(name string) *Server {
	if s := l.byName[name]; s != nil {
		return s
	}
	if l.byName == nil {
		l.byName = map[string]*Server{}
	}
	s := &Server{Name: name}
	s.restart()
	l.byName[name] = s
	l.Servers = append(l.Servers, s)
	return s
}

// restart forgets what was missing in an earlier life of the server.
func (s *Server) restart() {
	s.Lines.First = 0
	s.missing, s.synced = map[string][]Missed{}, map[string]bool{}
}

// add takes what one line says. An origin that comes twice among the lines of a
// start belongs to the next start.
func (s *Server) add(missing map[string]ticks.Set, synced string, p lift.Place) {
	if synced != "" {
		if s.synced[synced] {
			s.restart()
		}
		s.synced[synced] = true
	}
	if s.Lines.First == 0 {
		s.Lines.First = p.Line
	}
	s.Lines.Last = p.Line
	for name, set := range missing {
		said := s.missing[name]
		if n := len(said); n == 0 || !said[n-1].Ticks.Equal(set) {
			s.missing[name] = append(said, Missed{name, set, p})
		}
	}
}

// together is all that lines say is missing of an origin, and where the last line
// stands that said anything new. It is found at the end, since a union a line would
// take a time that grows with the square of the lines.
func together(said []Missed) (all ticks.Set, news lift.Place) {
	first := func(n int) ticks.Set {
		sets := make([]ticks.Set, n)
		for i := range sets {
			sets[i] = said[i].Ticks
		}
		return ticks.Union(sets...)
	}
	all = first(len(said))
	last := sort.Search(len(said)-1, func(i int) bool { return first(i + 1).Equal(all) })
	return all, said[last].Place
}

// Said is what a server's log says is missing of each origin, by its name.
func (s *Server) Said() (all []Missed) {
	for name, said := range s.missing {
		set, place := together(said)
		all = append(all, Missed{name, set, place})
	}
	slices.SortFunc(all, func(a, b Missed) int { return strings.Compare(a.Origin, b.Origin) })
	return all
}
