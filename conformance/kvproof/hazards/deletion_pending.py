"""What deletion-pending forbids: marking superseded a deletion that is not purged.

The server that missed it still shows the entry as living, and never hears of the
deletion again: a zombie.
"""

RULE = "deletion-pending"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.deafened("test_1"):
        await t.erase("test_0", "a")
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    await t.refused_or_left("test_1", "test_0", tick, RULE)

    await t.mark("test_1", "--", "test_0", tick)
    await t.cut_and_heal("test_1")
    await t.cut_and_heal("test_1")
    t.equal("damage", t.values("a"), {"test_0": None, "test_1": 1, "test_2": None})
