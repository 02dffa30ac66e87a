"""What origin-behind forbids: marking ticks that their origin will give out again.

The origin restarted from an old file, while the others know a higher tick that one
of them misses. Marked there, and given out again for another change whose message
is lost, that change is never asked for. (Each question raises the origin's tock: only
a dump that is not older than the others' proves that it went back.)
"""

RULE = "origin-behind"
SERVERS = ("test_0", "test_1", "test_2")


async def restarted(t):
    """A scene: test_0 restarted from an old file, cut off; the tick that others lack."""
    await t.save("test_0", "old")
    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    await t.net.kill("test_0")
    t.net.network.split({"test_0"})
    await t.net.start("test_0", load=t.saved("old"))
    return tick


async def story(t):
    tick = await restarted(t)
    while t.net["test_0"].tock < t.net["test_1"].tock:
        await t.dump(servers=("test_0",))
    await t.refused_or_left("test_1", "test_0", tick, RULE)

    for name in ("test_1", "test_2"):
        await t.mark(name, "--", "test_0", tick)
    await t.write("test_0", "c", "new")
    t.equal("the tick is given out again", t.net["test_0"].node.tick, tick)
    t.net.network.heal()
    await t.net.settle()
    await t.cut_and_heal("test_0")
    t.equal("damage", t.values("c"), {"test_0": "new", "test_1": None, "test_2": None})
