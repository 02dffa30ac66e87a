// Package report writes what was concluded: one file a format, each a function
// from a value to bytes. It filters nothing, sorts nothing and judges nothing.
//
// Everything that comes from a dump is foreign text, and each format has its own
// way to be broken by it; so this is the one place that quotes: [moatcmd.Shell] for
// command lines, [Visible] for terminals, and the functions of the other formats
// beside them.
package report
