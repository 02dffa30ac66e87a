"""A scene: an entry was deleted and written anew, and one server answers "deleted" for it.

Of the tick of the deletion, test_0 and test_2 have it present, as the third link of the
living entry. test_1, which made it, missed the writing anew and got it later, with the
two newest links only: it has the tick deleted, and nothing to send. test_3 missed all of
it. Who asks is told "deleted", and that answer is news for all servers.
"""

from . import truth
from .cluster import NOTICE

SERVERS = ("test_0", "test_1", "test_2", "test_3")

#: Re-joins within which what is to happen in a re-join did happen, in all runs.
TRIES = 8

ALIVE = dict.fromkeys(SERVERS, "alive")


async def missed(t, cut_off=()):
    """Set the scene, test_3 having heard and asked nothing; the deletion's tick.

    If it is cut off it does not even know of the tick.
    """
    await t.write("test_0", "a", 1)
    t.net.network.split(*cut_off)
    t.net.network.mute.add("test_3")
    t.net.network.deaf.add("test_3")
    await t.erase("test_1", "a")
    tick = t.net["test_1"].node.tick
    with t.net.network.deafened("test_1"):
        await t.write("test_2", "a", 2)
        await t.write("test_0", "a", "alive")
    await rejoin_until(t, "test_1", lambda: not truth.missing(t.net["test_1"]), cut_off)
    t.equal("before", t.values("a"), ALIVE | {"test_3": 1})
    for name in ("test_0", "test_2"):
        t.true(f"{name} has the tick", tick in sets(t, name)["present"])
    t.true("test_1 has it not", tick in sets(t, "test_1")["deleted"] - sets(t, "test_1")["present"])
    return tick


async def asked(t):
    """The same, but test_3 has asked and has the entry; only what test_1 answered was lost."""
    tick = await missed(t)
    t.net.network.heal()
    t.net.network.mute.add("test_1")
    await rejoin_until(t, "test_3", lambda: t.value("test_3", "a") == "alive" and remembered(t, tick))
    t.net.network.heal()
    t.equal("all have it", t.values("a"), ALIVE)
    t.equal("missing", truth.missing(t.net["test_3"]), {"test_1": {tick}})
    return tick


async def rejoin_until(t, name, holds, cut_off=()):
    """Cut one server off and let it back till it holds, and keep all else as it is."""
    for _ in range(TRIES):
        t.net.network.split({name}, *cut_off)
        await t.net.settle(NOTICE)
        t.net.network.split(*cut_off)
        await t.net.settle()
        if holds():
            return
    t.true(f"re-joins of {name} do it", False)


def sets(t, name):
    """What a server has of the origin of the deletion."""
    return truth.sets(t.net[name], "test_1")


def remembered(t, tick):
    """Whether test_1 still has in mind that somebody asked for the tick."""
    return tick in truth.ticks(t.net["test_1"]._nodes["test_1"].remote_missing)


async def rejoin_all(t):
    """Every server is cut off and let back, and is there to answer the others."""
    for name in SERVERS:
        await t.cut_and_heal(name)
