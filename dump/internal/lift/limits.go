package lift

// MaxKeys is how many top-level keys one dump may have; servers print 12 at most.
const MaxKeys = 64

// The tree of a text costs so much memory for each value that a text made of
// nothing but the shortest values would take more than 40 times its size. Many
// values must have more bytes each than any server's would.
const (
	manyValues   = 100_000
	bytesAtLeast = 6
)
