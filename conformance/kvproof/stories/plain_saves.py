"""Servers are saved without -f: internal entries are in none of the files.

Nothing is missing anywhere. From plain saves alone tickdiff calls nothing lost; from full
ones it sees that all is well. A server started from its plain save, when all are, is
one that really misses them: then dumps tell, and the plan decides.
"""

from .. import console
from ..cluster import real_time
from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.write("test_0", ":n.hostmap.test_0", ["localhost", 27586])
    internal = t.net["test_0"].node.tick
    await t.write("test_1", "b", 1)
    t.nothing_missing()
    for name in SERVERS:
        await t.save(name, f"{name}-full")
        with real_time():
            await console.kv(t.net, name, "log", "save", t.saved(f"{name}-plain"))
    plain = [t.saved(f"{name}-plain") for name in SERVERS]
    refused = {(name, "test_0", internal): ("refused", "not-said") for name in SERVERS}
    t.equal("from plain saves", verdicts(t.tool.plan(plain)), refused)
    t.equal("from full ones", t.tool.plan([t.saved(f"{name}-full") for name in SERVERS])["verdict"], "clean")
    mixed = [*plain[:2], t.saved("test_2-full")]
    t.equal("from both", {why for _, why in verdicts(t.tool.plan(mixed)).values()}, {"alive-elsewhere"})

    for name in SERVERS:
        await t.net.kill(name)
    for name, file in zip(SERVERS, plain, strict=True):
        await t.net.start(name, load=file)
    await t.net.settle()
    lost = {(name, "test_0", internal): ("steps", "lost") for name in SERVERS}
    t.equal("from dumps of servers that started from them", verdicts(await t.plan()), lost)
    await t.repair()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 1))
