"""Somebody marked living data superseded, on one server and then on all.

The holders keep it, the others stop asking: nothing is missing any more, and the
servers differ without a word. tickdiff must call it diverged.
"""

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.muted("test_0"):
        await t.write("test_0", "b", 1)
        await t.write("test_0", "a", 2)
    await t.write("test_0", "c", 1)
    latest = t.net["test_0"].node.tick
    await t.mark("test_1", "--", "test_0", latest - 2, latest - 1)
    await t.mark("test_2", "--broadcast", "--", "test_0", latest - 2, latest - 1)
    await t.net.settle()
    t.equal("b", t.values("b"), {"test_0": 1, "test_1": None, "test_2": None})
    report = await t.report()
    t.equal("verdict", report["verdict"], "unsound")
    t.found(report, "diverged", "test_0")
    await t.repair()
