package dump

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Collected is what a collection tells of one of its dumps. Its times compare with
// those of the same collection only.
type Collected struct {
	ID              string // of the collection
	Round           int    // from 1
	Server          string // the server meant
	Asked, Answered time.Time
}

// Silence is a server that did not answer a collection.
type Silence struct {
	Collected        // Answered is zero
	File      string // that tells it
	Why       string
}

// The comment lines of a collection stand directly above the dump, in this order.
// A server that did not answer has a file of its own with the same lines, whose last
// one says why.
const (
	collectionLine = "# tickdiff collection "
	roundLine      = "# round "
	serverLine     = "# server "
	askedLine      = "# asked "
	answeredLine   = "# answered "
	silentLine     = "# no answer: "

	// CollectedLines is how many lines they are.
	CollectedLines = 5
)

// secondsUTC is how a collection writes a time.
const secondsUTC = "2006-01-02T15:04:05Z"

var collectionID = regexp.MustCompile(`^[0-9a-f]{16}$`)

// maxRound is far more rounds than any collection has.
const maxRound = 1_000_000

// Lines writes the comment lines that stand above a dump.
func (c *Collected) Lines() string {
	return fmt.Sprintf("%s%s\n%s%d\n%s%s\n%s%s\n%s%s\n", collectionLine, c.ID, roundLine, c.Round, serverLine, strconv.QuoteToASCII(c.Server),
		askedLine, c.Asked.UTC().Format(secondsUTC), answeredLine, c.Answered.UTC().Format(secondsUTC))
}

// startsCollected reports whether a line is the first of those of a collection.
func startsCollected(line string) bool { return strings.HasPrefix(line, collectionLine) }

// partOfCollected reports whether a line is the first of those of a collection, or one that
// nobody else would write.
func partOfCollected(line string) bool {
	return startsCollected(line) || strings.HasPrefix(line, askedLine) || strings.HasPrefix(line, answeredLine)
}

// parseCollected reads the lines of a collection, which stand without line ends. They
// count only as a whole, each as tickdiff writes it. Where the server did not answer,
// silence says why.
func parseCollected(lines []string) (c *Collected, silence string, ok bool) {
	if len(lines) != CollectedLines {
		return nil, "", false
	}
	var values [CollectedLines]string
	for i, begins := range []string{collectionLine, roundLine, serverLine, askedLine} {
		if values[i], ok = strings.CutPrefix(lines[i], begins); !ok {
			return nil, "", false
		}
	}
	c = &Collected{ID: values[0]}
	round, err := strconv.ParseUint(values[1], 10, 32)
	server, unquoted := strconv.Unquote(values[2])
	asked, timed := time.Parse(secondsUTC, values[3])
	if err != nil || unquoted != nil || timed != nil || !collectionID.MatchString(c.ID) || round < 1 || round > maxRound {
		return nil, "", false
	}
	c.Round, c.Server, c.Asked = int(round), server, asked
	if silence, ok = strings.CutPrefix(lines[4], silentLine); ok {
		return c, silence, silence != ""
	}
	answered, ok := strings.CutPrefix(lines[4], answeredLine)
	if c.Answered, err = time.Parse(secondsUTC, answered); !ok || err != nil {
		return nil, "", false
	}
	return c, "", c.Lines() == strings.Join(lines, "\n")+"\n"
}
