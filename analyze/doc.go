// Package analyze draws conclusions from state dumps: pure functions from dumps
// to values, without files, clock, log or chance. The same evidence gives the
// same values, whatever the order of the dumps.
//
//		[]dump.Dump ── Merge ──> View ── MakePlan ──> Plan
//		                           └──── Examine ───> Findings, Skipped
//
//	  - [Merge] puts the dumps of all servers side by side: a [View]. Each name in
//	    any dump is a [Server]: seen, gone, unseen or phantom.
//	  - [Origin.Segments] walks one origin's ticks as maximal ranges on which no
//	    server's [State] changes.
//	  - [MakePlan] gives every missing tick of every server exactly one [Decision]:
//	    [Marked], [Left] to the servers, or [Refused] with what is needed.
//	  - [Examine] runs the catalogue of [Check] values over view and plan.
//	  - [Predict] tells what the dumps should read after a plan, [Verify] what newer
//	    dumps say of it, [Diff] what moved from one view to another.
//	  - [Redact] gives dumps other names, so that they can be shown.
//
// Three values everywhere: what was not asked is not empty. A conclusion that
// would need an answer nobody gave is refused, never assumed.
//
// Everything that leaves this package is sorted here, once; later rooms only
// write it down.
package analyze
