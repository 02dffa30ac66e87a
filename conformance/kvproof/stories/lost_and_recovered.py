"""Updates get lost, later ones arrive: the data is alive on the writer.

A mark would stop the others from asking, so none may be given; when the servers
re-join they repair it themselves.
"""

from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 2)
        await t.write("test_0", "b", 1)
    await t.write("test_0", "c", 1)
    plan = await t.plan()
    t.equal("reasons", set(verdicts(plan).values()), {("left", "alive-elsewhere")})
    await t.repair()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 2))
    t.equal("b", t.values("b"), dict.fromkeys(SERVERS, 1))
