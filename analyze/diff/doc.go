// Package diff tells what moved from one view of the cluster to another.
package diff
