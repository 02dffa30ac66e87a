"""Two servers are each the only holder of something for the other.

A cut would not be noticed. So one is restarted, from a full save, and gets what it
misses; the next plan restarts the other.
"""

from .. import procedure

SERVERS = ("test_0", "test_1")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.deafened(*SERVERS):
        await t.write("test_0", "b", 1)
        await t.write("test_1", "c", 1)
        await t.net.settle()
    t.equal("asked in vain", [t.value("test_1", "b"), t.value("test_0", "c")], [None, None])
    plan, done = await procedure.carry_out(t)
    t.equal("verdict", plan["verdict"], "clean")
    t.true("restarts", done.done["restart"] in (1, 2))  # the first may do for both
    t.equal("b and c", [t.values("b"), t.values("c")], [dict.fromkeys(SERVERS, 1)] * 2)
