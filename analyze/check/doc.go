// Package check looks for trouble in a view of the cluster and in its plan. Each
// [Check] is a value in a file of its own; [Catalogue] lists them, and [Examine]
// runs those whose needs the dumps meet.
package check
