// Package report says what was concluded. What people read is a document each, as
// package doc has them: the packages text, markdown and html write it. What programs
// read, JSON and scripts, is written here. The package judges nothing.
//
// Everything that comes from a dump is foreign text, and each format has its own way
// to be broken by it. A document knows which of its words are foreign, and each
// format escapes them in one place. Command lines are quoted where they are made, in
// moatcmd.
package report
