package dump

import (
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"compress/zlib"
	"io"
	"path"
	"slices"
	"strings"

	"tickdiff/dump/internal/savefile"
)

// kind is what a file is by its first bytes. Its name says nothing.
type kind struct {
	name  string
	at    int
	marks []string
	// inflate gives what one layer is around. members reads the files in an archive.
	inflate func(io.Reader) (io.Reader, error)
	members func(u *unpacker, in Input, f *opened, size int64) error
	// cure is what makes a text of a kind that is not read here.
	cure string
}

// kinds are all containers, and what people give in place of a text.
func kinds() []*kind {
	return []*kind{
		{name: "gzip", marks: []string{"\x1f\x8b"}, inflate: func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{name: "bzip2", marks: []string{"BZh1", "BZh2", "BZh3", "BZh4", "BZh5", "BZh6", "BZh7", "BZh8", "BZh9"},
			inflate: func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }},
		{name: "zlib", marks: []string{"\x78\x01", "\x78\x9c", "\x78\xda"}, inflate: func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }},
		{name: "zip", marks: []string{"PK\x03\x04", "PK\x05\x06"}, members: (*unpacker).unzip}, // the second is an empty one
		{name: "tar", at: 257, marks: []string{"ustar"}, members: (*unpacker).untar},
		{name: "packed with xz", marks: []string{"\xfd7zXZ\x00"}, cure: "unpack it first: xz -dc FILE"},
		{name: "packed with zstd", marks: []string{"\x28\xb5\x2f\xfd"}, cure: "unpack it first: zstd -dc FILE"},
		{name: "packed with lz4", marks: []string{"\x04\x22\x4d\x18"}, cure: "unpack it first: lz4 -dc FILE"},
		{name: "packed with lzip", marks: []string{"LZIP"}, cure: "unpack it first: lzip -dc FILE"},
		{name: "packed with compress", marks: []string{"\x1f\x9d", "\x1f\xa0"}, cure: "unpack it first: gzip -dc FILE"},
		{name: "a 7z archive", marks: []string{"7z\xbc\xaf\x27\x1c"}, cure: "unpack it first: 7z x FILE"},
		{name: "a rar archive", marks: []string{"Rar!\x1a\x07"}, cure: "unpack it first: unrar x FILE"},
		{name: "a cpio archive", marks: []string{"070701", "070702", "070707"}, cure: "unpack it first: cpio -i < FILE"},
		{name: "a Debian package, or an ar archive", marks: []string{"!<arch>\n"}, cure: "unpack it first: ar x FILE"},
		{name: "encrypted with GnuPG or age", marks: []string{"\x85\x02", "\x8c\x0d\x04", "age-encryption.org/"}, cure: "decrypt it first"},
		{name: "a PDF", marks: []string{"%PDF-"}, cure: "give its text, as it was printed: pdftotext -layout FILE -"},
		{name: "a picture", marks: []string{"\x89PNG\r\n", "\xff\xd8\xff", "GIF8", "BM\x36\x00"}, cure: pictureCure},
		{name: "a picture", at: 8, marks: []string{"WEBPVP8"}, cure: pictureCure},
		{name: "an old document of an office program", marks: []string{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, cure: "save it as plain text"},
		{name: "a database of SQLite", marks: []string{"SQLite format 3\x00"}, cure: "give what stands in it as text: sqlite3 FILE .dump"},
		{name: "a binary journal of systemd", marks: []string{"LPKSHHRH"}, cure: "give its text: journalctl --file FILE -o cat"},
		{name: "packets of a network", marks: []string{"\xd4\xc3\xb2\xa1", "\xa1\xb2\xc3\xd4", "\x0a\x0d\x0d\x0a"}, cure: "give what a server printed"},
		{name: "a program", marks: []string{"\x7fELF", "MZ\x90\x00"}, cure: "give what a server printed"},
	}
}

// packed reports whether dumps may be in a file of a kind that is not read.
func (k *kind) packed() bool { return strings.Contains(k.cure, "unpack") }

const pictureCure = "a dump is a text: copy it from the terminal, not as a picture"

var (
	plainText = &kind{name: "text"}
	savedFile = &kind{name: "save file"}
)

// headSize is how much of a file must be seen to know its kind.
const headSize = 512

func kindOf(head []byte) *kind {
	for _, k := range kinds() {
		for _, mark := range k.marks {
			if len(head) >= k.at && bytes.HasPrefix(head[k.at:], []byte(mark)) {
				return k
			}
		}
	}
	if savefile.Sniff(head) {
		return savedFile
	}
	return plainText
}

// familiarEndings are how the names of files end that people give dumps, and what those stand in.
var familiarEndings = []string{".yaml", ".yml", ".txt", ".md", ".log", ".moat", ".json", ".jsonl", ".eml", ".mbox", ".html", ".csv", ".out"}

// isFamiliar reports whether a file that was found is told of even if nothing is in it.
func isFamiliar(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return slices.Contains(familiarEndings, path.Ext(name))
}

// mayBeText reports whether a file that begins so may be read as text: without zeros, but
// for those of wide characters.
func mayBeText(head []byte) bool {
	return bytes.IndexByte(head, 0) < 0 || looksWide(head) || bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
}

// mayHold reports whether a file that nobody named may hold dumps, by its first bytes.
func (f *opened) mayHold(in Input) bool {
	head, _ := f.content.Peek(headSize)
	switch f.kind {
	case plainText:
		return mayBeText(head)
	case savedFile:
		return isFamiliar(in.Name) || savefile.IsRecord(head)
	}
	return true
}

// watcher finds a word in what goes through it.
type watcher struct {
	word  string
	tail  []byte
	found bool
}

func (w *watcher) Write(p []byte) (int, error) {
	if !w.found {
		w.tail = append(w.tail, p[:min(len(p), len(w.word)-1)]...)
		w.found = bytes.Contains(w.tail, []byte(w.word)) || bytes.Contains(p, []byte(w.word))
		w.tail = append(w.tail[:0], p[max(0, len(p)-len(w.word)+1):]...)
	}
	return len(p), nil
}
