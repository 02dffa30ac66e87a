"""All servers are restarted from their save files, and dumps of before were kept.

No save file holds a deletion that is not purged, so all servers miss two ticks: the
deletion, and what it deleted. Only the dumps of before still show them as deleted. They
are marked superseded: nothing is missing then, what lives goes on living, and what was
deleted stays so through re-joins, a deleter list and a restart of its member.
(DistKV's files hold deletions: nothing is missing.)
"""

from .. import truth
from ..cluster import NOTICE
from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")
FAMILIES = ("moat",)

#: Minutes until a deleter list is in use.
PATIENCE = 60


async def story(t):
    await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    written = t.net["test_0"].node.tick
    await t.write("test_2", "a", 2)
    await t.erase("test_1", "b")
    deletion = t.net["test_1"].node.tick
    t.kept.append(await t.dump())
    await t.restart_all()
    await t.net.settle(NOTICE)

    plan = await t.plan()
    forgotten = (("test_0", written), ("test_1", deletion))
    missing = {(name, *tick) for name in SERVERS for tick in forgotten}
    t.equal("verdicts", verdicts(plan), dict.fromkeys(missing, ("steps", "deleted-before")))
    t.equal("kinds", {command["kind"] for command in plan["commands"]}, {"superseded"})
    await t.repair()
    as_it_was(t)

    for name in SERVERS:
        await t.cut_and_heal(name)
    await t.kv("test_1", "internal", "deleter", "test_1")
    await t.until("the list is in use", lambda: truth.heard_of_deleters(t.net["test_0"]), PATIENCE)
    await t.restart("test_1")
    await t.net.settle(600)
    as_it_was(t)


def as_it_was(t):
    """Hold that nothing is missing, the one entry lives, and the other does not."""
    t.nothing_missing()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 2))
    t.equal("b", t.values("b"), dict.fromkeys(SERVERS, None))
