"""Both sides of a split write the same entry; healed, one of the values wins.

Whichever it is, it must be the same everywhere, or else be covered by a finding.
"""

SERVERS = ("test_0", "test_1", "test_2", "test_3")


async def story(t):
    await t.write("test_0", "a", 1)
    t.net.network.split({"test_0", "test_1"}, {"test_2", "test_3"})
    await t.net.settle()
    await t.write("test_0", "a", "left")
    await t.write("test_2", "a", "right")
    await t.write("test_3", "a", "right again")
    await t.erase("test_1", "a")
    t.net.network.heal()
    await t.net.settle()
    await t.repair()
    allowed = {"left", "right again", None}
    t.true(f"one of both: {t.values('a')}", set(t.values("a").values()) <= allowed)
