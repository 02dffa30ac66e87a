package report_test

// hostileNames are names that some shell, or some command line, reads as
// something else. All of them can be names of servers.
var hostileNames = []string{
	// What options look like.
	"-d", "-n", "-nfoo", "--", "---", "-", "-5", "--broadcast", "--deleted", "--help", "-x y",
	// What shells expand.
	"$HOME", "${HOME}", "$(id)", "`id`", "$((1+1))", "$$", "$1", "$@", "$'a'", `$"a"`, "~", "~root", "a~", "=ls", "=", "a=b", "%self", "%1", "%",
	"*", "?", "[a]", "[!a]", "{a,b}", "{1..3}", "a{", "}", "!", "!!", "!t", "a!b", "^", "^a^b", "a^b", "#", "#a", "a#b", "+(a)", "@(a)", "@x", "&a", "**/x",
	// What ends a word or a command.
	" ", " lead", "trail ", "a b", "a  b", "a;b", "a&b", "a&&b", "a|b", "a||b", "a<b", "a>b", ">/dev/null", "(a)", ")", "a()", "<(a)",
	// Quotes and backslashes.
	"'", "''", `"`, `""`, `'"'`, "it's", "it's a $x", `\`, `\\`, `a\`, `\a`, `\'`, `'\''`, `\\'`, `a\ b`, `\n`, `\033`, `\$x`, `"$x"`,
	// What reads as another word.
	"yes", "null", "12", "0x10", "1e3", "2001-01-01", "if", "done", "function", "alias", "time", "exec", ":", ".", "..", "/", "[", "[[", "{",
	// Beyond ASCII.
	"café", "grün#1", "日本", "e\u0301", "\u202egnp", "\u200b", "\u00a0", "\ufeff", "😀", "a,b", "weird: [name]", "TICKDIFF_PLAN", "EOF",
}

// unprintableNames can be quoted, but no command is made with them.
var unprintableNames = []string{"tab\tx", "\n", "\nnl\n", "a\nb", "trailing\n", "\r", "\x1b[31m", "\x07", "\x7f", "\u009b31m", "\u2028", "\x01", "\x03", "\x04", "\x1a"}
