"""What alive-elsewhere forbids: marking deleted what another server has.

Two servers miss a tick, one of them is told it was deleted. When the other asks,
the first answers, and the living value is destroyed on the server that had it.
"""

RULE = "alive-elsewhere"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    await t.refused_or_left("test_1", "test_0", tick, RULE)

    await t.mark("test_1", "--deleted", "--", "test_0", tick)
    for _ in range(3):
        await t.cut_and_heal("test_0")
    t.equal("damage", t.values("a"), dict.fromkeys(SERVERS, None))
