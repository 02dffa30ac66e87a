"""All servers are restarted from their save files at once.

A deletion that was pending stands in none of them: it is missing everywhere,
its origin's server too. All were asked, nobody has it: lost, and marked.
"""

from ..promise import verdicts

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.erase("test_0", "b")
    for name in SERVERS:
        await t.save(name, name)
    for name in SERVERS:
        await t.net.kill(name)
    for name in SERVERS:
        await t.net.start(name, load=t.saved(name))
    await t.net.settle()
    plan = await t.plan()
    t.equal("verdicts", set(verdicts(plan).values()), {("steps", "lost")})
    t.true("its own server misses it", any(key[0] == "test_0" for key in verdicts(plan)))
    await t.repair()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 1))
