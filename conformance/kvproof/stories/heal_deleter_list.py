"""Entries are made equal while a deleter list is in use; nothing dies of it, then or in restarts."""

from .. import truth
from ..healing import Healing, behind, differing

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.kv("test_0", "internal", "deleter", *SERVERS)
    for path in ("a", "b"):
        await t.write("test_0", path, "old")
    await t.write("test_0", "gone", "old")
    await t.erase("test_1", "gone")
    await t.until("the list is in use", lambda: all(truth.heard_of_deleters(t.net[name]) for name in SERVERS), 20)
    async with behind(t, "test_2"):
        await t.write("test_0", "a", "new")
        await t.write("test_1", "b", "new")
    healing = Healing(t)
    result = await healing.heal()
    healing.holds(result)
    t.equal("done", await healing.carry_out(result), 2)
    for name in ("test_2", "test_0"):
        await t.net.settle(600)
        await t.restart(name)
    await t.net.settle(600)
    for path in ("a", "b"):
        t.equal(path, t.values(path), dict.fromkeys(SERVERS, "new"))
    t.equal("what differs", differing(t.net), set())
