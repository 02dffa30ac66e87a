package gen

import (
	"math"
	"math/rand/v2"

	"tickdiff/ticks"
)

// stream is one of the independent random streams: a name for it in three numbers.
func stream(seed, use, of uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed*0x9E3779B97F4A7C15+use, of*0xBF58476D1CE4E5B9+0x94D049BB133111EB))
}

// truth cuts the ticks of an origin into segments: the even ones superseded, the
// odd ones present.
func (c *Cluster) truth(origin int) []tick {
	o := c.options
	random := stream(o.Seed, 1, uint64(origin))
	spread := math.Log(float64(o.MaxLen)) - math.Log(2)
	bounds := make([]tick, 1, 2*o.Ranges+1)
	bounds[0] = 1
	for i := range 2 * o.Ranges {
		length := tick(1)
		if random.Float64() >= o.Single && o.MaxLen >= 2 {
			length = tick(2 * math.Exp(random.Float64()*spread))
		}
		if i == 0 {
			length += tick(o.Base)
		}
		bounds = append(bounds, bounds[i]+length)
	}
	return bounds
}

// view is what one observer sees of one origin.
type view struct {
	latest                                tick
	present, superseded, deleted, missing []ticks.Range
}

// look computes what an observer sees of an origin. Every segment takes its
// numbers from the streams whether or not they matter there, so that a change
// of one share leaves the rest of the damage where it was.
func (c *Cluster) look(observer, origin int) view {
	o, bounds := c.options, c.bounds[origin]
	damage := stream(o.Damage.Seed, 1000+uint64(observer), uint64(origin))
	lost := stream(o.Damage.Seed, 7, uint64(origin))
	deleted := stream(o.Seed, 3, uint64(origin))
	end := bounds[len(bounds)-1]
	if o.Damage.Lag > 0 && observer != origin {
		lag := tick(damage.Int64N(int64(o.Damage.Lag) + 1))
		end = max(end, lag+1) - lag
	}
	v := view{latest: end - 1}
	for i, begin := range bounds[:len(bounds)-1] {
		fate := o.fate(i, damage, lost)
		fate.deleted = o.Deleted > 0 && i%2 == 0 && deleted.Float64() < o.Deleted
		v.add(ticks.Range{Begin: begin, End: min(bounds[i+1], end)}, fate)
	}
	return v
}

func (v *view) add(segment ticks.Range, f fate) {
	if segment.Empty() {
		return
	}
	if f.missing {
		v.missing = append(v.missing, segment)
	}
	if f.present {
		v.present = append(v.present, segment)
	}
	if f.superseded {
		v.superseded = append(v.superseded, segment)
	}
	if f.superseded && f.deleted {
		v.deleted = append(v.deleted, segment)
	}
}

// fate says in which sets an observer has a segment; deleted counts only with
// superseded.
type fate struct{ present, superseded, deleted, missing bool }

func (o Options) fate(segment int, damage, lost *rand.Rand) fate {
	d := o.Damage
	x := 2.0 // beyond every share
	if d.Missing+d.Diverged+d.Overlap+d.Gap > 0 {
		x = damage.Float64()
	}
	truth := fate{superseded: segment%2 == 0, present: segment%2 == 1}
	switch {
	case d.Lost > 0 && lost.Float64() < d.Lost, x < d.Missing:
		return fate{missing: true}
	case x < d.Missing+d.Diverged:
		return fate{superseded: truth.present, present: truth.superseded}
	case x < d.Missing+d.Diverged+d.Overlap:
		return fate{superseded: true, present: true}
	case x < d.Missing+d.Diverged+d.Overlap+d.Gap:
		return fate{}
	}
	return truth
}
