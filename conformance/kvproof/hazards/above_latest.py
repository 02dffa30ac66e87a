"""Why ticks above an origin's latest are never marked: the loss of them goes unseen.

The origin reaches the tick later, the message is lost, and the marked server does
not miss it.
"""

RULE = "nothing above latest is marked"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick + 1
    await t.mark("test_1", "--", "test_0", tick)
    report = await t.report()
    t.found(report, "beyond-latest", "test_0")
    with t.net.network.deafened("test_1", "test_2"):
        await t.write("test_0", "b", 1)
    await t.write("test_0", "c", 1)
    for name in ("test_1", "test_2"):
        await t.cut_and_heal(name)
    t.equal("damage", t.values("b"), {"test_0": 1, "test_1": None, "test_2": 1})
