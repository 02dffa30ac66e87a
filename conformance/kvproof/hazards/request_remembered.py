"""Why a mark on the server that misses a tick is too late once it has asked.

Another server calls the tick deleted, and its answer was lost. It never forgets that it
was asked: when anybody re-joins it answers again, to all, and the living entry is
destroyed though nobody misses anything any more.
"""

from .. import rewritten

RULE = "deletion-race"
SERVERS = rewritten.SERVERS


async def story(t):
    tick = await rewritten.asked(t)
    report = await t.report()
    t.found(report, RULE, "test_1")

    await t.mark("test_3", "--", "test_1", tick)
    t.nothing_missing()
    report = await t.report()
    t.found(report, "deletion-answer", "test_1")
    await rewritten.rejoin_until(t, "test_0", lambda: t.value("test_0", "a") is None)
    await t.dump()
    gone = dict.fromkeys(("test_0", "test_2"))
    t.equal("damage", t.values("a"), rewritten.ALIVE | gone)
