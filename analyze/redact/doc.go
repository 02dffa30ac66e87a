// Package redact gives dumps other names, so that they can be shown. What is
// concluded from them stays the same.
package redact
