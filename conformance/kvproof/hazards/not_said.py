"""What not-said forbids: marking on dumps that do not tell what is present.

Asked with -m alone nobody denies having a tick, but somebody may have it.
"""

RULE = "not-said"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    with t.net.network.deafened("test_1"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    await t.refused_or_left("test_1", "test_0", tick, RULE, flags=("-n", "-m"))

    await t.mark("test_1", "--", "test_0", tick)
    await t.cut_and_heal("test_1")
    t.equal("damage", t.values("a"), {"test_0": 1, "test_1": None, "test_2": 1})
