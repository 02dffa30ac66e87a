package plan

import "tickdiff/analyze/moatcmd"

// ShowEntry is the command line that shows an entry.
var ShowEntry = moatcmd.Line("entry", moatcmd.MoaT)

// WriteAgain is how an entry is written so that nothing newer is overwritten. On
// real servers it was, each time that the server written to was behind; and a server
// that lacked the entry, or had it deleted, made it without a word.
var WriteAgain = `To write an entry again: first look at it on every server. This shows its value
and its chain, whose head is ORIGIN and TICK; then what changes there, until you
stop it.

    ` + ShowEntry + `

Go on only if the entry is there on the server you write to, and no other server
has a newer change of it. A server that shows nothing lacks the entry, or has
deleted it. Write there, for exactly the change that is its head, and look again.
VALUE is an expression of Python; DistKV knows numbers and texts in quotes only.

    ` + moatcmd.Line("write-entry", moatcmd.MoaT) + `

To delete it in place of that:

    ` + moatcmd.Line("delete-entry", moatcmd.MoaT)
