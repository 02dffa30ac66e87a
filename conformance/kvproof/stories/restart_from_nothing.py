"""A server loses its disk and comes back empty: it copies everything.

Pending deletions are not copied; those it gets when asked for, or are left.
"""

from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.write("test_1", "b", 2)
    await t.erase("test_1", "b")
    await t.net.kill("test_2")
    await t.net.start("test_2")
    await t.net.settle()
    reasons = set(verdicts(await t.plan()).values())
    t.equal("verdicts", reasons - {("left", "deletion-pending")}, set())
    await t.repair()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 1))
    t.equal("b", t.values("b"), dict.fromkeys(SERVERS, None))
