"""Paths and values of all kinds, and internal entries: each is written again as it is.

What the client cannot show it cannot look at, so it is left alone: MoaT-KV's has no words
for what is infinite, or no number. DistKV's client reads no path with a code for a
character, and its servers die of what is no number.
"""

import math

from .. import console, family
from ..healing import Healing, behind, refusals

SERVERS = ("test_0", "test_1", "test_2")

MOAT = family.NAME == "moat"

UNSHOWN = (math.inf, math.nan) if MOAT else ()

VALUES = (
    *UNSHOWN, None, True, False, 0, -1, 2**63, -(2**63), 1.5, -0.0, "", "it's $(id) `x` \\ \" \n ~", "\u202e\u200b", b"", b"\x00\xff",
    [], [1, [2, [3]]], {}, {"a": {"b": None, "c": 1}, "d": 2}, "x" * 300_000,
)

ELEMENTS = (
    "a b", "a.b", "a:b", "it's", '"', "$(id)", "`", "\\", "*", "#", "~", "%s", "\u00e9", "\U0001f600", "1", "null",
    1, -1, 0, 2**40, 1.5, True, False, "y", ":y",
    *(("-x", "-", "-1", "\n", "\t", "\x1b[2J", "\u202e", "\x85") if MOAT else ()),
)


async def story(t):
    paths = {("v", n): value for n, value in enumerate(VALUES)} | {("p", element, "end"): "there" for element in ELEMENTS} | {(element,): 1 for element in ELEMENTS[::4]}
    async with t.net.client("test_0") as client:
        for path in paths:
            await client.set(family.path(path), value="old")
    await t.kv("test_0", "internal", "deleter", "test_0")
    await t.net.settle(5)
    async with behind(t, "test_2"):
        await t.kv("test_0", "internal", "deleter", "test_0", "test_1")
        async with t.net.client("test_0") as client:
            for path, value in paths.items():
                await client.set(family.path(path), value=value)
        await t.net.settle(5)
    healing = Healing(t)
    result = await healing.heal()
    healing.holds(result)
    wanted = {str(family.path(path)) for path in paths} | {str(family.path((None, "actor", "del")))}
    t.equal("what differs", {d["path"] for d in result["differences"]}, wanted)
    t.equal("what is refused", refusals(result), {})
    t.equal("done", await healing.carry_out(result), len(wanted) - len(UNSHOWN))
    result = await healing.heal()
    t.equal("left alone", {d["path"] for d in result["differences"]}, {f"v:{n}" for n in range(len(UNSHOWN))})
    for command in result["commands"]:
        await console.program(t, command["argv"])
    await t.net.settle(5)
    result = await healing.heal()
    healing.holds(result)
    t.equal("all is equal", result["verdict"], "clean")
