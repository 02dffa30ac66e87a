package dump_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump"
)

const small = "missing: {}\nnode: x\ntock: 3\n"

func input(name, content string) dump.Input {
	return dump.Input{Name: name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(content)), nil
	}}
}

func read(t *testing.T, in dump.Input, limits dump.Limits) dump.Reading {
	t.Helper()
	return dump.ReadAll([]dump.Input{in}, limits)[0]
}

func gz(content string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, content)
	z.Close()
	return b.String()
}

// zipOf and tarOf pack name, content, name, content...
func zipOf(members ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, _ := z.Create(members[i])
		io.WriteString(w, members[i+1])
	}
	z.Close()
	return b.String()
}

func tarOf(members ...string) string {
	var b bytes.Buffer
	z := tar.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		z.WriteHeader(&tar.Header{Name: members[i], Size: int64(len(members[i+1])), Mode: 0o644})
		io.WriteString(z, members[i+1])
	}
	z.Close()
	return b.String()
}

func sum(content string) string {
	s := sha256.Sum256([]byte(content))
	return hex.EncodeToString(s[:])
}

// A dump is found however it was packed, and says in which member it was, with
// the hash of that member; the reading has the hash of what was given.
func TestPacked(t *testing.T) {
	test := func(in, packed string, where ...string) {
		t.Helper()
		r := dump.Read(input(in, packed))
		if r.Failed() || r.SHA256 != sum(packed) || r.Size != int64(len(packed)) {
			t.Errorf("%s: %d bytes, %s, problems %v", in, r.Size, r.SHA256, r.Problems)
		}
		var got []string
		for _, d := range r.Dumps {
			got = append(got, d.Source.File)
			if d.Source.SHA256 != sum(small) && d.Source.SHA256 != r.SHA256 && d.Source.SHA256 != sum(gz(small)) {
				t.Errorf("%s: hash of %s is neither the member's nor the file's", in, d.Source.File)
			}
		}
		if diff := cmp.Diff(where, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", in, diff)
		}
	}
	test("a.yaml", small, "a.yaml")
	test("a.yaml.gz", gz(small), "a.yaml.gz")
	test("misnamed.yaml", gz(small), "misnamed.yaml")
	test("twice.gz", gz(gz(small)), "twice.gz")
	test("a.zip", zipOf("x/a.yaml", small, "b.txt", small), "a.zip!x/a.yaml", "a.zip!b.txt")
	test("a.tar", tarOf("a.yaml", small, "b.yaml.gz", gz(small)), "a.tar!a.yaml", "a.tar!b.yaml.gz")
	test("a.tgz", gz(tarOf("a.yaml", small)), "a.tgz!a.yaml")
	test("nested.zip", zipOf("in.tgz", gz(tarOf("a.md", small))), "nested.zip!in.tgz!a.md")
}

func TestMembersHaveProvenance(t *testing.T) {
	r := dump.Read(input("a.zip", zipOf("a.yaml", small, "b.pdf", "%PDF", "c.txt", "hello")))
	want := []dump.Member{
		{Name: "a.zip!a.yaml", Size: int64(len(small)), SHA256: sum(small)},
		{Name: "a.zip!c.txt", Size: 5, SHA256: sum("hello")},
	}
	if diff := cmp.Diff(want, r.Members); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	if r.Problems[len(r.Problems)-1].What != `no dump in "b.pdf"` {
		t.Errorf("problems %v", r.Problems)
	}
}

// What cannot be unpacked is said, and the other members are still read.
func TestBadPacking(t *testing.T) {
	test := func(in dump.Input, dumps int, want string) {
		t.Helper()
		r := read(t, in, dump.Limits{MaxSize: 100_000, MaxMembers: 3})
		if len(r.Dumps) != dumps || !r.Failed() || r.Problems[0].Error() != want {
			t.Errorf("%d dumps, problems %v, want %s", len(r.Dumps), r.Problems, want)
		}
	}
	test(input("a", strings.Repeat("#", 100_001)), 0, "a: larger than the limit of 100000 bytes")
	test(input("a.gz", gz(strings.Repeat("#", 100_001))), 0, "a.gz: unpacks to more than the limit of 100000 bytes")
	test(input("a.zip", zipOf("big.txt", strings.Repeat("#", 100_001), "a.yaml", small)), 0, "a.zip!big.txt: unpacks to more than the limit of 100000 bytes")
	test(input("a.zip", zipOf("a.yaml", small, "big.txt", strings.Repeat("#", 99_999))), 1, "a.zip!big.txt: unpacks to more than the limit of 100000 bytes")
	test(input("a.tar", tarOf("a.yaml", small, "b.md", "", "c.txt", "", "d.txt", "", "e.yaml", small)), 1, "a.tar: more than the limit of 3 files in it")
	test(input("a.gz", gz(small)[:30]), 0, "a.gz: packed, and its end is missing")
	test(input("a.gz", gz(gz(gz(gz(small))))), 0, "a.gz: packed deeper than the limit of 3")
	test(input("a.tgz", gz(gz(gz(tarOf("a.yaml", small))))), 0, "a.tgz: packed deeper than the limit of 3")
	test(input("a.tar", tarOf("a.yaml", small)[:530]), 0, "a.tar: packed, and its end is missing")
	test(input("a.tar", tarOf("a.yaml", small, "b.yaml", small)[:1024]), 1, "a.tar: the archive is cut off: it has no end mark")
	test(input("a.zip", zipOf("a.yaml", small)[:60]), 0, "a.zip: a zip archive that is damaged, or its end is missing")
	test(input("a.xz", "\xfd7zXZ\x00..."), 0, "a.xz: packed with xz, which is not read here")
	damaged := []byte(zipOf("a.yaml", small, "b.yaml", small))
	damaged[bytes.IndexByte(damaged, 'a')+8]++
	test(input("a.zip", string(damaged)), 1, "a.zip!a.yaml: zip: checksum error")
}

// Files that are passed over count for the limit too, in every kind of archive.
func TestManyMembersPassedOver(t *testing.T) {
	for name, pack := range map[string]func(...string) string{"a.tar": tarOf, "a.zip": zipOf} {
		r := read(t, input(name, pack("a.yaml", small, "b", "", "c", "", "d", "", "e.yaml", small)), dump.Limits{MaxMembers: 3})
		last := r.Problems[len(r.Problems)-1].Error()
		if want := name + ": more than the limit of 3 files in it"; len(r.Dumps) != 1 || last != want {
			t.Errorf("%d dumps, %s, want %s", len(r.Dumps), last, want)
		}
	}
}

func TestInputsThatFail(t *testing.T) {
	failing := func(err error) dump.Input {
		return dump.Input{Name: "a", Open: func() (io.ReadCloser, error) { return nil, err }}
	}
	r := dump.Read(failing(errors.New("permission denied")))
	if len(r.Problems) != 1 || r.Problems[0].Error() != "a: permission denied" {
		t.Errorf("problems %v", r.Problems)
	}
	opens := 0
	r = dump.Read(dump.Input{Name: "a", Open: func() (io.ReadCloser, error) {
		opens++
		return io.NopCloser(strings.NewReader(strings.Repeat("#\n", opens) + small)), nil
	}})
	if len(r.Problems) != 1 || r.Problems[0].Error() != "a: changed while it was read" {
		t.Errorf("problems %v", r.Problems)
	}
}

// A reader that fails half-way, and one that panics, spoil only their input.
func TestReadAllInOrder(t *testing.T) {
	var inputs []dump.Input
	for i := range 40 {
		in := input(fmt.Sprint(i), fmt.Sprintf("missing: {}\nnode: n%d\ntock: %d\n", i, i))
		if i == 7 {
			in.Open = func() (io.ReadCloser, error) { panic("seven") }
		}
		inputs = append(inputs, in)
	}
	for i, r := range dump.ReadAll(inputs, dump.Limits{}) {
		if i == 7 {
			if len(r.Problems) != 1 || r.Problems[0].Error() != `7: internal error: "seven"` {
				t.Errorf("problems of the panic: %v", r.Problems)
			}
			continue
		}
		if r.Name != fmt.Sprint(i) || len(r.Dumps) != 1 || r.Dumps[0].Node != fmt.Sprintf("n%d", i) {
			t.Errorf("reading %d: %+v", i, r)
		}
	}
}
