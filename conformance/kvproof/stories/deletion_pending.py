"""One server misses a deletion that the others have not purged yet.

It still shows the entry as living. A mark would make that a zombie, so the
deletion is left to the servers, which bring it when they re-join.
"""

from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    with t.net.network.deafened("test_1"):
        await t.erase("test_0", "b")
    await t.write("test_0", "c", 1)
    plan = await t.plan()
    t.equal("verdicts", set(verdicts(plan).values()), {("left", "deletion-pending")})
    t.equal("b before", t.value("test_1", "b"), 1)
    await t.repair()
    t.equal("b", t.values("b"), dict.fromkeys(SERVERS, None))
