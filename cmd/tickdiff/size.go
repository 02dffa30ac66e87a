package main

import (
	"fmt"
	"strconv"
	"strings"
)

// units are what a size may end in; each is 1024 times the one before.
var units = []string{"", "K", "M", "G", "T"}

// parseSize reads a number of bytes: 500000, 200M, 2GiB.
func parseSize(text string) (int64, error) {
	short := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(text), "B"), "I")
	for i, unit := range units {
		digits, ok := strings.CutSuffix(short, unit)
		n, err := strconv.ParseUint(digits, 10, 63)
		if !ok || err != nil {
			continue
		}
		if size := int64(n) << (10 * i); n > 0 && size>>(10*i) == int64(n) {
			return size, nil
		}
	}
	return 0, fmt.Errorf("%q: a size is a number of bytes above 0, or ends in K, M or G", text)
}

// sizeFlag is a size on the command line.
type sizeFlag int64

func (s *sizeFlag) Set(text string) error {
	n, err := parseSize(text)
	*s = sizeFlag(n)
	return err
}

func (s *sizeFlag) Type() string { return "SIZE" }

// String writes the size in the largest unit that divides it.
func (s *sizeFlag) String() string {
	n, i := int64(*s), 0
	for n > 0 && n%1024 == 0 && i < len(units)-1 {
		n, i = n/1024, i+1
	}
	return strconv.FormatInt(n, 10) + units[i]
}
