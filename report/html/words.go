package html

import (
	"io"
	"iter"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"tickdiff/analyze/prose"
)

// limits are for one span.
var limits = prose.Limits{Ranges: 24, Bytes: prose.Few.Bytes}

// sentence is words as they are shown on a page.
func sentence(t prose.Text) g.Node {
	return g.Map(t, func(s prose.Span) g.Node {
		switch shown := g.Text(limits.Show(s)); s.Kind {
		case prose.Quoted:
			return h.Code(name(s.Text))
		case prose.Name, prose.File, prose.Value:
			return h.Code(g.El("bdi", shown))
		case prose.Code:
			return h.Code(shown)
		case prose.Strong:
			return h.Strong(h.Class(s.Text), shown)
		default:
			return shown
		}
	})
}

// name is a stranger's text, which cannot change the direction of what is around it.
func name(text string) g.Node { return g.El("bdi", g.Text(prose.Visible(text))) }

// paragraph is a sentence of its own, if there is one.
func paragraph(t prose.Text) g.Node {
	if t == nil {
		return nil
	}
	return line(h.P(sentence(t)))
}

// lead is the word that stands out in front of a sentence, if one does.
func lead(t prose.Text) string {
	if len(t) == 0 || t[0].Kind != prose.Strong {
		return ""
	}
	return t[0].Text
}

// line ends a line behind nodes, so that a page can be read and compared as text.
func line(nodes ...g.Node) g.Node { return append(g.Group(nodes), g.Raw("\n")) }

// written writes nodes as they are made: what a page shows is never held whole.
func written(nodes iter.Seq[g.Node]) g.Node {
	return g.NodeFunc(func(w io.Writer) error {
		for node := range nodes {
			if node == nil {
				continue
			}
			if err := node.Render(w); err != nil {
				return err
			}
		}
		return nil
	})
}

// each writes a node for each element, while there is room for one more.
func each[T any](p page, all []T, node func(T) g.Node) g.Node {
	return written(func(yield func(g.Node) bool) {
		for _, v := range all {
			if p.Room.More() && !yield(node(v)) {
				return
			}
		}
	})
}
