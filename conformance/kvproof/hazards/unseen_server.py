"""What unseen-server forbids: marking while a server was not asked.

The one that was not asked has the last copy. When it is back, it keeps it alone.
"""

RULE = "unseen-server"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    t.net.network.split({"test_0"})
    await t.net.settle()
    await t.refused_or_left("test_1", "test_0", tick, RULE, servers=("test_1", "test_2"))

    for name in ("test_1", "test_2"):
        await t.mark(name, "--", "test_0", tick)
    t.net.network.heal()
    await t.net.settle()
    await t.cut_and_heal("test_1")
    t.equal("damage", t.values("a"), {"test_0": 1, "test_1": None, "test_2": None})
