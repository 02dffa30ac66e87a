"""The deleter list is set, an entry deleted, and after some hours purged.

Until then its ticks are deleted and present at once; afterwards superseded.
Deletions from before the list was set are never purged.
"""

from .. import truth

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "old", 1)
    await t.erase("test_0", "old")
    early = t.net["test_0"].node.tick
    await t.net.settle()
    await t.kv("test_0", "internal", "deleter", *SERVERS)
    await t.net.settle()
    await t.write("test_0", "a", 1)
    await t.erase("test_0", "a")
    late = t.net["test_0"].node.tick
    sets = truth.sets(t.net["test_1"], "test_0")
    t.true("pending", late in sets["present"] and late in sets["deleted"])

    await t.until("purged everywhere", lambda: purged(t, late), 240)
    for name in SERVERS:
        sets = truth.sets(t.net[name], "test_0")
        t.true(f"{late} is superseded on {name}", late in sets["superseded"] - sets["deleted"])
        t.true(f"{early} is never purged on {name}", early in sets["present"] & sets["deleted"])
    plan = await t.plan()
    t.equal("verdict", plan["verdict"], "clean")
    await t.repair()


def purged(t, tick):
    """Whether all servers have purged this tick: after half an hour to some hours."""
    present = (truth.sets(t.net[name], "test_0")["present"] for name in SERVERS)
    return not any(tick in held for held in present)
