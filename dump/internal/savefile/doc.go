// Package savefile reads the save files and event logs of MoaT-KV servers,
// record by record, and is the only place that knows MessagePack.
//
// # The format
//
// A file is a stream of MessagePack maps without framing, of three kinds:
//
//	{tock, node, known: {name: ranges}, nodes: {name: tick or nil}}   state
//	{path, depth, tock, value, chain: {node, tick, prev}}             entry
//	{path, depth, tock, value, node, tick, prev}                      change
//
// A save ("log save") is one state and all living entries; without "-f" it leaves
// out those under the root's nil key, the servers' own. A log ("log dest")
// goes on with changes, and with a state about every minute. Newer servers read
// the state under the key info too, and deleted in it.
//
// Path is an extension of type 3 that holds the path's elements, each one
// MessagePack value, less the first depth elements, which are those of the path
// before. DistKV writes a path of which it has left out elements as a list of the
// others. Prev is the chain's next link, of the same shape, or nil.
//
// A change without a value is a deletion. Servers pass over it when they load the
// file, with its path too, which is why their own reading puts an entry that
// shares elements with a deleted path in the wrong place; here every path is as
// it was written.
//
// # Limits
//
// Memory is bounded by the names in the file and its largest state, whatever
// lengths it declares: values are passed over unread, nesting is followed without
// recursion, and names, paths and chains have limits.
package savefile
