"""A server that was cut off will be answered "deleted": the entry is written anew first.

The new change carries the chain, so that who called the tick deleted has it again, and
sends it.
"""

from .. import rewritten

SERVERS = rewritten.SERVERS


async def story(t):
    await rewritten.missed(t, cut_off=({"test_3"},))
    await t.write("test_0", "a", "anew")
    t.net.network.heal()
    await t.net.settle()
    await rewritten.rejoin_all(t)
    await t.repair()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, "anew"))
    t.nothing_missing()
