// Package cluster puts the dumps of all servers side by side. It says what each
// server tells, and decides nothing.
//
//   - [Merge] makes a [View]. Each name in any dump is a [Server]: seen, gone,
//     unseen or phantom.
//   - [Origin.Segments] walks one origin's ticks as maximal ranges on which no
//     server's [State] changes.
//   - A [Proof] is one dump's word on some ticks, and where it stands.
package cluster
