package dump_test

import (
	"bytes"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/bench/gen"
	"tickdiff/dump"
)

// made are the dumps of a made-up cluster.
func made(t testing.TB, o gen.Options) (inputs []dump.Input) {
	t.Helper()
	cluster, err := gen.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	for observer := range o.Servers {
		var text bytes.Buffer
		if err := cluster.WriteDump(&text, observer); err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, input(gen.FileName(observer), text.String()))
	}
	return inputs
}

// What servers repeat of each other is read as if each were alone, whether all
// agree, few or none, and also where a list takes several windows.
func TestReadingTogetherAndAlone(t *testing.T) {
	long := gen.Sound(4, 4, 1, 30_000)
	long.Damage.Missing = 0.000_03
	few := gen.Small()
	few.Damage.Missing = 0.000_5
	for name, o := range map[string]gen.Options{"sound": gen.Small(), "damaged": gen.Small().Damaged(), "few": few, "long": long} {
		inputs := made(t, o)
		var alone []dump.Reading
		for _, in := range inputs {
			alone = append(alone, dump.Read(in))
		}
		for range 3 {
			if diff := cmp.Diff(alone, dump.ReadAll(inputs, dump.Limits{})); diff != "" {
				t.Errorf("%s: (-alone +together)\n%s", name, diff)
			}
		}
	}
}

// held is the memory that readings take.
func held(inputs []dump.Input) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	readings := dump.ReadAll(inputs, dump.Limits{})
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(inputs)
	runtime.KeepAlive(readings)
	return after.HeapAlloc - before.HeapAlloc
}

// A sound cluster costs the memory of one server.
func TestEqualListsAreHeldOnce(t *testing.T) {
	for _, size := range []struct{ origins, ranges int }{{2, 3000}, {3000, 1}} {
		sound := gen.Sound(4, 8, size.origins, size.ranges)
		alone := gen.Sound(4, 1, size.origins, size.ranges)
		one, all := held(made(t, alone)), held(made(t, sound))
		if all > 2*one {
			t.Errorf("%+v: one dump holds %d bytes, eight equal ones %d", size, one, all)
		}
	}
}
