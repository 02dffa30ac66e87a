"""Two servers alone never notice that they were apart; only a restart makes one ask.

An update is lost and the server that misses it asks in vain, once. Cut off and back, with
three or more servers, it would ask again.
"""

from .. import truth

SERVERS = ("test_0", "test_1")


async def story(t):
    with t.net.network.deafened("test_1"):
        await t.write("test_0", "a", 1)
        tick = t.net["test_0"].node.tick
        await t.net.settle()
    for _ in range(3):
        await t.refused_or_left("test_1", "test_0", tick, "alive-elsewhere")
        await t.cut_and_heal("test_1")
    t.equal("it did not ask", t.value("test_1", "a"), None)

    await t.restart("test_1")
    await t.until("it has asked", lambda: not truth.missing(t.net["test_1"]), 10)
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 1))
