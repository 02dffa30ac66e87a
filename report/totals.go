package report

import (
	"fmt"
	"strings"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
)

// findingTotals counts findings by severity, the worst first.
func findingTotals(all []check.Finding) string {
	count, accepted := map[cluster.Severity]int{}, 0
	for _, f := range all {
		count[f.Severity]++
		if f.Accepted != "" {
			accepted++
		}
	}
	words := countWords(cluster.Severities, count)
	if accepted > 0 {
		words += fmt.Sprintf(" (%d of them accepted)", accepted)
	}
	return words
}

func serverTotals(all []plan.Coverage) string {
	count := map[cluster.Status]int{}
	for _, c := range all {
		count[c.Status]++
	}
	return countWords(cluster.Statuses, count)
}

// countWords writes "2 seen, 1 gone" in the order of kinds, and "none" for
// nothing at all.
func countWords[T interface {
	comparable
	fmt.Stringer
}](kinds []T, count map[T]int) string {
	var words []string
	for _, k := range kinds {
		if count[k] > 0 {
			words = append(words, fmt.Sprintf("%d %s", count[k], k))
		}
	}
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}

func tickTotals(p *plan.Plan) string {
	words := fmt.Sprintf("%d to mark, %d left to the servers, %d refused", p.CountOf(plan.Marked), p.CountOf(plan.Left), p.CountOf(plan.Refused))
	if untold := p.CountOf(plan.Untold); untold > 0 {
		words += fmt.Sprintf(", %d not told", untold)
	}
	return words
}
