"""A gone server comes back with an entry that had been deleted and written again.

Meanwhile the deletion was missing on one server, and marked there: superseded, as another
called it deleted. Whoever asks for it now is told what does no harm, and gets the entry.
"""

from .. import returned
from ..promise import verdicts

SERVERS = returned.SERVERS


async def story(t):
    tick = await returned.living(t)
    plan = await t.plan("--together", gone=returned.GONE)
    t.equal("verdict", verdicts(plan)["test_3", "test_1", tick], ("steps", "deleted-elsewhere"))
    t.equal("kinds", {command["kind"] for command in plan["commands"]}, {"superseded"})
    await t.apply(plan)
    await returned.living_is_back(t)
    for name in t.net.alive:
        await t.cut_and_heal(name)
    t.equal("a", t.values("a"), dict.fromkeys(t.net.alive, "alive"))
    t.nothing_missing()
