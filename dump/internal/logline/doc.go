// Package logline reads the lines of servers' logs that tell what is missing, and
// of conflicts between two versions of an entry.
package logline
