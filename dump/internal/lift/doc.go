// Package lift takes dumps out of the text around them: logs, chats, patches, line
// numbers. It knows how the lines of a dump look, and nothing of what they say.
//
// A dump begins at one of its keys and ends after tock, or at the first line that
// does not certainly belong to it. What editors do to blanks, dashes and quotes is
// mended where no name can be meant. All places can be led back to the input.
package lift
