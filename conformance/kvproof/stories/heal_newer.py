"""Nothing is missing any more, and two servers hold old values: their gaps were marked.

The server that has the newer value writes it again. What has changed since the saves is
left alone, and a second run writes nothing.
"""

from ..healing import Healing, behind, classes

SERVERS = ("test_0", "test_1", "test_2", "test_3")


async def story(t):
    for path in ("a", "b", "c"):
        await t.write("test_0", path, "old")
    async with behind(t, "test_1", "test_2"):
        await t.write("test_0", "a", "new")
        await t.write("test_3", "b", {"new": [1, None, b"\xff"]})
        await t.write("test_0", "c", "new")
    t.equal("a", t.values("a"), {"test_0": "new", "test_1": "old", "test_2": "old", "test_3": "new"})
    healing = Healing(t)
    result = await healing.heal()
    healing.holds(result)
    t.equal("classes", classes(result), dict.fromkeys("abc", "newer"))
    t.equal("verdict", result["verdict"], "ready")
    await t.write("test_0", "c", "newest")
    t.equal("what has moved is left alone", await healing.carry_out(result), 2)
    t.equal("and so is all of it the second time", await healing.carry_out(result), 0)
    result = await healing.heal()
    t.equal("all is equal", (result["verdict"], result["differences"]), ("clean", []))
    healing.holds(result)
    t.equal("c", t.values("c"), dict.fromkeys(SERVERS, "newest"))
