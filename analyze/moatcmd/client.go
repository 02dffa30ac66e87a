package moatcmd

import (
	"slices"
	"strconv"

	"tickdiff/ticks"
)

// Dialect is whose command line is written; "" is MoaT.
type Dialect string

const (
	MoaT   Dialect = "moat"   // moat kv -h HOST internal …
	DistKV Dialect = "distkv" // distkv client -h HOST internal …
)

// Dialects are all dialects.
var Dialects = []Dialect{MoaT, DistKV}

// Program is what a command line calls.
func (d Dialect) Program() string {
	if d == DistKV {
		return "distkv"
	}
	return "moat"
}

// client begins the command lines that talk to a server.
func (d Dialect) client() []string {
	if d == DistKV {
		return []string{"distkv", "client"}
	}
	return []string{"moat", "kv"}
}

// own begins the command lines that talk to nobody.
func (d Dialect) own() []string {
	if d == DistKV {
		return []string{"distkv"}
	}
	return []string{"moat", "kv"}
}

// DefaultPort is where servers listen unless told otherwise.
const DefaultPort = 27586

// Client makes the command lines that ask one server. Where no command can be
// trusted with its host, or with a word, there is none: they are nil.
type Client struct {
	dialect Dialect
	host    string // "" where none can be trusted
	port    int
}

// At is the client of the server at a host and port; 0 is the default port.
func At(d Dialect, host string, port int) Client {
	if !SafeName(host) {
		host = ""
	}
	return Client{d, host, port}
}

// Any is the client of a server that the reader of a text is to put in.
func Any(d Dialect) Client { return At(d, "HOST", 0) }

// Usable reports whether commands can be trusted with the server's host.
func (c Client) Usable() bool { return c.host != "" }

// argv puts words behind the server. The options of the program's first group,
// such as -m, stand before the group's name; behind it they would be an error.
func (c Client) argv(words ...string) []string {
	if !c.Usable() {
		return nil
	}
	address := []string{"-h", c.host}
	if c.port != 0 && c.port != DefaultPort {
		address = append(address, "-p", strconv.Itoa(c.port))
	}
	return slices.Concat(c.dialect.client(), address, words)
}

// State asks for a full dump.
func (c Client) State() []string { return c.Form("state") }

// Save has the server write a full save file, on its own machine. Without -f the
// file would lack all internal entries.
func (c Client) Save(file string) []string { return c.Form("save", file) }

// SaveInto is [Client.Save] up to the file's name, which is to follow.
func (c Client) SaveInto() []string {
	argv := c.Form("save")
	return argv[:max(0, len(argv)-1)]
}

// Tick shows the entry that has a tick, with its path and chain. Without -m a
// deletion that is pending would be an error, as it has no value.
func (c Client) Tick(origin string, t ticks.Tick) []string { return c.Form("tick", origin, digits(t)) }

// Value prints the value of an entry, or nothing where there is none.
func (c Client) Value(path string) []string { return c.Form("value", path) }

// WriteEntry writes a value at a path if the given change is still the last there:
// else the server answers with an error and changes nothing. An entry that is absent
// or deleted there it writes all the same. The value is an expression of Python. All
// versions know --eval; -s and -e are each unknown to some.
func (c Client) WriteEntry(path, origin string, t ticks.Tick, value string) []string {
	return c.Form("write-entry", path, origin, digits(t), value)
}

// RewriteEntry writes again what the server has at a path, if the given change is still
// the last there: else the server answers with an error and changes nothing. The value
// is the server's own, so it can be of any type and size. Where the entry is absent or
// deleted there, this deletes it on all others: look at it first.
func (c Client) RewriteEntry(path, origin string, t ticks.Tick) []string {
	return c.Form("rewrite-entry", path, origin, digits(t))
}

// DeleteEntry deletes the entry at a path if the given change is still its last.
func (c Client) DeleteEntry(path, origin string, t ticks.Tick) []string {
	return c.Form("delete-entry", path, origin, digits(t))
}

// Deleter lists the servers that must all be seen before deletions are purged.
func (c Client) Deleter() []string { return c.Form("deleter") }

func digits(t ticks.Tick) string { return strconv.FormatUint(uint64(t), 10) }

// Server starts a server from a file. It belongs to no [Client].
func (d Dialect) Server(file, name string) []string {
	return append(d.own(), "server", "-l", file, name)
}
