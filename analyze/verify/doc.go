// Package verify tells what newer dumps say of a plan: before its commands are run,
// whether the evidence still holds; afterwards, what became of each step.
package verify
