package html

import (
	"fmt"
	"strings"
	"sync"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"tickdiff/report/doc"
)

// mapState is how the page shows a state.
type mapState struct {
	doc.StateLook
	Class string // where its colours are
	Hatch string // lines on a tile of 8 by 8, as an SVG path
}

// hatches are the lines of states; what has none is one colour.
var hatches = map[string]string{
	"missing":         "M0 0L8 8M0 8L8 0",
	"unknown":         "M3 4h2",
	"unheard":         "M0 2h8M0 6h8",
	"deleted+present": "M4 0v8M0 4h8",
	"deleted":         "M2 0v8M6 0v8",
	"superseded":      "M0 8L8 0M-2 2L2 -2M6 10L10 6",
}

func stateOf(look doc.StateLook) mapState {
	class := look.Word
	if class == "deleted+present" {
		class = "pending"
	}
	return mapState{look, class, hatches[look.Word]}
}

var mapStates = sync.OnceValue(func() []mapState {
	out := make([]mapState, len(doc.States))
	for i, look := range doc.States {
		out[i] = stateOf(look)
	}
	return out
})

// stateStyles gives each state its colours.
func stateStyles() string {
	var b strings.Builder
	for _, s := range mapStates() {
		fmt.Fprintf(&b, ".%[1]s-fill { fill: var(--%[1]s); } .%[1]s-line { stroke: var(--%[1]s-line); } .s-%[1]s { fill: url(#p-%[1]s); }\n", s.Class)
	}
	return b.String()
}

// patterns are what shapes of each state are filled with.
func patterns() g.Node {
	return h.SVG(h.Class("defs"), h.Aria("hidden", "true"), g.Attr("focusable", "false"), g.El("defs", g.Map(mapStates(), func(s mapState) g.Node {
		return line(g.El("pattern", h.ID("p-"+s.Class), h.Width("8"), h.Height("8"), g.Attr("patternUnits", "userSpaceOnUse"),
			g.El("rect", h.Width("8"), h.Height("8"), h.Class(s.Class+"-fill")),
			g.If(s.Hatch != "", g.El("path", g.Attr("d", s.Hatch), g.Attr("fill", "none"), g.Attr("stroke-width", "1.6"), h.Class(s.Class+"-line"))),
		))
	})))
}

func legend() g.Node {
	return line(h.Ul(h.Class("legend"), h.Aria("label", "Legend"), g.Map(mapStates(), func(s mapState) g.Node {
		return line(h.Li(
			h.SVG(h.Width("16"), h.Height("16"), h.Aria("hidden", "true"), g.Attr("focusable", "false"), g.El("rect", h.Width("16"), h.Height("16"), h.Class("s-"+s.Class))),
			g.Textf(" %s %s", string(s.Letter), s.Word),
		))
	})))
}
