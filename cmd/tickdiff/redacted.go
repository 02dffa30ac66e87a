package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/spf13/pflag"

	"tickdiff/analyze/redact"
	"tickdiff/dump"
	"tickdiff/report"
)

func (o *deciding) redactFlag(flags *pflag.FlagSet) {
	flags.BoolVar(&o.redacted, "redact", false, "write placeholders for the names of servers, hosts and files; with --format markdown")
}

// checkRedacted keeps a post from saying names by another way.
func (o *deciding) checkRedacted(c *call) error {
	switch {
	case !o.redacted:
		return nil
	case o.format != "markdown":
		return &usageError{"--redact is for --format markdown", "tickdiff redact writes the dumps with placeholders, for all that is made from them"}
	case o.values || len(o.settle)+len(o.accept)+len(o.acceptFiles) > 0:
		return &usageError{"--redact does not go with --values, --settle, --accept or --accept-file", "tickdiff redact writes the dumps with placeholders, for all that is made from them"}
	}
	c.argv = []string{"tickdiff", c.argv[1], "--redact", "--format", "markdown"}
	o.at, o.hostmap = nil, ""
	return nil
}

// readRedacted reads the inputs, and forgets all names in them.
func (p *planning) readRedacted(c *call, args []string) (*evidence, error) {
	r, err := p.readDumps(c, args, dump.Search{})
	if err != nil {
		return nil, err
	}
	merge := p.withCase(p.merge)
	for _, s := range r.silent {
		merge.Named = append(slices.Clip(merge.Named), s.Server)
	}
	merge.Gone, merge.Named = r.forgetNames(merge.Gone, merge.Named)
	return p.sideBySide(c, r, merge)
}

// forgetNames puts placeholders in place of all names, and returns those of the servers
// that are gone, and of those that are known beside the dumps. What nobody has a
// placeholder for stays, and is a mistake of the operator.
func (r *readings) forgetNames(gone, named []string) (goneNow, namedNow []string) {
	dumps, key := redact.Dumps(r.dumps)
	placeholders := map[string]string{}
	for _, n := range key {
		placeholders[n.Name] = n.Placeholder
	}
	for _, name := range named {
		placeholders[name] = cmp.Or(placeholders[name], fmt.Sprintf("unheard_%d", len(placeholders)+1))
	}
	for i, d := range dumps {
		d.Source = dump.Source{File: fmt.Sprintf("dump_%d", i+1)}
	}
	inputs := make([]report.Input, len(r.inputs))
	for i, in := range r.inputs {
		inputs[i] = report.Input{File: fmt.Sprintf("input_%d", i+1), Size: in.Size, Dumps: in.Dumps}
	}
	r.dumps, r.inputs, r.saves, r.logged, r.silent = dumps, inputs, nil, nil, nil
	for _, name := range gone {
		goneNow = append(goneNow, cmp.Or(placeholders[name], name))
	}
	for _, name := range named {
		namedNow = append(namedNow, placeholders[name])
	}
	return goneNow, namedNow
}
