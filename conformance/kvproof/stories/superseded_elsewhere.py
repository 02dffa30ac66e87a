"""One server is deaf while an entry is written twice.

The first of the two ticks is in no chain any more, so nobody can send it; the
second is alive. One is marked, the other left.
"""

from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.deafened("test_1"):
        await t.write("test_0", "b", 1)
        await t.write("test_0", "b", 2)
    await t.write("test_0", "c", 1)
    latest = t.net["test_0"].node.tick
    plan = await t.plan()
    t.equal("verdicts", verdicts(plan), {
        ("test_1", "test_0", latest - 2): ("steps", "superseded-elsewhere"),
        ("test_1", "test_0", latest - 1): ("left", "alive-elsewhere"),
    })
    await t.repair()
    t.equal("b", t.values("b"), dict.fromkeys(SERVERS, 2))
