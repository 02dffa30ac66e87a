// Package analyze holds the proofs that its stages together keep their promises; the
// stages are packages of their own. All are pure functions from dumps to values,
// without files, clock, log or chance. The same evidence gives the same values,
// whatever the order of the dumps.
//
//		[]dump.Dump ── cluster.Merge ──> View ── plan.Make ──> Plan
//		                                  └──── check.Examine ──> Findings, Skipped
//
//	  - cluster puts the dumps of all servers side by side.
//	  - plan decides on every tick that a server misses.
//	  - check looks for trouble in both.
//	  - verify tells what newer dumps say of a plan, and diff what moved from one
//	    view to another.
//	  - redact gives dumps other names, so that they can be shown.
//	  - moatcmd writes the command lines of MoaT-KV.
//
// Three values everywhere: what was not asked is not empty. A conclusion that
// would need an answer nobody gave is refused, never assumed.
//
// Everything that leaves these packages is sorted there, once; later rooms only
// write it down.
package analyze
