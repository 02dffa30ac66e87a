"""Each of two servers alone has a deletion that the other misses.

Neither may be restarted. What one of them deleted is deleted on the other as well, where
the entry's last change is one that the deletion came after.
"""

from .. import procedure

SERVERS = ("test_0", "test_1")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    with t.net.network.deafened(*SERVERS):
        await t.erase("test_0", "a")
        await t.erase("test_1", "b")
        await t.net.settle()
    t.equal("a and b", [t.values("a"), t.values("b")], [{"test_0": None, "test_1": 1}, {"test_0": 1, "test_1": None}])
    plan, done = await procedure.carry_out(t)
    t.true("it was deleted elsewhere", done.done["write"])
    t.equal("verdict", plan["verdict"], "clean")
    t.equal("a and b", [t.values("a"), t.values("b")], [dict.fromkeys(SERVERS)] * 2)
