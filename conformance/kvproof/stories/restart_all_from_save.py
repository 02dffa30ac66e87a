"""All servers are restarted from their save files at once.

A deletion that was pending stands in none of them: it is missing everywhere,
its origin's server too. All were asked, nobody has it: lost, and marked. (DistKV did
save deletions: nothing is missing.)
"""

from .. import family
from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.erase("test_0", "b")
    await t.restart_all()
    await t.net.settle()
    plan = await t.plan()
    missing = {(name, "test_0", t.net["test_0"].node.tick) for name in SERVERS}
    lost = {} if family.NAME == "distkv" else dict.fromkeys(missing, ("steps", "lost"))
    t.equal("verdicts", verdicts(plan), lost)
    await t.repair()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 1))
