"""What deletion-race forbids: a re-join where one has the tick and another calls it deleted.

It is the usual cure for what is missing. Here all answer, and the answer "deleted"
destroys the entry on every server that has the tick in its chain, with its newer value.
Marking the tick superseded on the one that would answer does not keep it from it.
"""

from .. import rewritten

RULE = "deletion-race"
SERVERS = rewritten.SERVERS


async def story(t):
    tick = await rewritten.missed(t)
    report = await t.report()
    t.found(report, RULE, "test_1")
    await t.refused_or_left("test_3", "test_1", tick, "deletion-pending")

    await t.mark("test_1", "--", "test_1", tick)
    t.net.network.heal()
    await rewritten.rejoin_until(t, "test_3", lambda: t.value("test_0", "a") is None)
    await t.dump()
    gone = dict.fromkeys(("test_0", "test_2"))
    t.equal("damage", t.values("a"), rewritten.ALIVE | gone)
