"""A server is restarted from its save file while a deletion is pending.

Save files do not hold deletions: it then misses a tick of its own, which the
others still have, and gets it back from them.
"""

from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.erase("test_0", "b")
    await t.save("test_0", "full")
    await t.net.kill("test_0")
    await t.net.start("test_0", load=t.saved("full"))
    plan = await t.plan()
    t.equal("verdicts", set(verdicts(plan).values()) - {("left", "deletion-pending")}, set())
    await t.repair()
    t.equal("b", t.values("b"), dict.fromkeys(SERVERS, None))
