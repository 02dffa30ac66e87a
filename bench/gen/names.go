package gen

import (
	"cmp"
	"fmt"
	"slices"
)

// name is a node's name and how servers print it as a key.
type name struct{ raw, printed string }

func (c *Cluster) nameNodes() error {
	o := c.options
	total := o.Origins + o.Uninitialised + max(0, o.Servers-o.Origins)
	if o.AwkwardNames {
		if total > MaxAwkward {
			return fmt.Errorf("%d nodes, but only %d awkward names", total, MaxAwkward)
		}
		c.names = awkward[:total]
	} else {
		for i := range total {
			plain := fmt.Sprintf("node-%04d", i+1)
			c.names = append(c.names, name{plain, plain})
		}
	}
	for i := range total {
		c.order = append(c.order, i)
	}
	slices.SortFunc(c.order, func(a, b int) int { return cmp.Compare(c.names[a].raw, c.names[b].raw) })
	return nil
}

// MaxAwkward is the number of awkward names there are.
const MaxAwkward = len(awkward)

// awkward names could be misread, or need quotes, or only look as if they did.
var awkward = [...]name{
	{"", "''"}, {"\t", `"\t"`}, {"-x", "-x"}, {"012", "'012'"}, {"0x1f", "'0x1f'"},
	{"12", "'12'"}, {"12:30", "12:30"}, {"1_000", "'1_000'"}, {"1e3", "'1e3'"},
	{"2020-01-01", "'2020-01-01'"}, {"a #b", "'a #b'"}, {"a b", "a b"}, {"a#b", "a#b"},
	{"it's", "it's"}, {"null", "'null'"}, {`q"q`, `q"q`}, {"x: y", "'x: y'"},
	{"yes", "yes"}, {"~", "'~'"}, {"ä", "ä"}, {"- x", "'- x'"}, {"true", "'true'"},
	{"on", "on"}, {"=", "'='"}, {"<<", "'<<'"}, {"1.5", "'1.5'"}, {"0o17", "'0o17'"},
	{"[a]", "'[a]'"}, {"{a}", "'{a}'"}, {"*a", "'*a'"}, {"&a", "'&a'"}, {"!a", "'!a'"},
	{"%a", "'%a'"}, {"@a", "'@a'"}, {"`a", "'`a'"}, {"|", "'|'"}, {">", "'>'"},
	{"a:", "'a:'"}, {":a", ":a"}, {"?", "'?'"}, {"?a", "?a"}, {"'", `"'"`}, {`"`, `'"'`},
	{" lead", "' lead'"}, {"trail ", "'trail '"}, {"a,b", "a,b"}, {`back\slash`, `back\slash`},
	{"日本", "日本"}, {".inf", "'.inf'"}, {"---", "'---'"}, {"...", "'...'"}, {"-", "'-'"},
	{"+1", "'+1'"}, {"-1", "'-1'"}, {"#a", "'#a'"}, {"a\u00a0b", "a\u00a0b"},
}
