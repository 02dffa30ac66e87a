// Package dump reads what MoaT-KV and DistKV servers print about their state,
// and writes it again in their own bytes.
//
// # The format
//
// "internal state" asks one server, the observer, and prints one YAML
// mapping in block style with its keys in order:
//
//	deleted: {}            # -d  name -> ranges
//	missing:               # -m  name -> ranges
//	  test_0:
//	  - 3                  #     one tick
//	  - - 7                #     7 up to but not including 9
//	    - 9
//	node: test_1           #     the observer
//	nodes:                 # -n  name -> highest tick seen, or null
//	  test_0: 9
//	  test_1: null
//	present: {}            # -p  name -> ranges
//	remote_missing: {}     # -r  name -> ranges
//	seq: 2                 #     no meaning
//	superseded: {}         # -s  name -> ranges; older servers call it known
//	tock: 111              #     event counter; the last key
//
// A key that is absent was not asked for, and nothing is known of it; a key with
// {} is known to be empty. An origin whose set is empty is left out of it.
// Ranges are sorted, disjoint and never adjacent; a range of one tick is a bare
// number. Names are free text, and are kept exactly as the server had them. The
// answer of "internal mark" is such a mapping too, with known or deleted alone.
//
// A server that cannot be asked may have left a save file or an event log, whose
// format is told in internal/savefile. It reads as the dump that a server would
// print that has loaded it; see [Source.Save] for what it cannot tell.
//
// # Reading
//
// [Read] turns one input into dumps and [Problem] values; both name file, line
// and column. What cannot be read is left out and said, never guessed: a section
// with anything wrong in it counts as not said, since a half-read set would turn
// missing ticks into sound ones. On its way an input is
//
//  1. unpacked (container.go, unpack*.go), by content and not by name. A first pass
//     only counts and hashes, so that no bomb is kept;
//  2. scanned (scan*.go), if it is one dump just as a server printed it; else
//  3. decoded (encoding.go): UTF-8, or UTF-16;
//  4. taken out of its shape (internal/shape), as long as it has one: lines behind a
//     prefix, JSON, mails, web pages, sheets;
//  5. lifted (internal/lift): each dump is taken out of the text around it, free of
//     quote marks, indents and line numbers. It begins at one of its keys and ends
//     after tock, or at the first line that does not certainly belong to it: then
//     it is cut off, and its last section counts as not said. What editors do to
//     blanks, dashes and quotes is mended, where no name can be meant;
//  6. read in parts (parts*.go), where it has the keys of one dump only: what is
//     just as printed is scanned, and the rest, a few names at a time, is read
//     through YAML's node tree (tree*.go). Where a part is not YAML by itself, or
//     holds what no dump does, the tree of the whole decides; section by section if
//     it is not YAML as a whole.
//
// All places stay those of the input. A line of a server's log that says what is
// missing gives a dump of its own (internal/logline); see [Source.Log]. What logs tell of
// conflicts is no dump: see [LoggedConflict].
//
// A save file streams: memory follows its chains and ranges, not its size. What a
// tick belongs to is in save files alone, and [ReadSearching] finds it.
//
// [Dump.Answer] answers what a dump tells of one origin, said or derived, since of
// nodes, present, superseded and missing any three give the fourth.
//
// # Writing
//
// [Encode] prints a dump again as the server did, byte for byte. That takes more
// than YAML: how a name is quoted, folded into a block or moved to a "? " key
// follows the servers' own printer, mistakes included (internal/scalar).
//
// The package compares no two dumps, prints nothing and opens no file by name.
package dump
