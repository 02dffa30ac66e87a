// Package heal finds the entries that servers hold differently though they may miss
// nothing, and the command that makes each of them equal.
//
// [Join] puts the entries of full saves side by side and sorts them into classes. It
// knows no paths: of those that differ the saves are read once more. [Decide] then
// says for each what is right, on the word of the chains of changes, or of the
// operator, or why nobody can say. A [Write] has a server write its own entry again,
// or delete it, if the entry is still the one in its save; so it has no value in it.
package heal
