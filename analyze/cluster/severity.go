package cluster

// Severity says how much a finding matters; the lower, the worse.
type Severity int

const (
	Critical Severity = iota + 1 // data is at risk if you act, or if you wait
	Error                        // something is wrong
	Warning                      // something may be wrong, or will be
	Info                         // worth knowing; nothing is wrong
)

// Severities are all severities, the worst first.
var Severities = []Severity{Critical, Error, Warning, Info}

// String is the word for the severity in every format.
func (s Severity) String() string { return [...]string{"critical", "error", "warning", "info"}[s-1] }

// MarshalText writes the word for the severity.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
