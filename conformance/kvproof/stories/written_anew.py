"""The same danger, ended by writing the entry anew on a server that has the tick.

The new change carries the chain, so that nobody calls the tick deleted with nothing to
send. The server that missed it has the value and goes on missing the tick: it is told
that it is superseded.
"""

from .. import rewritten, truth

SERVERS = rewritten.SERVERS


async def story(t):
    tick = await rewritten.asked(t)
    await t.write("test_0", "a", "alive")
    t.true("test_1 has it again", tick in rewritten.sets(t, "test_1")["present"])
    await rewritten.rejoin_all(t)
    t.equal("a", t.values("a"), rewritten.ALIVE)

    if truth.missing(t.net["test_3"]):
        await t.mark("test_3", "--", "test_1", tick)
        await t.cut_and_heal("test_3")
    t.equal("a", t.values("a"), rewritten.ALIVE)
    t.nothing_missing()
