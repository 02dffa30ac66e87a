package moatcmd

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// experiments is the story in which each form is run on real servers.
const (
	catalogue   = "../../conformance/kvproof/forms.json"
	experiments = "../../conformance/kvproof/stories/command_forms.py"
)

// TestEachFormHasAnExperiment holds the catalogue that the experiments read to the
// forms, and the experiments to the catalogue. TICKDIFF_UPDATE=1 rewrites it.
func TestEachFormHasAnExperiment(t *testing.T) {
	type form struct {
		Name   string   `json:"name"`
		Moat   []string `json:"moat"`
		DistKV []string `json:"distkv"`
	}
	var all []form
	for _, f := range Forms {
		all = append(all, form{f.Name, f.Words(MoaT), f.Words(DistKV)})
	}
	want, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if os.Getenv("TICKDIFF_UPDATE") != "" {
		if err := os.WriteFile(catalogue, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", catalogue, diff)
	}
	story, err := os.ReadFile(experiments)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if line := "\n    \"" + f.Name + "\": " + strings.ReplaceAll(f.Name, "-", "_") + ",\n"; !strings.Contains(string(story), line) {
			t.Errorf("no experiment runs the form %s", f.Name)
		}
	}
}
