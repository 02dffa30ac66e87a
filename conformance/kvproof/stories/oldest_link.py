"""An entry was changed by three servers, and the oldest of the changes never arrives.

The server that missed all three asks when it re-joins, and some minutes later has the
entry: sent with its two newest links, as always. The third it misses for ever, though
it lacks nothing: dumped again, it is stuck, and to be settled.
"""

from .. import truth
from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2", "test_3")

async def story(t):
    with t.net.network.deafened("test_1"):
        for name in ("test_0", "test_2", "test_3"):
            await t.write(name, "a", name)
        await t.net.settle(20)
    oldest = ("test_1", "test_0", t.net["test_0"].node.tick)
    for _ in range(4):
        await t.cut_and_heal("test_1")
        if t.value("test_1", "a") == "test_3":
            break
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, "test_3"))

    for _ in range(2):
        plan = await t.plan()
        t.equal("verdicts", verdicts(plan), {oldest: ("left", "alive-elsewhere")})
        await t.cut_and_heal("test_1")
    settle = ("--settle", f"test_0:{oldest[2]}@test_1")
    await t.apply(await t.plan(*settle))
    t.equal("missing", truth.missing(t.net["test_1"]), {})
    await t.cut_and_heal("test_1")
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, "test_3"))
