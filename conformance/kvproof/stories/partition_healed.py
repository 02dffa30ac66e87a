"""The net splits in two, both sides write on, then it heals.

While it is split nothing is missing, yet each side lacks the other's data: the
dumps show it only as servers that have not heard of an origin's last ticks.
"""

SERVERS = ("test_0", "test_1", "test_2", "test_3")


async def story(t):
    await t.write("test_0", "a", 1)
    t.net.network.split({"test_0", "test_1"}, {"test_2", "test_3"})
    await t.net.settle()
    await t.write("test_0", "left", 1)
    await t.write("test_1", "left", 2)
    await t.write("test_3", "right", 3)
    report = await t.report()
    t.equal("missing", report["plan"]["left"] + report["plan"]["steps"], [])
    for origin in ("test_0", "test_1", "test_3"):
        t.found(report, "behind", origin)
    t.net.network.heal()
    await t.net.settle()
    await t.repair()
    t.equal("left", t.values("left"), dict.fromkeys(SERVERS, 2))
    t.equal("right", t.values("right"), dict.fromkeys(SERVERS, 3))
