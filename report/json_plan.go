package report

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"
	"maps"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/ticks"
)

// PlanSchema names the shape of a plan in JSON.
const PlanSchema = "tickdiff/plan/v2"

// PlanJSON writes a plan.
func PlanJSON(w io.Writer, p *plan.Plan) error { return planJSON(w, p, PlanID(p)) }

func planJSON(w io.Writer, p *plan.Plan, id string) error {
	j := newJSONWriter(w)
	j.plan(p, id)
	return j.close()
}

// PlanID is the SHA-256 of the plan as JSON without its id and without the names
// of its files: the same evidence and options give the same id, wherever the
// dumps were kept.
func PlanID(p *plan.Plan) string {
	unnamed := *p
	unnamed.Options.Targets = maps.Clone(p.Options.Targets)
	for name, target := range unnamed.Options.Targets {
		target.File = ""
		unnamed.Options.Targets[name] = target
	}
	sum := sha256.New()
	b := bufio.NewWriter(sum)
	j := newJSONWriter(b)
	j.line = func(v any) []byte { return withoutFiles(jsonLine(v)) }
	j.plan(&unnamed, "")
	if err := errors.Join(j.close(), b.Flush()); err != nil {
		panic("report: a sum refused a plan: " + err.Error())
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil))
}

// withoutFiles empties all members that name a file. No string can hold what such a
// member begins with, since its quotes would be escaped.
func withoutFiles(line []byte) []byte {
	const member = `"file":"`
	if !bytes.Contains(line, []byte(member)) {
		return line
	}
	out := make([]byte, 0, len(line))
	for {
		i := bytes.Index(line, []byte(member))
		if i < 0 {
			return append(out, line...)
		}
		i += len(member)
		out, line = append(out, line[:i]...), line[i:]
		for line[0] != '"' {
			if line[0] == '\\' {
				line = line[1:]
			}
			line = line[1:]
		}
	}
}

func (j *jsonWriter) plan(p *plan.Plan, id string) {
	j.member("schema", PlanSchema)
	j.member("id", id)
	j.member("verdict", p.Verdict)
	j.member("sound", p.Sound)
	j.member("options", p.Options)
	jsonList(j, "servers", p.Servers, wireCoverage)
	for _, f := range plan.Fates {
		jsonList(j, f.String(), p.Of(f), func(d plan.Decision) decisionWire { return wireDecision(p, &d) })
	}
	j.name("commands")
	j.commands(p.Commands)
	jsonList(j, "unlisted", p.Unlisted, wireUnlisted)
	jsonList(j, "requests", p.Requests, itself)
	j.member("behind", cluster.List[string](p.Behind))
	if p.Collection != "" {
		j.member("collection", p.Collection)
	}
	if len(p.Asking) > 0 {
		j.member("asking", p.Asking)
	}
	j.name("next")
	j.actions(p.Next)
	jsonList(j, "returns", p.Returns, wireReturn)
	jsonList(j, "against", p.Rejected(), itself)
	if len(p.Starts) > 0 {
		jsonList(j, "starts", p.Starts, func(s plan.Start) startWire { return wireStart(p, s) })
	}
	if len(p.Entries.All) > 0 {
		jsonList(j, "entries", p.Entries.All, itself)
		j.member("more_entries", p.Entries.More)
	}
}

type coverageWire struct {
	Name     string               `json:"name"`
	Status   cluster.Status       `json:"status"`
	Tock     *uint64              `json:"tock,omitempty"`
	Source   *plan.Source         `json:"source,omitempty"`
	History  []plan.Source        `json:"history,omitempty"`
	Sections cluster.List[string] `json:"sections"`
	Derived  cluster.List[string] `json:"derived"`
	WentBack bool                 `json:"went_back"`

	OnlyDeletions []onlyDeletionsWire `json:"only_deletions,omitempty"`
}

type onlyDeletionsWire struct {
	cluster.OriginTicks
	Count uint64 `json:"count"`
}

func wireCoverage(c plan.Coverage) coverageWire {
	w := coverageWire{Name: c.Name, Status: c.Status, Sections: c.Sections, Derived: c.Derived, WentBack: c.WentBack}
	if c.HasTock {
		w.Tock = &c.Tock
	}
	if len(c.Sources) > 0 {
		w.Source, w.History = &c.Sources[0], c.Sources[1:]
	}
	for _, t := range c.OnlyDeletions {
		w.OnlyDeletions = append(w.OnlyDeletions, onlyDeletionsWire{t, t.Ticks.Count()})
	}
	return w
}

// decisionWire is a decision in JSON. Each fate has members of its own.
type decisionWire struct {
	Server   string          `json:"server"`
	Origin   string          `json:"origin"`
	Kind     plan.MarkKind   `json:"kind,omitempty"`
	Ticks    ticks.Set       `json:"ticks"`
	Count    uint64          `json:"count"`
	Reason   plan.Reason     `json:"reason"`
	Evidence []cluster.Proof `json:"evidence,omitzero"`
	Needs    []string        `json:"needs,omitzero"`
	Holders  []string        `json:"holders,omitzero"`
	Deleted  []string        `json:"deleted_on,omitzero"`
	Look     []string        `json:"look,omitzero"`
	Stuck    *ticks.Set      `json:"stuck,omitempty"`
	Tock     *uint64         `json:"tock,omitempty"`
	File     *string         `json:"file,omitempty"`
	Line     *int            `json:"line,omitempty"`

	MoreNeeds   int  `json:"more_needs,omitempty"`
	MoreHolders int  `json:"more_holders,omitempty"`
	MoreDeleted int  `json:"more_deleted_on,omitempty"`
	Some        bool `json:"some,omitempty"`
}

// wireDecision leaves out what unseen servers are needed: they stand among the servers of
// the plan, and all of them are needed.
func wireDecision(p *plan.Plan, d *plan.Decision) decisionWire {
	w := decisionWire{Server: d.Server, Origin: d.Origin, Kind: d.Kind, Ticks: d.Ticks, Count: d.Ticks.Count(), Reason: d.Reason, Some: d.Some}
	switch d.Fate() {
	case plan.Marked:
		w.Evidence, w.Deleted = d.Evidence, d.DeletedOn
	case plan.Left:
		w.Holders, w.MoreHolders = d.Kept()
		w.Deleted, w.MoreDeleted = d.KeptDeleted()
		w.Deleted, w.Look, w.Stuck = jsonNames(w.Deleted), jsonNames(p.Look(d)), &d.Stuck
	case plan.Refused:
		if d.Reason != plan.UnseenServer {
			w.Needs, w.MoreNeeds = d.Needed(nil)
			w.Needs = jsonNames(w.Needs)
		}
	case plan.Untold:
		proof := &d.Evidence[0]
		w.Holders, w.MoreHolders = d.Kept()
		w.Holders = jsonNames(w.Holders)
		w.Tock, w.File, w.Line = &proof.Tock, &proof.File, &proof.Line
	}
	return w
}

type commandWire struct {
	Server string        `json:"server"`
	Kind   plan.MarkKind `json:"kind"`
	Origin string        `json:"origin"`
	Argv   []string      `json:"argv"`
}

// commands writes one line an argv, none longer than a program can be given.
func (j *jsonWriter) commands(all []plan.Command) {
	j.lines(func(yield func([]byte) bool) {
		for c, argv := range argvs(all) {
			if !yield(j.line(commandWire{c.Server(), c.Kind(), c.Origin(), argv})) {
				return
			}
		}
	})
}

// argvs cuts commands into argument lists that a program can be given. Names
// that a command can be trusted with are far shorter than such a list.
func argvs(all []plan.Command) iter.Seq2[plan.Command, []string] {
	return func(yield func(plan.Command, []string) bool) {
		for _, c := range all {
			cut, ok := c.Calls()
			if !ok {
				panic("report: a name too long for a command came through the rules")
			}
			for argv := range cut {
				if !yield(c, argv) {
					return
				}
			}
		}
	}
}

type unlistedWire struct {
	Server string        `json:"server"`
	Kind   plan.MarkKind `json:"kind"`
	Origin string        `json:"origin"`
	Ticks  ticks.Set     `json:"ticks"`
	Count  uint64        `json:"count"`
}

func wireUnlisted(c plan.Command) unlistedWire {
	return unlistedWire{c.Server(), c.Kind(), c.Origin(), c.Ticks(), c.Ticks().Count()}
}

type returnWire struct {
	Server   string                     `json:"server"`
	Dumped   bool                       `json:"dumped"`
	Marked   cluster.List[meetingWire]  `json:"marked"`
	LastHeld cluster.List[plan.Holding] `json:"last_held"`
}

type meetingWire struct {
	Origin   string        `json:"origin"`
	Kind     plan.MarkKind `json:"kind"`
	Reason   plan.Reason   `json:"reason"`
	Ticks    ticks.Set     `json:"ticks"`
	Count    uint64        `json:"count"`
	LastHeld ticks.Set     `json:"last_held"`
}

func wireReturn(r plan.Return) returnWire {
	w := returnWire{Server: r.Server, Dumped: r.Dumped, LastHeld: r.LastHeld}
	for _, m := range r.Meets {
		w.Marked = append(w.Marked, meetingWire{m.Origin, m.Kind, m.Reason, m.Ticks, m.Ticks.Count(), m.LastHeld})
	}
	return w
}
