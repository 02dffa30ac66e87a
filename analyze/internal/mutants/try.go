package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// proofs are the tests that hold the rules, the quick ones first.
var proofs = []string{
	"^(TestRuleScenarios|TestVerifyScenarios|TestNobodyCollected|TestAskedBefore|TestRequestsAreRanked|TestCheckScenarios)$",
	"^(TestLargerClustersAtRandom|TestSmallClustersExhaustively|TestSettleEverythingLeft|TestNotTold)$",
	"^(TestCollectionsHideNothing|TestMovedIsNotMarked)$",
	"^(TestDumpsOfManyTimes|TestVerifyAgainstTheClusterItself|TestGuardHoldsOnlyWhatWouldBePlannedAgain)$",
}

func compile(overlay, binary string) error {
	c := exec.Command("go", "test", "-c", "-overlay", overlay, "-o", binary, "./analyze")
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	return c.Run()
}

// tryAll returns the mutants that the proofs do not notice, after the original, which
// must pass.
func tryAll(binary string, mutants []mutant) ([]string, error) {
	if out, passes := try(binary, ""); !passes {
		return nil, fmt.Errorf("the proofs fail without any mutant:\n%s", out)
	}
	var (
		group     sync.WaitGroup
		lock      sync.Mutex
		survivors []string
	)
	queue := make(chan mutant)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for m := range queue {
				if _, passes := try(binary, m.id); passes {
					lock.Lock()
					survivors = append(survivors, m.name)
					lock.Unlock()
				}
			}
		})
	}
	for _, m := range mutants {
		queue <- m
	}
	close(queue)
	group.Wait()
	slices.Sort(survivors)
	fmt.Printf("%d mutants of the rules, %d noticed\n", len(mutants), len(mutants)-len(survivors))
	return survivors, nil
}

func try(binary, id string) (output string, passes bool) {
	for _, names := range proofs {
		c := exec.Command(binary, "-test.short", "-test.failfast", "-test.run", names)
		c.Dir = "analyze"
		c.Env = append(os.Environ(), "MUTANT="+id, "TICKDIFF_TESTS=all")
		if out, err := c.CombinedOutput(); err != nil {
			return string(out), false
		}
	}
	return "", true
}

// readSurvivors reads lines MUTANT # REASON.
func readSurvivors(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	known := map[string]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		name, reason, ok := strings.Cut(lines.Text(), " # ")
		if !ok || strings.TrimSpace(reason) == "" {
			return nil, fmt.Errorf("%s: no reason in %q", path, lines.Text())
		}
		known[name] = reason
	}
	return known, lines.Err()
}

// judge fails for a survivor without a reason, and for one that no longer survives.
func judge(survivors []string, known map[string]string) error {
	var wrong []string
	for _, name := range survivors {
		if known[name] == "" {
			wrong = append(wrong, "not noticed: "+name)
		}
	}
	for name := range known {
		if !slices.Contains(survivors, name) {
			wrong = append(wrong, "noticed, so it need not stand in survivors.txt: "+name)
		}
	}
	if len(wrong) > 0 {
		slices.Sort(wrong)
		return fmt.Errorf("%s", strings.Join(wrong, "\n"))
	}
	return nil
}
