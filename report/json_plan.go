package report

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"

	"tickdiff/analyze"
)

// PlanSchema names the shape of a plan in JSON.
const PlanSchema = "tickdiff/plan/v2"

// PlanJSON writes a plan.
func PlanJSON(w io.Writer, p *analyze.Plan) error {
	j := newJSONWriter(w)
	j.plan(p, PlanID(p), func(file string) string { return file })
	return j.close()
}

// PlanID is the SHA-256 of the plan as JSON without its id and without the names
// of its files: the same evidence and options give the same id, wherever the
// dumps were kept.
func PlanID(p *analyze.Plan) string {
	sum := sha256.New()
	b := bufio.NewWriter(sum)
	j := newJSONWriter(b)
	j.plan(p, "", func(string) string { return "" })
	if err := errors.Join(j.close(), b.Flush()); err != nil {
		panic("report: a sum refused a plan: " + err.Error())
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil))
}

func (j *jsonWriter) plan(p *analyze.Plan, id string, file func(string) string) {
	j.member("schema", PlanSchema)
	j.member("id", id)
	j.member("verdict", p.Verdict)
	j.member("sound", p.Sound)
	j.member("options", wireOptions(p.Options, file))
	jsonList(j, "servers", p.Servers, func(c analyze.Coverage) any { return wireCoverage(c, file) })
	for _, f := range analyze.Fates {
		jsonList(j, f.String(), p.Of(f), func(d analyze.Decision) any { return wireDecision(p, &d, file) })
	}
	j.name("commands")
	j.commands(p.Commands)
	jsonList(j, "unlisted", p.Unlisted, wireUnlisted)
	jsonList(j, "requests", p.Requests, wireRequest)
	j.member("behind", jsonNames(p.Behind))
	j.name("next")
	j.actions(p.Next)
	jsonList(j, "returns", p.Returns, func(r analyze.Return) any { return wireReturn(r, file) })
	jsonList(j, "against", p.Against(), wireAlternative)
	if len(p.Starts) > 0 {
		jsonList(j, "starts", p.Starts, func(s analyze.Start) any { return wireStart(p, s, file) })
	}
	if len(p.Entries.All) > 0 {
		jsonList(j, "entries", p.Entries.All, func(e analyze.Entry) any { return wireEntry(e, file) })
		j.member("more_entries", p.Entries.More)
	}
}

type optionsWire struct {
	Gone        []string              `json:"gone"`
	Together    bool                  `json:"together"`
	Lost        analyze.MarkKind      `json:"lost"`
	Dialect     analyze.Dialect       `json:"dialect"`
	Targets     map[string]targetWire `json:"targets"`
	Broadcast   bool                  `json:"broadcast"`
	AllCommands bool                  `json:"all_commands"`

	Settle         []settlementWire `json:"settle"`
	SettleUnproven bool             `json:"settle_unproven"`
}

type settlementWire struct {
	Origin string    `json:"origin"`
	Ticks  jsonTicks `json:"ticks"`
	Server string    `json:"server"`
}

type targetWire struct {
	Host string             `json:"host"`
	Port int                `json:"port,omitempty"`
	From analyze.TargetFrom `json:"from"`
	File string             `json:"file,omitempty"`
	Line int                `json:"line,omitempty"`
}

func wireOptions(o analyze.PlanOptions, file func(string) string) optionsWire {
	w := optionsWire{Gone: jsonNames(o.Gone), Together: o.Together, Lost: o.Lost, Dialect: o.Dialect, Targets: map[string]targetWire{},
		Broadcast: o.Broadcast, AllCommands: o.AllCommands, Settle: []settlementWire{}, SettleUnproven: o.SettleUnproven}
	if w.Lost == "" {
		w.Lost = analyze.MarkSuperseded
	}
	if w.Dialect == "" {
		w.Dialect = analyze.MoaT
	}
	for name, t := range o.Targets {
		w.Targets[name] = targetWire{t.Host, t.Port, t.From, file(t.File), t.Line}
	}
	for _, s := range o.Settle {
		w.Settle = append(w.Settle, settlementWire{s.Origin, jsonTicks(s.Ticks), s.Server})
	}
	return w
}

type sourceWire struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	SHA256 string `json:"sha256"`
	Tock   uint64 `json:"tock"`
}

type coverageWire struct {
	Name     string       `json:"name"`
	Status   string       `json:"status"`
	Tock     *uint64      `json:"tock"`
	Source   *sourceWire  `json:"source"`
	History  []sourceWire `json:"history,omitempty"`
	Sections []string     `json:"sections"`
	Derived  []string     `json:"derived"`
	WentBack bool         `json:"went_back"`

	OnlyDeletions []onlyDeletionsWire `json:"only_deletions,omitempty"`
}

type onlyDeletionsWire struct {
	Origin string    `json:"origin"`
	Ticks  jsonTicks `json:"ticks"`
	Count  uint64    `json:"count"`
}

func wireCoverage(c analyze.Coverage, file func(string) string) coverageWire {
	w := coverageWire{Name: c.Name, Status: c.Status.String(), Sections: jsonNames(c.Sections), Derived: jsonNames(c.Derived), WentBack: c.WentBack}
	if c.HasTock {
		w.Tock = &c.Tock
	}
	for _, t := range c.OnlyDeletions {
		w.OnlyDeletions = append(w.OnlyDeletions, onlyDeletionsWire{t.Origin, jsonTicks(t.Ticks), t.Ticks.Count()})
	}
	for i, p := range c.Sources {
		s := sourceWire{file(p.File), p.Line, p.SHA256, p.Tock}
		if i == 0 {
			w.Source = &s
		} else {
			w.History = append(w.History, s)
		}
	}
	return w
}

// decisionWire is a decision in JSON. Each fate has members of its own.
type decisionWire struct {
	Server   string           `json:"server"`
	Origin   string           `json:"origin"`
	Kind     analyze.MarkKind `json:"kind,omitempty"`
	Ticks    jsonTicks        `json:"ticks"`
	Count    uint64           `json:"count"`
	Reason   analyze.Reason   `json:"reason,omitempty"`
	Evidence []proofWire      `json:"evidence,omitzero"`
	Needs    []string         `json:"needs,omitzero"`
	Holders  []string         `json:"holders,omitzero"`
	Deleted  []string         `json:"deleted_on,omitzero"`
	Look     []string         `json:"look,omitzero"`
	Stuck    *jsonTicks       `json:"stuck,omitempty"`
	Tock     *uint64          `json:"tock,omitempty"`
	File     *string          `json:"file,omitempty"`
	Line     *int             `json:"line,omitempty"`
}

// wireDecision leaves out the servers that are unseen: they stand among the servers of
// the plan, and all of them are needed.
func wireDecision(p *analyze.Plan, d *analyze.Decision, file func(string) string) decisionWire {
	w := decisionWire{Server: d.Server, Origin: d.Origin, Kind: d.Kind, Ticks: jsonTicks(d.Ticks), Count: d.Ticks.Count(), Reason: d.Reason}
	switch d.Fate() {
	case analyze.Marked:
		w.Evidence, w.Deleted = wireProofs(d.Evidence, file), d.DeletedOn
	case analyze.Left:
		w.Holders, w.Deleted, w.Look, w.Stuck = d.Holders, jsonNames(d.DeletedOn), jsonNames(p.Look(d)), (*jsonTicks)(&d.Stuck)
	case analyze.Refused:
		w.Needs = jsonNames(d.Needs)
	case analyze.Untold:
		proof, name := &d.Evidence[0], file(d.Evidence[0].File)
		w.Reason, w.Holders = "", jsonNames(d.Holders)
		w.Tock, w.File, w.Line = &proof.Tock, &name, &proof.Line
	}
	return w
}

type proofWire struct {
	Server string    `json:"server"`
	State  string    `json:"state"`
	Ticks  jsonTicks `json:"ticks"`
	Tock   uint64    `json:"tock"`
	File   string    `json:"file"`
	Line   int       `json:"line"`
}

func wireProofs(all []analyze.Proof, file func(string) string) []proofWire {
	out := make([]proofWire, len(all))
	for i, p := range all {
		out[i] = proofWire{p.Server, p.State, jsonTicks(p.Ticks), p.Tock, file(p.File), p.Line}
	}
	return out
}

type commandWire struct {
	Server string           `json:"server"`
	Kind   analyze.MarkKind `json:"kind"`
	Origin string           `json:"origin"`
	Argv   []string         `json:"argv"`
}

// commands writes one line an argv, none longer than a program can be given.
func (j *jsonWriter) commands(all []analyze.Command) {
	j.lines(func(yield func(any) bool) {
		for c, argv := range argvs(all) {
			if !yield(commandWire{c.Server(), c.Kind(), c.Origin(), argv}) {
				return
			}
		}
	})
}

// argvs cuts commands into argument lists that a program can be given. Names
// that a command can be trusted with are far shorter than such a list.
func argvs(all []analyze.Command) iter.Seq2[analyze.Command, []string] {
	return func(yield func(analyze.Command, []string) bool) {
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
	Server string           `json:"server"`
	Kind   analyze.MarkKind `json:"kind"`
	Origin string           `json:"origin"`
	Ticks  jsonTicks        `json:"ticks"`
	Count  uint64           `json:"count"`
}

func wireUnlisted(c analyze.Command) any {
	return unlistedWire{c.Server(), c.Kind(), c.Origin(), jsonTicks(c.Ticks()), c.Ticks().Count()}
}

type requestWire struct {
	Server  string   `json:"server"`
	Argv    []string `json:"argv"`
	Decides uint64   `json:"decides"`
	Helps   uint64   `json:"helps"`
}

func wireRequest(r analyze.Request) any {
	return requestWire{r.Server, jsonNames(r.Argv), r.Decides, r.Helps}
}

type returnWire struct {
	Server   string        `json:"server"`
	Dumped   bool          `json:"dumped"`
	Marked   []meetingWire `json:"marked"`
	LastHeld []holdingWire `json:"last_held"`
}

type meetingWire struct {
	Origin   string           `json:"origin"`
	Kind     analyze.MarkKind `json:"kind"`
	Reason   analyze.Reason   `json:"reason"`
	Ticks    jsonTicks        `json:"ticks"`
	Count    uint64           `json:"count"`
	LastHeld jsonTicks        `json:"last_held"`
}

type holdingWire struct {
	Origin string    `json:"origin"`
	Ticks  jsonTicks `json:"ticks"`
	Tock   uint64    `json:"tock"`
	File   string    `json:"file"`
	Line   int       `json:"line"`
}

func wireReturn(r analyze.Return, file func(string) string) returnWire {
	w := returnWire{Server: r.Server, Dumped: r.Dumped, Marked: []meetingWire{}, LastHeld: []holdingWire{}}
	for _, m := range r.Meets {
		w.Marked = append(w.Marked, meetingWire{m.Origin, m.Kind, m.Reason, jsonTicks(m.Ticks), m.Ticks.Count(), jsonTicks(m.LastHeld)})
	}
	for _, h := range r.LastHeld {
		w.LastHeld = append(w.LastHeld, holdingWire{h.Origin, jsonTicks(h.Ticks), h.Proof.Tock, file(h.Proof.File), h.Proof.Line})
	}
	return w
}

type alternativeWire struct {
	What  string `json:"what"`
	Count uint64 `json:"count"`
	Why   string `json:"why"`
}

func wireAlternative(a analyze.Alternative) any { return alternativeWire(a) }
