"""A living entry that another server would answer to be deleted: looked at, and settled.

Nothing re-joins before. Then it is written again where it lives, so that all have it.
"""

from .. import procedure, rewritten

SERVERS = rewritten.SERVERS


async def story(t):
    await rewritten.missed(t)
    plan, done = await procedure.carry_out(t)
    t.true("it is settled, and written again", done.done["settle"] and done.done["write"])
    t.equal("a", t.values("a"), rewritten.ALIVE)
    t.nothing_missing()
    await rewritten.rejoin_all(t)
    t.equal("a", t.values("a"), rewritten.ALIVE)
    t.true("sound", plan["verdict"] in ("clean", "unsound"))
