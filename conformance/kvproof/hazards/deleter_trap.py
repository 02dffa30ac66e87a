"""Why a difference must be healed before the deleter list is touched.

Servers were told that living data is superseded. When the list is set, its members
compare what they have, and what one of them lacks is declared deleted: the value that
another had is gone everywhere. (DistKV's members were not seen to compare at that
moment. And a member of the list that finds the others again after a split dies of an
error of its own, so that is not tried.)
"""

RULE = "diverged"
FAMILIES = ("moat",)
SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    with t.net.network.deafened("test_1", "test_2"):
        await t.write("test_0", "a", 1)
    tick = t.net["test_0"].node.tick
    await t.write("test_0", "b", 1)
    for name in ("test_1", "test_2"):
        await t.mark(name, "--", "test_0", tick)
    report = await t.report()
    told = {(f["id"], f["origin"]) for f in report["findings"]}
    t.true(f"diverged is said: {told}", (RULE, "test_0") in told)

    await t.kv("test_1", "internal", "deleter", *SERVERS)
    for _ in range(60):
        await t.net.settle()
        if t.value("test_0", "a") is None:
            break
    t.equal("damage", t.values("a"), dict.fromkeys(SERVERS, None))
