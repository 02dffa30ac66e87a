"""Why no command is ever printed without ticks or without a name.

Both mark whatever the server then misses: of that origin, or of all.
"""

RULE = "a command always has ticks and a name"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    with t.net.network.deafened("test_1", "test_2"):
        await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.mark("test_1", "--", "test_0")
    await t.mark("test_2", "--", "")
    await t.cut_and_heal("test_1")
    await t.cut_and_heal("test_2")
    t.equal("damage", t.values("a"), {"test_0": 1, "test_1": None, "test_2": None})
