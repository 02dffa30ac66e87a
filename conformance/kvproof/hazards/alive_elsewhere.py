"""What alive-elsewhere forbids: marking superseded what another server has.

The marked server stops asking. The value stays away from it through any number of
re-joins, nothing is missing, and only a new change of the entry ends it.
"""

RULE = "alive-elsewhere"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    with t.net.network.deafened("test_1"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    await t.refused_or_left("test_1", "test_0", tick, RULE)

    await t.mark("test_1", "--", "test_0", tick)
    await t.cut_and_heal("test_1")
    await t.cut_and_heal("test_1")
    t.equal("damage", t.values("a"), {"test_0": 1, "test_1": None, "test_2": 1})
    await t.write("test_2", "a", 2)
    t.equal("healed by a new change", t.value("test_1", "a"), 2)
