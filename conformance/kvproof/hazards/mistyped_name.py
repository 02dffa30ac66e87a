"""Why names are quoted so carefully: a name that nobody has is created.

The tick meant stays missing, and a server that never was stands in every dump.
"""

RULE = "unsafe-name"
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.mark("test_1", "--", "test_O", 2)
    t.true("it was created", "test_O" in t.net["test_1"]._nodes)
    t.equal("without a tick", t.net["test_1"]._nodes["test_O"].tick, None)
    report = await t.report()
    t.found(report, "phantom-node", "test_O")
