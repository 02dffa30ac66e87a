// Package report writes what was concluded: one file a format, each a function
// from a value to bytes. It filters nothing, sorts nothing and judges nothing.
//
// Everything that comes from a dump is foreign text, and each format has its own
// way to be broken by it; so this is the one place that escapes: [Visible] for
// terminals, and the functions of the other formats beside it. Command lines are
// quoted where they are made, in moatcmd.
package report
