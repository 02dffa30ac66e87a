"""Servers come back after the others were made equal: one from a save of before, and one that was said to be gone.

The first takes what is new. The second has a change of its own, which nobody else had: it
conflicts again, and heal says so.
"""

from ..healing import Healing, behind, classes

SERVERS = ("test_0", "test_1", "test_2", "test_3")


async def story(t):
    for path in ("a", "b"):
        await t.write("test_0", path, "old")
    await t.net.settle()
    with t.net.network.split_off("test_3"):
        await t.write("test_3", "b", "of the one that is gone")
        await t.save("test_3", "gone")
        await t.net.kill("test_3")
        async with behind(t, "test_1"):
            await t.write("test_0", "a", "new")
            await t.write("test_2", "b", "new")
        healing = Healing(t)
        result = await healing.heal()
        t.equal("classes", classes(result), {"a": "newer", "b": "newer"})
        await t.save("test_1", "before")
        t.equal("done", await healing.carry_out(result), 2)
        await t.net.kill("test_1")
        await t.net.start("test_1", load=t.saved("before"))
        await t.net.settle()
        result = await healing.heal()
        healing.holds(result)
        t.equal("from an old save it takes what is new", result["verdict"], "clean")
    await t.net.start("test_3", load=t.saved("gone"))
    await t.net.settle()
    await t.cut_and_heal("test_3")
    result = await healing.heal()
    healing.holds(result)
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, "new"))
    if result["verdict"] != "clean":
        t.equal("what has come back conflicts", classes(result), {"b": "conflict"})
        await healing.carry_out(await healing.heal("--right", "b=test_2"))
    result = await healing.heal()
    healing.holds(result)
    t.equal("all is equal", result["verdict"], "clean")
