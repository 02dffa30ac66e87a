"""Prints names.jsonl: names, and a dump with each name in every place a name has,
as moat-util's yprint writes it, the printer behind "moat kv internal state".

    python3 -m venv venv && venv/bin/pip install 'moat-util>=0.64.8'
    venv/bin/python names.py > names.jsonl

The file at hand is of moat-util 0.64.10 and ruyaml 0.91.0.

With a number as argument that many random names follow, to try the encoder on
more than is worth keeping.
"""

import json
import random
import sys

from moat.util import yformat

SEPARATORS = ["\n", "\x85", "\u2028", "\u2029"]


def typed():
    """What YAML 1.1, 1.2 or this printer takes for something other than text."""
    yield from "null Null NULL nuLL None ~ true True TRUE tRue false False FALSE".split()
    yield from "yes Yes no on off y n t f << < = == ! & * .".split()
    yield from "0 00 012 12 -12 +12 - + -_ +_ _1 1_ 1__2 -1_ 9223372036854775808".split()
    yield from "0b01 0b 0b2 0b_ 0o17 0o 0o8 0o_ 017 018 0x10 0x 0xg 0x_ -0xA +0b1 0X10".split()
    yield from "1.5 1. 1._ .5 ._ -.5 +.5e+1 .5e1 .5e-10 .e1 1e3 1E3 1e+3 1e 1e3.5 1.e3 1_0.0_1e5 1.2.3".split()
    yield from ".inf -.INF +.Inf .iNF inf .nan .NaN .NAN -.nan .Nan nan".split()
    yield from "2001-01-01 2001-1-1 2001-1-01 2001-01-1 2001-01-01T 01-01-01 2001-01-01-x 12:30 1:30:59 190:20:30.15".split()
    yield from ["2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "2001-12-14 21:59:43.10", "2001-12-15 2:59:43.10"]
    yield from ["2001-1-1  1:00:00. Z", "2001-1-1 1:00:00 +1:0", "2001-1-1 1:0:00", "2001-1-1T1:00:00  +10:30", "2001-1-1 1:00:00 ", "2001-1-1 1:00:00 z"]


def syntax():
    """Characters that YAML uses, alone and at either end of a word and a blank."""
    for c in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~":
        yield from [c, c + "a", "a" + c, "a" + c + "b", c + " a", "a " + c, "a " + c + "b", "a" + c + " b", c + c]
    yield from ["---", "--- a", "---a", "...", "...a", "....", "--", "..", "- - a", "a: b: c", "::", ":: a", "?:", "-:", "a:#", "a#:"]
    yield from ["$(id)", "it's", "it's: so", "\"it's\"", "'a'", "\\n", "a\\b: ", "--broadcast", "-x", "%YAML 1.2", "!!str a", "<<: *a"]


def characters():
    """One of every class of character, plain and where something else forces quotes."""
    odd = "\0\1\a\b\t\v\f\r\x1b\x1f\x7f\x80\x9f\xa0\xad\xe9\u0301\u200b\u202e\u2066\ud7ff\ue000\ufdd0\ufeff\ufffd\ufffe\uffff"
    for c in [*odd, "\U00010000", "\U0001f600", "\U000e0001", "\U0010ffff"]:
        yield from [c, "a" + c + "b", c + "\t", c + " ", c + "'\"\\", c + "\nb"]
    yield from ["", " ", "  ", " a", "a ", "a b", "a  b", "caf\xe9", "cafe\u0301", "\u65e5\u672c", "\u05d0\u05d1", "a\r\nb", "a\tb"]


def separated():
    """Line separators, alone and together, beside blanks, quotes and document marks."""
    for c in SEPARATORS:
        yield from [c, c + c, c + "a", "a" + c, "a" + c + c, "a" + c + "b", "a" + c + c + "b", c + "a" + c, " " + c, c + " "]
        yield from ["a " + c + "b", "a" + c + " b", " a" + c + "b", "a" + c + "b ", "it's" + c + "b", "a\t" + c + "b", "1" + c + "2"]
        yield from ["a" + c + "---", "a" + c + "--- b", "---" + c + "a", "a" + c + "...", "# a" + c + "b", "a: b" + c + "c", "\\" + c + '"']
        yield from ["a" + c + d for d in SEPARATORS if d != c]
        yield from [c + "a" + d + c for d in SEPARATORS if d != c]


def long():
    """Either side of the length from which a key is no longer a simple one."""
    for n in [122, 123, 128]:
        yield from ["a" * n, "1" * n, "\xe9" * n, "\t" * n, "'" * n, "a " * (n // 2) + "b" * (n % 2)]
    yield from ["\U0001f600" * 122, "\U0001f600" * 121 + "\t", "a b " * 60 + "c", "\t a" * 60]


WORDS = [*" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ab01eE.:-+_TZnN", *SEPARATORS, *" \n", "\0", "\a", "\t", "\r", "\x1b", "\x7f"]
WORDS += ["\x80", "\xa0", "\xe9", "\u0301", "\u202e", "\ud7ff", "\ue000", "\ufeff", "\ufffd", "\uffff", "\U0001f600", "\U0010ffff"]
WORDS += ["null", "true", "0x", "0o", "0b", "1_0", "2001-01-01", "12:30:00", ".inf", ".nan", "<<", "---", "...", ": ", " #", "- ", "? "]


def made_up(rng):
    """A random name: mostly short, some of one class of characters only."""
    kind = rng.randrange(8)
    if kind == 0:
        return "".join(rng.choices("0123456789_-+.:eExobTtZ aAfF", k=rng.randrange(1, 9)))
    if kind == 1:
        return "".join(rng.choices([*SEPARATORS, " ", "a", "'"], k=rng.randrange(1, 7)))
    if kind == 2:
        return "".join(rng.choice(WORDS[:40]) for _ in range(rng.randrange(115, 135)))
    if kind == 3:
        return "".join(chr(rng.choice([*range(0xD800), *range(0xE000, 0x20000)])) for _ in range(rng.randrange(1, 5)))
    if kind == 4:
        return "{:04}-{}-{}{}{}:{:02}:{:02}{}".format(
            rng.randrange(3000), rng.randrange(1, 13), rng.randrange(1, 32), rng.choice(["T", "t", " ", "  ", "x"]),
            rng.randrange(24), rng.randrange(60), rng.randrange(60), rng.choice(["", ".5", "Z", " Z", "+1", " -01:30", "z"]))
    return "".join(rng.choices(WORDS, k=rng.randrange(1, 9)))


def main():
    rng = random.Random(1)
    extra = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    names = [*typed(), *syntax(), *characters(), *separated(), *long(), *(made_up(rng) for _ in range(extra))]
    for name in dict.fromkeys(names):
        dump = {
            "node": name,
            "node_drop": [name],
            "nodes": {name: None},
            "present": {name: [1, [3, 7], 9]},
            "superseded": {name: [[1, 3], 4]},
            "tock": 5,
        }
        print(json.dumps({"name": name, "printed": yformat(dump)}))


main()
