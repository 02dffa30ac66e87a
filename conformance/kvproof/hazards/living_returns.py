"""What --deleted does where a gone server comes back with the entry written again.

One server misses a deletion that another calls deleted; the entry was written again, and
those who have it so are gone. A plan marks the tick superseded. Marked --deleted, that
server answers "deleted" when somebody asks: the entry that came back is destroyed, with
its newer value, on the server that held it, and at times on all.
"""

from .. import returned

RULE = "no step of a plan marks deleted"
SERVERS = returned.SERVERS


async def story(t):
    tick = await returned.living(t)
    plan = await t.plan("--together", gone=returned.GONE)
    t.equal("kinds", {command["kind"] for command in plan["commands"]}, {"superseded"})

    await t.mark("test_3", "--deleted", "--", "test_1", tick)
    await returned.living_is_back(t)
    t.equal("damage", t.value("test_0", "a"), None)
