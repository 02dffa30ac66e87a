"""A server comes back from an old save file, alone, and hands out ticks again.

While it has not heard of the others it gives its own next ticks a second time:
two changes under one number, which no server can tell apart. Before it meets the
others the dumps show it behind itself; nothing of its origin may be marked.
"""

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.save("test_0", "old")
    await t.write("test_0", "b", 1)
    await t.write("test_0", "c", 1)
    await t.net.kill("test_0")
    t.net.network.split({"test_0"})
    await t.net.start("test_0", load=t.saved("old"))
    report = await t.report()
    t.found(report, "origin-behind", "test_0")
    latest = t.net["test_0"].node.tick
    t.true("it is behind", latest < t.net["test_1"]._nodes["test_0"].tick)
    await t.write("test_0", "d", 1)
    t.equal("a tick given twice", t.net["test_0"].node.tick, latest + 1)
