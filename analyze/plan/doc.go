// Package plan decides on every tick that a server misses. [Make] gives each of
// them exactly one verdict: marked, left to the servers, or refused with what is
// needed. It also writes the commands, says what happens if a server comes back,
// and predicts with [Predict] what the dumps should read afterwards.
package plan
