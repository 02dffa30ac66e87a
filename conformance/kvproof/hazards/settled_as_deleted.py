"""Why present and deleted at once does not prove a deletion, and what --deleted does then.

An entry is deleted and written again. The older links of its chain stay in "deleted" on
all servers though the entry lives. Re-sent entries carry two links only, so servers that
missed all of it keep missing the oldest. Told on one of them that it was deleted, that
one answers so when the next asks, and the living value is destroyed on all servers that
had the whole chain.
"""

RULE = "deletion-pending"
SERVERS = ("test_0", "test_1", "test_2", "test_3", "test_4")


async def story(t):
    with t.net.network.deafened("test_3", "test_4"):
        await t.write("test_0", "a", 1)
        tick = t.net["test_0"].node.tick
        await t.erase("test_1", "a")
        await t.write("test_2", "a", "alive")
    for name in ("test_0", "test_1", "test_2"):
        await t.write(name, name, 1)
    for name in ("test_3", "test_4"):
        await t.cut_and_heal(name)
        await t.cut_and_heal(name)
    t.equal("all have it", t.values("a"), dict.fromkeys(SERVERS, "alive"))
    await t.refused_or_left("test_3", "test_0", tick, RULE)
    await t.refused_or_left("test_4", "test_0", tick, RULE)

    await t.mark("test_3", "--deleted", "--", "test_0", tick)
    await t.cut_and_heal("test_4")
    await t.cut_and_heal("test_4")
    gone = dict.fromkeys(("test_0", "test_1", "test_2"))
    t.equal("damage", t.values("a"), gone | {"test_3": "alive", "test_4": "alive"})
