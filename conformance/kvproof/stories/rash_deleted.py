"""Somebody marked with --deleted a tick that stands in a living entry's chain.

The entry dies on the marked server, newer value and all, and lives on the
others. Broadcast, it dies everywhere, and nothing is left to differ.
"""

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    first = t.net["test_0"].node.tick
    await t.write("test_1", "a", 2)
    await t.write("test_0", "b", 1)
    second = t.net["test_0"].node.tick

    await t.mark("test_1", "--deleted", "--", "test_0", first)
    await t.net.settle()
    t.equal("a", t.values("a"), {"test_0": 2, "test_1": None, "test_2": 2})
    report = await t.report()
    t.found(report, "diverged", "test_0")

    await t.mark("test_1", "--deleted", "--broadcast", "--", "test_0", second)
    await t.net.settle()
    t.equal("b", t.values("b"), dict.fromkeys(SERVERS, None))
    await t.repair()
