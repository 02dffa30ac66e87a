"""The last copy is lost, and somebody marked it deleted on one survivor only.

The other survivor is marked too: who has the tick deleted has nothing to send. Marked
superseded, as always, since that destroys nothing wherever the value has come back.
"""

from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.muted("test_0"):
        await t.write("test_0", "b", 1)
    await t.write("test_0", "c", 1)
    latest = t.net["test_0"].node.tick
    await t.net.kill("test_0")
    await t.mark("test_1", "--deleted", "--", "test_0", latest - 1)
    plan = await t.plan(gone=["test_0"])
    t.equal("verdicts", verdicts(plan), {
        ("test_2", "test_0", latest - 1): ("steps", "deleted-elsewhere"),
    })
    t.equal("kind", plan["commands"][0]["kind"], "superseded")
    await t.repair(gone=["test_0"])
