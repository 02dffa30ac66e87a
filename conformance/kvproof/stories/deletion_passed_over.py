"""A deletion comes too late, to a server whose entry is newer: it is passed over.

Yet its tick is deleted from then on, and goes on being missing: no server does that on
purpose, and it is the one breach of a dump's identity that nobody made. The plan still
accounts for the tick.
"""

from .. import rewritten, truth
from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.deafened("test_1"):
        await t.erase("test_0", "a")
    tick = t.net["test_0"].node.tick
    with t.net.network.deafened("test_2"):
        await t.write("test_0", "a", 2)

    def odd():
        sets = truth.sets(t.net["test_1"], "test_0")
        return tick in sets["deleted"] & sets["missing"]

    # Only test_2 is heard, which does not know that the entry was written again.
    t.net.network.drop = lambda sender, receiver, topic: sender == "test_0" or (receiver, topic) == ("test_2", "update")
    await rewritten.rejoin_until(t, "test_1", odd)
    report = await t.report()
    t.found(report, "deleted-unaccounted", "test_0")
    t.equal("verdict", verdicts(report["plan"])["test_1", "test_0", tick][1], "deletion-pending")

    t.net.network.heal()
    await t.repair()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 2))
