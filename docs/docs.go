// Package docs holds the pages that the program shows, too.
package docs

import "embed"

// Checks are the pages of the checks, each under its ID.
//
//go:embed checks/*.md
var Checks embed.FS
