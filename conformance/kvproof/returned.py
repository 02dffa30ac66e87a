"""Two scenes: a gone server comes back, after what was deleted has been marked.

Both end with a server that starts from an old file and so asks for everything: what is
answered then depends on the kind of the mark, and who else calls the tick deleted.
"""

from . import rewritten
from .cluster import NOTICE

SERVERS = (*rewritten.SERVERS, "test_4")

#: Who is gone when the living entry is, and when the deletions are forgotten.
GONE = ("test_0", "test_2", "test_4")
AWAY = ("test_3", "test_4")

ONLY_THERE = {"test_0": None, "test_1": None, "test_2": None, "test_3": 1}


async def living(t):
    """Leave test_3 to be marked for a deletion, while the entry lives on test_0, gone; its tick.

    The entry was deleted and written again. test_1 calls the deletion's tick deleted, and
    has the entry without that link; on test_0, which left a save, the link is in its chain.
    """
    await t.save("test_4", "early")
    await t.net.kill("test_4")
    tick = await rewritten.missed(t)
    await t.save("test_0", "living")
    for name in ("test_0", "test_2"):
        await t.net.kill(name)
    t.net.network.heal()
    return tick


async def living_is_back(t):
    """Let test_1 die, the living entry come back, and then who asks for everything."""
    await t.net.kill("test_1")
    await t.net.start("test_0", load=t.saved("living"))
    await t.net.settle()
    await t.net.start("test_4", load=t.saved("early"))
    await t.net.settle()


async def deleted(t):
    """Leave all who live without two deletions that only an older dump shows; their plan.

    test_3 is gone with the values that were deleted, test_4 from before there were any.
    """
    await t.save("test_4", "early")
    await t.net.kill("test_4")
    for path in ("a", "b", "c"):
        await t.write("test_0", path, 1)
    await t.save("test_3", "old values")
    await t.net.kill("test_3")
    for path in ("a", "b"):
        await t.erase("test_1", path)
    t.kept.append(await t.dump())
    await t.restart_all()
    await t.net.settle(NOTICE)
    return await t.plan("--together", gone=AWAY)


async def deleted_is_back(t):
    """Let the old values come back."""
    await t.net.start("test_3", load=t.saved("old values"))
    await t.net.settle()


async def asked_for(t):
    """Let a server start that asks for everything."""
    await t.net.start("test_4", load=t.saved("early"))
    await t.net.settle()
