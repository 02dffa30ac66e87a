"""One of two servers alone has a deletion, and misses a value.

It may not be restarted: no save holds a deletion. So the other is, and gets the
deletion from it; after that it may be.
"""

from .. import procedure, truth

SERVERS = ("test_0", "test_1")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.deafened(*SERVERS):
        await t.erase("test_0", "a")
        await t.write("test_1", "b", 1)
        await t.net.settle()
    t.true("test_0 misses b", truth.missing(t.net["test_0"]))
    t.equal("test_1 has a still", t.value("test_1", "a"), 1)
    plan, done = await procedure.carry_out(t)
    restarts = [step for step in done.told if step.startswith("restart")]
    t.equal("the first restart", restarts[0], "restart test_1")
    t.equal("verdict", plan["verdict"], "clean")
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS))
    t.equal("b", t.values("b"), dict.fromkeys(SERVERS, 1))
