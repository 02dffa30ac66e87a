"""The same danger while nobody misses anything: a server that was cut off comes back.

It has not heard of the tick, so no plan has it. Once it is back it hears, and asks, and
the answer "deleted" destroys the entry on all that have the tick in its chain. Where the
entry was written anew before, as the check says, it lives.
"""

from .. import rewritten

RULE = "deletion-race"
SERVERS = rewritten.SERVERS


async def story(t):
    await rewritten.missed(t, cut_off=({"test_3"},))
    t.nothing_missing()
    report = await t.report()
    t.found(report, RULE, "test_1")

    t.net.network.heal()
    await t.net.settle()
    await rewritten.rejoin_until(t, "test_3", lambda: t.value("test_0", "a") is None)
    t.equal("damage", {name: t.value(name, "a") for name in ("test_0", "test_2")}, dict.fromkeys(("test_0", "test_2")))
