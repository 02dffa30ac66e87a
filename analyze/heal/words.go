package heal

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
)

// Words are what the operator says is right: of one entry each, or of all that
// conflict or are forked.
type Words struct {
	All     string            // the server that is right wherever nobody else can tell; "" if none is
	ByPath  map[string]string // the server that is right, by path
	inOrder []string          // the paths, as given
}

// WordError is a word of the operator that cannot be.
type WordError struct {
	What, Hint string
}

func (e *WordError) Error() string { return "--right " + e.What }

// ParseWords reads SERVER or PATH=SERVER. Names and paths may hold "=": what is a
// server's name as a whole is one, and else the longest name that fits is meant.
func ParseWords(texts []string, v *cluster.View) (Words, error) {
	w := Words{ByPath: map[string]string{}}
	for _, text := range texts {
		path, server, ok := parseWord(text, v)
		switch {
		case !ok:
			return w, &WordError{fmt.Sprintf("%q: it should be PATH=SERVER or SERVER, and no such server is known", text), v.KnownNames()}
		case path == "" && w.All != "":
			return w, &WordError{fmt.Sprintf("%q: %q is said to be right already", text, w.All), "say it of single entries: PATH=SERVER"}
		case path == "":
			w.All = server
		case w.ByPath[path] != "":
			return w, &WordError{fmt.Sprintf("%q: the path stands twice", text), ""}
		default:
			w.ByPath[path] = server
			w.inOrder = append(w.inOrder, path)
		}
	}
	return w, nil
}

// parseWord finds the server at the end of a word; the path is "" where it is alone.
func parseWord(text string, v *cluster.View) (path, server string, ok bool) {
	if v.Server(text) != nil {
		return "", text, true
	}
	for _, s := range v.Servers {
		rest, found := strings.CutSuffix(text, "="+s.Name)
		if found && rest != "" && (!ok || len(s.Name) > len(server)) {
			path, server, ok = rest, s.Name, true
		}
	}
	return path, server, ok
}

// allUsed holds that each path is one of an entry that differs.
func (w *Words) allUsed(r *Result) error {
	for _, path := range w.inOrder {
		if !slices.ContainsFunc(r.Differences, func(d Difference) bool { return d.Path == path }) {
			return &WordError{fmt.Sprintf("%q: no entry with this path differs", path), "paths are written as tickdiff heal shows them"}
		}
	}
	return nil
}
