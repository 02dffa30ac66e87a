"""Two servers wrote one entry, and neither heard of the other's change.

The operator says who is right: of one entry, or of all that conflict.
"""

from .. import truth
from ..healing import Healing, classes, hide, refusals

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    for path in ("a", "b", "c"):
        await t.write("test_2", path, 0)
    with t.net.network.muted("test_0", "test_1"), t.net.network.deafened("test_0", "test_1"):
        for path in ("a", "b", "c"):
            await t.write("test_0", path, "of test_0")
        for value in ("first of test_1", "of test_1"):
            for path in ("a", "b", "c"):
                await t.write("test_1", path, value)
    for name in ("test_0", "test_1"):
        await t.write(name, "heard", name)
    for name in SERVERS:
        await hide(t, name)
    healing = Healing(t)
    result = await healing.heal()
    healing.holds(result)
    t.equal("classes", classes(result), dict.fromkeys("abc", "conflict"))
    t.equal("nobody can tell", refusals(result), dict.fromkeys("abc", "needs-word"))
    t.equal("proposed", {d["proposed"] for d in result["differences"]}, {"test_1"})
    t.equal("verdict", (result["verdict"], result["commands"]), ("undecided", []))

    result = await healing.heal("--right", "a=test_0", "--right", "test_1")
    t.equal("it is decided", result["verdict"], "ready")
    t.equal("and done", await healing.carry_out(result), 3)
    for path, value in {"a": "of test_0", "b": "of test_1", "c": "of test_1"}.items():
        t.equal(path, t.values(path), dict.fromkeys(SERVERS, value))
    healing.holds(await healing.heal())
    t.equal("differences", truth.differences(t.net), {})
