package shape

import (
	"bytes"
	"fmt"
	"regexp"
	"sync"

	"tickdiff/dump/internal/lift"
)

// OtherThanDump is what a mapping with some keys is, if it is another thing that servers
// or their client print, or nothing.
func OtherThanDump(keys map[string]bool) string {
	switch {
	case keys["_topic"], keys["_timestamp"], keys["node"] && (keys["tick"] && !keys["prev"] || keys["ticks"]):
		return "a message of the servers, which is no dump"
	case keys["depth"] && (keys["chain"] || keys["path"]):
		return "what stands in a save file, as text"
	case keys["node"]:
		if keys["tick"] && keys["prev"] {
			return "an entry, which is no dump"
		}
	case keys["chain"] && (keys["path"] || keys["tock"] || keys["value"]), keys["value"] && keys["tock"]:
		return "an entry, which is no dump"
	case keys["tock"] && keys["seq"] && len(keys) == 2:
		return "the answer to a command that asks for no state"
	}
	return ""
}

// outputs finds what the client prints beside dumps: messages, entries, answers. They
// have keys as dumps do, and say nothing of what a server has.
func outputs(t *text) (pieces []Piece) {
	pieces = disordered(t)
	docs := documentsIn(t)
	for i := range docs {
		docs[i].kind = OtherThanDump(docs[i].keys)
		if docs[i].keys["seq"] && len(docs[i].keys) == 2 && !t.beginsAfresh(docs[i].first) {
			docs[i].kind = "" // it may be what is left of a dump
		}
	}
	statesOfSaves(docs)
	for _, d := range docs {
		if d.kind == "" {
			continue
		}
		piece := Piece{Lines: t.take(d.first, d.last), Passed: true, Said: d.kind + ","}
		if d.saved {
			piece.Hint = "give the save file itself: it says more than its text"
		}
		if command := t.commandAbove(d.first); command != "" {
			piece.Said = fmt.Sprintf("%s, of the command %q,", d.kind, command)
		}
		pieces = append(pieces, piece)
	}
	return pieces
}

// document is a mapping whose keys stand in order, as servers print them.
type document struct {
	first, last int // lines, from 0
	keys        map[string]bool
	kind        string
	saved       bool // of a save file
	joined      bool // only a mark stands between it and the one before
}

// documentsIn are the mappings in a text. One ends where a key is not in order.
func documentsIn(t *text) (docs []document) {
	var d *document
	last, indent := "", 0
	for i := range t.lines {
		line := t.line(i)
		n := indentOf(line)
		if d != nil && len(line) > n && (n > indent || n == indent && line[n] == '-' && !isMark(line[n:])) {
			d.last = i
			continue
		}
		key, isKey := lift.KeyOf(line[n:])
		switch {
		case isKey && d != nil && n == indent && (key > last || key[0] == '_' && d.keys["_topic"]):
			if d.last, last = i, key; len(d.keys) < lift.MaxKeys {
				d.keys[key] = true
			}
		case isKey:
			joined := len(docs) > 0 && docs[len(docs)-1].last == i-2 && isMark(t.line(i-1))
			docs = append(docs, document{first: i, last: i, keys: map[string]bool{key: true}, joined: joined})
			d, last, indent = &docs[len(docs)-1], key, n
		default:
			d = nil
		}
	}
	return docs
}

func isMark(line []byte) bool { return bytes.HasPrefix(line, []byte("---")) }

// statesOfSaves finds the states among what stands in a save file: by themselves they
// look like dumps.
func statesOfSaves(docs []document) {
	for i := range docs {
		docs[i].saved = docs[i].keys["depth"] && docs[i].kind != ""
	}
	for i := len(docs) - 2; i >= 0; i-- {
		docs[i].followSave(docs[i+1].saved && docs[i+1].joined)
	}
	for i := 1; i < len(docs); i++ {
		docs[i].followSave(docs[i-1].saved && docs[i].joined)
	}
}

func (d *document) followSave(beside bool) {
	if beside && !d.saved && d.keys["node"] && !d.keys["missing"] && !d.keys["seq"] {
		d.saved, d.kind = true, "what stands in a save file, as text"
	}
}

// beginsAfresh reports whether the line before one is none of a dump.
func (t *text) beginsAfresh(i int) bool {
	if i == 0 {
		return true
	}
	before := t.line(i - 1)
	return isBlank(before) || isMark(before) || bytes.HasPrefix(before, []byte("```")) || clientCommand().Match(before)
}

var clientCommand = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:moat\b.* kv|distkv)\b.*`)
})

// commandAbove is what was typed on the line above.
func (t *text) commandAbove(i int) string {
	if i == 0 {
		return ""
	}
	return string(bytes.TrimSpace(clientCommand().Find(t.line(i - 1))))
}
