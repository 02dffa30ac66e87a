package dump

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadHosts(t *testing.T) {
	for name, test := range map[string]struct {
		text   string
		server string
		want   Host
	}{
		"pair":                         {"hostmap:\n  a: [h, 27587]\n", "a", Host{"h", 27587, true, Place{2, 3}}},
		"pair over lines":              {"hostmap:\n  a:\n  - h\n  - 27587\n", "a", Host{"h", 27587, true, Place{2, 3}}},
		"host":                         {"hostmap: {a: h}", "a", Host{"h", 0, true, Place{1, 11}}},
		"host:port":                    {"hostmap: {a: 'h:99'}", "a", Host{"h", 99, true, Place{1, 11}}},
		"under kv":                     {"kv:\n  hostmap: {a: h}\n  conn: {port: 5}\n", "a", Host{"h", 5, true, Place{2, 13}}},
		"under moat: kv":               {"moat: {kv: {hostmap: {a: h}}}\n", "a", Host{"h", 0, true, Place{1, 23}}},
		"DistKV's connect":             {"connect: {host: x, port: 27599}\nhostmap: {a: h}\n", "b", Host{"b", 27599, false, Place{}}},
		"domain":                       {"domain: example.org\nhostmap: {a: h}\n", "a", Host{"h.example.org", 0, true, Place{2, 11}}},
		"domain, own name":             {"domain: example.org\nhostmap: {a: h}\n", "b", Host{"b.example.org", 0, false, Place{}}},
		"domain, dotted":               {"domain: example.org\nhostmap: {a: h.net}\n", "a", Host{"h.net", 0, true, Place{2, 11}}},
		"domain, localhost":            {"domain: example.org\nhostmap: {a: [localhost, 1]}\n", "a", Host{"localhost", 1, true, Place{2, 11}}},
		"domain, address":              {"domain: example.org\nhostmap: {a: ['2001:db8::1', 1]}\n", "a", Host{"2001:db8::1", 1, true, Place{2, 11}}},
		"domain null":                  {"domain: null\nhostmap: {a: h}\n", "a", Host{"h", 0, true, Place{2, 11}}},
		"IPv6":                         {"hostmap: {a: '2001:db8::1'}\n", "a", Host{"2001:db8::1", 0, true, Place{1, 11}}},
		"IPv6 and port":                {"hostmap: {a: '[2001:db8::1]:99'}\n", "a", Host{"2001:db8::1", 99, true, Place{1, 11}}},
		"names YAML would guess at":    {"hostmap: {12: h, yes: i, 'null': j}\n", "null", Host{"j", 0, true, Place{1, 26}}},
		"number as name":               {"hostmap: {012: h}\n", "012", Host{"h", 0, true, Place{1, 11}}},
		"said twice, but the same":     {"hostmap: {a: h}\nkv:\n  hostmap: {a: h}\n", "a", Host{"h", 0, true, Place{3, 13}}},
		"tags elsewhere are no matter": {"codes:\n  prefix: !P :.moat.kv\nr: !R\ne: !env HOME\nkv: {hostmap: {a: h}}\n", "a", Host{"h", 0, true, Place{5, 16}}},
	} {
		hosts, problems := ReadHosts("moat.cfg", []byte(test.text))
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		if diff := cmp.Diff(test.want, hosts.Of(test.server)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// What cannot be read is said with its place; the other entries are read.
func TestReadHostsRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                             "moat.cfg: nothing in it",
		"- a\n":                                        "moat.cfg:1:1: not a configuration: no mapping at the top",
		"kv: {server: x}\n":                            "moat.cfg: no hostmap, no domain and no port in it, neither at the top nor under kv or moat: kv",
		"a: b\n---\nc: d\n":                            "moat.cfg:3:1: a second document; a configuration is one",
		"a: b\n c: [\n":                                "moat.cfg:2:1: not YAML: mapping values are not allowed in this context",
		"hostmap: [a]\n":                               "moat.cfg:1:10: hostmap: not a mapping of names to hosts",
		"hostmap: {a: [h]}\n":                          `moat.cfg:1:14: hostmap: "a": neither HOST, HOST:PORT nor [HOST, PORT]; an IPv6 address before a port stands in brackets`,
		"hostmap: {a: null}\n":                         `moat.cfg:1:14: hostmap: "a": no text`,
		"hostmap: {a: !env HOST}\n":                    `moat.cfg:1:14: hostmap: "a": a tag ("!env"), and none is resolved here`,
		"hostmap: {a: [h, 0]}\n":                       `moat.cfg:1:14: hostmap: "a": neither HOST, HOST:PORT nor [HOST, PORT]; an IPv6 address before a port stands in brackets`,
		"hostmap: {a: [h, 65536]}\n":                   `moat.cfg:1:14: hostmap: "a": neither HOST, HOST:PORT nor [HOST, PORT]; an IPv6 address before a port stands in brackets`,
		"hostmap: {a: 'h:x'}\n":                        `moat.cfg:1:14: hostmap: "a": neither HOST, HOST:PORT nor [HOST, PORT]; an IPv6 address before a port stands in brackets`,
		"hostmap: {a: {host: h}}\n":                    `moat.cfg:1:14: hostmap: "a": neither HOST, HOST:PORT nor [HOST, PORT]; an IPv6 address before a port stands in brackets`,
		"x: &x {host: h}\nhostmap: *x\n":               "moat.cfg:2:10: hostmap: an alias (*x), and none is resolved here; write its value in its place",
		"d: &d [h, 1]\nhostmap:\n  a: *d\n":            `moat.cfg:3:6: hostmap: "a": an alias (*d), and none is resolved here; write its value in its place`,
		"hostmap: {a: h}\nkv: {hostmap: {a: i}}\n":     `moat.cfg:2:16: hostmap: "a": another entry for it stands in line 1`,
		"hostmap: {a: h}\nhostmap: {b: h}\n":           "moat.cfg:2:1: the key hostmap stands here a second time",
		"hostmap: {~: h}\n":                            "moat.cfg:1:11: hostmap: no name",
		"conn: {port: many}\n":                         "moat.cfg:1:14: conn: port: not 1 to 65535",
		"conn: {port: 1}\nkv: {connect: {port: 2}}":    "moat.cfg:2:22: connect: port: another one stands elsewhere in this file",
		"domain: a\nmoat: {kv: {domain: b}}\n":         "moat.cfg:2:21: domain: another one stands elsewhere in this file",
		"domain: [a]\nhostmap: {a: h}\n":               "moat.cfg:1:9: domain: no text",
		"hostmap:\n  \"b\\nc\": [1]\n  \"\\e[31m\": h": `moat.cfg:2:11: hostmap: "b\nc": neither HOST, HOST:PORT nor [HOST, PORT]; an IPv6 address before a port stands in brackets`,
	} {
		_, problems := ReadHosts("moat.cfg", []byte(text))
		if len(problems) != 1 || problems[0].Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", text, problems, want)
		}
	}
	hosts, problems := ReadHosts("moat.cfg", []byte("hostmap: {a: [], b: h}\n"))
	if len(problems) != 1 || !hosts.Of("b").Listed || hosts.Of("a").Listed {
		t.Errorf("one bad entry: %v, %v", hosts, problems)
	}
}

// Whatever is wrong in a configuration, its values are never repeated: there are
// secrets among them.
func TestReadHostsKeepsSecrets(t *testing.T) {
	const secret = "hunter2"
	for _, text := range []string{
		"auth: hunter2\n", "conn: hunter2\nhostmap: 5\n", "conn: {port: hunter2}\n", "conn: {auth: hunter2, port: [hunter2]}\n",
		"hostmap: hunter2\n", "hostmap: {a: {auth: hunter2}}\n", "hostmap: {a: [hunter2, hunter2, hunter2]}\n", "hostmap: {a: 'x:y:hunter2'}\n",
		"domain: {hunter2: 1}\n", "kv: hunter2\n", "auth: [hunter2\n", "auth: 'hunter2\n", "a: b: hunter2\n", "auth: hunter2\n\tx: y\n", "auth: @hunter2\n", "auth: &x hunter2\nb: *y\n",
	} {
		_, problems := ReadHosts("moat.cfg", []byte(text))
		if len(problems) == 0 {
			t.Errorf("%q: nothing wrong with it?", text)
		}
		for _, p := range problems {
			if strings.Contains(p.Error()+p.Hint, secret) {
				t.Errorf("%q: %v", text, p)
			}
		}
	}
}

func FuzzReadHosts(f *testing.F) {
	f.Add("hostmap: {a: [h, 1], b: 'h:1'}\nkv: {domain: x, conn: {port: 1}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		hosts, _ := ReadHosts("moat.cfg", []byte(text))
		if h := hosts.Of("a"); h.Name == "" || h.Port < 0 || h.Port > 65535 {
			t.Fatalf("%q: %+v", text, h)
		}
	})
}
