"""Why a difference must be healed before there is a deleter list.

Servers were told that living data is superseded. A member of the list that restarts
makes the others compare what they have with what it has, and what it lacks is declared
deleted: the value that another had is gone everywhere. Setting a list of three did so
too, in 13 of 21 clusters: there it depends on who has his turn when.

(DistKV's members were not seen to compare. And a member that finds other members again,
after a split or its restart, can die of an error of its own: so here there is one.)
"""

from .. import truth

RULE = "diverged"
FAMILIES = ("moat",)
SERVERS = ("test_0", "test_1", "test_2")

#: Minutes; the member's first turns are over within two or three.
PATIENCE = 60


async def story(t):
    with t.net.network.deafened("test_1", "test_2"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    for name in ("test_1", "test_2"):
        await t.mark(name, "--", "test_0", tick)
    report = await t.report()
    t.found(report, RULE, "test_0")

    await t.kv("test_1", "internal", "deleter", "test_1")
    await t.until("the list is in use", lambda: truth.heard_of_deleters(t.net["test_0"]), PATIENCE)
    await t.restart("test_1")
    await t.until("damage", lambda: t.value("test_0", "a") is None, PATIENCE)
    t.equal("damage", t.values("a"), dict.fromkeys(SERVERS, None))
