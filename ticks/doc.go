// Package ticks holds sets of ticks as sorted, disjoint, half-open ranges.
//
// A tick is the number a MoaT-KV server gives to one of its own changes. Ticks
// count from 1 and have 63 bits. A server never lists them one by one but as
// ranges, and one range may hold 2^62 of them; so everything here works on
// ranges, and its cost follows their number, never the number of ticks.
//
//   - [Range] is begin up to but not including end, as servers print it. The end
//     after the last tick is 2^63, which is why [Tick] is unsigned.
//   - [Set] is an immutable value. Its zero value is the empty set, ready for
//     use; every operation returns a new set and leaves its operands alone.
//   - [Sweep] walks many sets at once and yields the maximal segments on which
//     none of them changes. It is how several servers are compared.
//
// The package knows no names, no files and no formats.
package ticks
