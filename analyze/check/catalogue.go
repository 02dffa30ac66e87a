package check

import "fmt"

// Catalogue is every check there is, in the order in which they are explained.
var Catalogue = []*Check{
	// What is missing, and who holds it.
	missingLost,
	missingAlive,
	deletionRace,
	deletionAnswer,
	missingSettled,
	missingUndecided,
	lastCopy,
	ownMissing,
	// How servers stand to each other.
	originBehind,
	diverged,
	contested,
	conflictLogged,
	entriesDiffer,
	behind,
	staleRequest,
	purgePending,
	saveLacksDeletions,
	saveNotFull,
	// What the dumps cover.
	unseenServer,
	askedEarlier,
	phantomNode,
	conflictingDumps,
	collectionContradicted,
	foreignDump,
	nodeDrop,
	// Whether each dump holds together.
	overlap,
	gap,
	beyondLatest,
	deletedUnaccounted,
	unknownOrigin,
	rangeForm,
	// What became of a server since an older dump of it.
	wentBack,
	dataLost,
	resurfaced,
	stuck,
	healed,
}

// ByID returns the check of that ID.
func ByID(id string) (*Check, error) {
	for _, c := range Catalogue {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, fmt.Errorf("no check is called %q", id)
}
