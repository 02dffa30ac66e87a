"""Why no mark is harmless on stale evidence where a deleter list is in use.

A superseded mark of living data destroys nothing by itself: with the list in use, the
holder kept its value through half an hour, re-joins, and restarts of the holder and of
another server. When the list's member restarts that lacks the value, it is gone everywhere.
Nobody need have touched the list.
"""

from .. import truth

RULE = "alive-elsewhere"
FAMILIES = ("moat",)
SERVERS = ("test_0", "test_1", "test_2")

#: Minutes, of waiting for the list and for its member.
PATIENCE = 60


async def story(t):
    await t.kv("test_1", "internal", "deleter", "test_1")
    await t.until("the list is in use", lambda: truth.heard_of_deleters(t.net["test_0"]), PATIENCE)
    await t.net.settle(600)
    with t.net.network.deafened("test_1", "test_2"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    await t.refused_or_left("test_1", "test_0", tick, RULE)

    for name in ("test_1", "test_2"):
        await t.mark(name, "--", "test_0", tick)
    await t.net.settle(1800)
    for name in SERVERS:
        await t.cut_and_heal(name)
    await t.restart("test_0")
    await t.restart("test_2")
    await t.net.settle(600)
    t.equal("so far it lives", t.values("a"), {"test_0": 1, "test_1": None, "test_2": None})
    await t.restart("test_1")
    await t.until("damage", lambda: t.value("test_0", "a") is None, PATIENCE)
    t.equal("damage", t.values("a"), dict.fromkeys(SERVERS, None))
