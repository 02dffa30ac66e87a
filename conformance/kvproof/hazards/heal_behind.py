"""A server writes an entry again that has not heard of a newer change elsewhere.

With MoaT-KV that change is lost everywhere; with DistKV the writer stays behind.

Its own guard holds, since its own entry has not changed. A look at all servers that have
the entry, as the script has it before each write, sees the newer change.
"""

from .. import console
from ..healing import Healing, behind

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", "old")
    async with behind(t, "test_1"):
        await t.write("test_0", "a", "new")
    healing = Healing(t)
    result = await healing.heal()
    with t.net.network.deafened("test_0"):
        await t.write("test_1", "a", "newest")
    t.equal("with the looks nothing is written", await healing.carry_out(result), 0)
    [command] = result["commands"]
    await console.program(t, command["argv"])
    await t.net.settle(10)
    t.true(f"without them the newest value is lost, or not on all: {t.values('a')}", t.value("test_0", "a") == "new")
