"""A living entry is in danger of an answer "deleted", and is kept from it by marks.

Superseded, on the server that misses the tick and on the one that calls it deleted: the
first asks no more, the second forgets that it was asked. Holders are not touched.
"""

from .. import rewritten

SERVERS = rewritten.SERVERS


async def story(t):
    tick = await rewritten.asked(t)
    plan = await t.plan("--settle", f"test_1:{tick}@test_3", "--settle-unproven")
    t.equal("marked on", sorted(c["server"] for c in plan["commands"]), ["test_1", "test_3"])
    await t.apply(plan)
    t.true("test_1 forgets that it was asked", not rewritten.remembered(t, tick))
    await rewritten.rejoin_all(t)
    t.equal("a", t.values("a"), rewritten.ALIVE)
    t.nothing_missing()
