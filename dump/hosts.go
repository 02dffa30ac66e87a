package dump

import (
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Hosts says where servers are reached, as the configuration of MoaT or DistKV
// has it. [Hosts.Of] follows the lookup of the servers themselves, but for
// entries in their database, which outweigh the configuration and cannot be seen
// from outside.
type Hosts struct {
	File string

	entries map[string]Host
	domain  string
	port    int // of servers whose entry has none
}

// Host is where one server is reached.
type Host struct {
	Name   string // of the host, or its address
	Port   int    // 0: nothing tells it
	Listed bool   // the hostmap has an entry; else the server's own name was taken
	Place  Place  // of the entry
}

// MaxHostsSize is how many bytes a configuration may have.
const MaxHostsSize = 1 << 20

// Of looks a server up: its entry, or else its own name; a name without a dot is
// completed by the domain, unless it is localhost or an address.
func (h *Hosts) Of(server string) Host {
	e, listed := h.entries[server]
	if !listed {
		e = Host{Name: server}
	}
	if e.Port == 0 {
		e.Port = h.port
	}
	if h.domain != "" && !isAddress(e.Name) && e.Name != "localhost" && !strings.Contains(e.Name, ".") {
		e.Name += "." + h.domain
	}
	return e
}

// Listed are the servers that the hostmap has an entry of, sorted.
func (h *Hosts) Listed() []string { return slices.Sorted(maps.Keys(h.entries)) }

// SplitHost parts HOST[:PORT]; an IPv6 address may stand in brackets, and must
// where a port follows. ok is false for what is neither.
func SplitHost(text string) (host string, port int, ok bool) {
	if inner := unbracket(text); isAddress(inner) {
		return inner, 0, true
	}
	i := strings.LastIndexByte(text, ':')
	if i < 0 {
		return text, 0, text != ""
	}
	host, port = text[:i], parsePort(text[i+1:])
	if inner := unbracket(host); inner != host && isAddress(inner) {
		return inner, port, port != 0
	}
	return host, port, host != "" && port != 0 && !strings.Contains(host, ":")
}

func unbracket(text string) string {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		return text[1 : len(text)-1]
	}
	return text
}

func isAddress(text string) bool {
	_, err := netip.ParseAddr(text)
	return err == nil
}

// parsePort is 0 for what is no port.
func parsePort(text string) int {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0
	}
	return int(n)
}
