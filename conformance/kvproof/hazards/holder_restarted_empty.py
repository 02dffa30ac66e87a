"""What the procedure forbids: restarting the only holder of a value without a file.

It comes back empty, and the value is gone everywhere; from a full save just taken it
would have kept it. (DistKV's would never serve: a server that starts empty waits there
while the one that it copies from misses anything.)
"""

SERVERS = ("test_0", "test_1", "test_2")
FAMILIES = ("moat",)


async def story(t):
    with t.net.network.deafened("test_1", "test_2"):
        await t.write("test_0", "a", 1)
        await t.net.settle()
    plan = await t.plan()
    restarted = [step for step in plan["next"] if step["do"] in ("restart", "rejoin") and step["server"] == "test_0"]
    t.equal("the holder is left alone", restarted, [])

    await t.net.kill("test_0")
    await t.net.start("test_0")
    for name in SERVERS:
        await t.cut_and_heal(name)
    t.equal("damage", t.values("a"), dict.fromkeys(SERVERS))
