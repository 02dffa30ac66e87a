"""A server writes, nobody hears, then it dies: what only it had is lost.

Undecided until the operator says that it will not come back; then the survivors
may be told to stop asking.
"""

from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.muted("test_0"):
        await t.write("test_0", "b", 1)
        await t.write("test_0", "a", 2)
    await t.write("test_0", "c", 1)
    await t.net.kill("test_0")

    plan = await t.plan()
    t.equal("undecided", set(verdicts(plan).values()), {("refused", "unseen-server")})
    t.equal("commands while undecided", plan["commands"], [])

    plan = await t.plan(gone=["test_0"])
    t.equal("lost", set(verdicts(plan).values()), {("steps", "lost")})
    await t.repair(gone=["test_0"])
    t.equal("a", t.values("a"), {"test_1": 1, "test_2": 1})
