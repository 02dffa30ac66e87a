"""What origin-behind and not-heard forbid: marking above what a living origin told.

The origin was dumped, and wrote on. Another server misses what was written since, and
all others do too, so that by the dumps nobody has it. The origin has it: whichever dump
has the higher tock, and whoever says that the dumps were taken together.
"""

import re

SERVERS = ("test_0", "test_1", "test_2")

RULE = "origin-behind"


async def story(t):
    early = await t.dump(servers=("test_0",))
    with t.net.network.deafened("test_1", "test_2"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    late = await t.dump(servers=("test_1", "test_2"))
    for reason in ("not-heard", RULE):
        for name in ("test_1", "test_2"):
            t.left_alone([early, late], name, "test_0", tick, reason)
            t.left_alone([early, late], name, "test_0", tick, RULE, flags=("--together",))
        highest_tock(early / "test_0.yaml")

    for name in ("test_1", "test_2"):
        await t.mark(name, "--", "test_0", tick)
    for name in SERVERS:
        await t.cut_and_heal(name)
    t.equal("damage", t.values("a"), {"test_0": 1, "test_1": None, "test_2": None})


def highest_tock(dump):
    """Make this dump read as if its server counted far ahead of all others."""
    dump.write_text(re.sub("(?m)^tock: .*", "tock: 1000000", dump.read_text()))
