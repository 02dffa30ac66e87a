"""One server has no such entry: it never heard of it, or it was told to forget it, or deleted it.

Saves forget deletions, so that nothing is written before somebody says what is right.
"""

from .. import family, truth
from ..healing import Healing, behind, classes, refusals

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    async with behind(t, "test_2"):
        await t.write("test_0", "hidden", "alive")
    await t.write("test_0", "deleted", "old")
    async with behind(t, "test_0"):
        await t.erase("test_1", "deleted")
    with t.net.network.deafened("test_1"):
        await t.write("test_0", "unheard", "alive")
        healing = Healing(t)
        result = await healing.heal()
    healing.holds(result)
    t.equal("classes", classes(result), dict.fromkeys(("hidden", "deleted", "unheard"), "one-sided"))
    told = refusals(result)
    t.equal("unheard", told["unheard"], "not-heard")
    t.equal("hidden", told["hidden"], "gone-there")
    t.equal("DistKV saves what is deleted", told["deleted"], "deleted" if family.NAME == "distkv" else "left-out")
    t.equal("no command", result["commands"], [])
    told = refusals(await healing.heal(await t.dump()))
    t.equal("a dump tells", told["deleted"], "deleted")
    await t.net.settle()
    await t.cut_and_heal("test_1")

    result = await healing.heal("--right", "hidden=test_0", "--right", "deleted=test_1")
    t.equal("what is done", {c["path"]: (c["do"], c["server"]) for c in result["commands"]}, {"hidden": ("write", "test_0"), "deleted": ("delete", "test_0")})
    t.equal("done", await healing.carry_out(result), 2)
    t.equal("hidden", t.values("hidden"), dict.fromkeys(SERVERS, "alive"))
    t.equal("deleted", t.values("deleted"), dict.fromkeys(SERVERS))
    healing.holds(await healing.heal())
    t.equal("differences", truth.differences(t.net), {})
