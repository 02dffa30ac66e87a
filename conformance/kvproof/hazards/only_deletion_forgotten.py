"""What the procedure forbids: restarting the only holder of a deletion, from a full save.

No save holds deletions. So nobody knows of it any more, and what was deleted lives on.
(DistKV's saves hold them.)
"""

SERVERS = ("test_0", "test_1")
FAMILIES = ("moat",)


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.deafened("test_1"):
        await t.erase("test_0", "a")
        await t.net.settle()
    plan = await t.plan()
    restarted = [step["server"] for step in plan["next"] if step["do"] == "restart"]
    t.equal("restarted", restarted, ["test_1"])

    await t.restart("test_0")
    await t.net.settle()
    t.equal("damage", t.value("test_1", "a"), 1)
