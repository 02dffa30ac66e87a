"""A server came back with old data and gave ticks out again: one change, two values.

No server ever tells the two apart; only saves show that the values differ.
"""

from ..healing import Healing, classes, refusals

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", "old")
    await t.save("test_0", "before")
    await t.write("test_0", "a", "first")
    await t.net.kill("test_0")
    t.net.network.split({"test_0"})
    await t.net.start("test_0", load=t.saved("before"))
    await t.write("test_0", "a", "second")
    t.net.network.heal()
    await t.net.settle()
    t.equal("a", t.values("a"), {"test_0": "second", "test_1": "first", "test_2": "first"})
    healing = Healing(t)
    result = await healing.heal()
    healing.holds(result)
    t.equal("class", classes(result)["a"], "forked")
    t.equal("nobody can tell", refusals(result)["a"], "needs-word")
    result = await healing.heal("--right", "a=test_1")
    t.equal("done", await healing.carry_out(result), 1)
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, "first"))
    healing.holds(await healing.heal())
