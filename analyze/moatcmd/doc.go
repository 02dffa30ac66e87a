// Package moatcmd makes every command line of MoaT-KV and DistKV that tickdiff
// prints, and quotes it for shells.
//
// A command line has one of the [Forms]. Each form is tried on real servers, and
// its answer looked at: a test holds the catalogue to those experiments, and all
// that tickdiff prints to the catalogue.
package moatcmd
