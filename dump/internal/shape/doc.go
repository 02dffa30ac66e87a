// Package shape takes a text out of what it arrived in: log lines behind a prefix,
// JSON, mails, web pages, sheets. It knows how dumps begin, and nothing of what they say.
//
// [Find] asks each shape in [Shapes]. A shape takes whole lines, or is not there: what it
// does not know for certain it leaves to the next, and in the end to those who lift dumps
// out of text. What it takes is another text, which may have a shape again. All places
// can be led back.
package shape
