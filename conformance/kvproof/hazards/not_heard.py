"""What not-heard forbids: marking on a dump older than the tick.

When it was taken its server did not have the tick; now it does. The origin dies,
another server misses the tick, and only a fresh dump shows who has it.
"""

RULE = "not-heard"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    early = await t.dump(servers=("test_2",))
    with t.net.network.deafened("test_1"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    with t.net.network.deafened("test_2"):
        await t.write("test_0", "b", 1)
    await t.net.kill("test_0")
    late = await t.dump(servers=("test_1",))
    t.left_alone([early, late], "test_1", "test_0", tick, RULE, gone=("test_0",))

    await t.mark("test_1", "--", "test_0", tick)
    await t.cut_and_heal("test_1")
    t.equal("damage", t.values("a"), {"test_1": None, "test_2": 1})
