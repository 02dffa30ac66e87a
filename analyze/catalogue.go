package analyze

import "fmt"

// Catalogue is every check there is, in the order in which they are explained.
var Catalogue = []*Check{
	missingLost,
	missingAlive,
	missingSettled,
	missingUndecided,
	lastCopy,
	ownMissing,
	diverged,
	unseenServer,
}

// CheckByID returns the check of that ID.
func CheckByID(id string) (*Check, error) {
	for _, c := range Catalogue {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, fmt.Errorf("no check is called %q", id)
}
