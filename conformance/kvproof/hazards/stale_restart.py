"""What origin-behind forbids, whatever the tocks: marking what will be given out again.

A server was restarted from an old save file, and counts below what others heard of it.
Asked at once its tock is the lowest; asked often enough, the highest. Marked, the tick is
given out again for another change, and where the message is lost nobody asks for it.
"""

from .origin_behind import restarted

SERVERS = ("test_0", "test_1", "test_2")

RULE = "origin-behind"


async def story(t):
    tick = await restarted(t)
    await held(t, tick, "not-heard")
    while t.net["test_0"].tock < t.net["test_1"].tock:
        await t.dump(servers=("test_0",))
    await held(t, tick, RULE)

    for name in ("test_1", "test_2"):
        await t.mark(name, "--", "test_0", tick)
    with t.net.network.muted("test_0"):
        await t.write("test_0", "c", "new")
    t.equal("the tick is given out again", t.net["test_0"].node.tick, tick)
    t.net.network.heal()
    for name in SERVERS:
        await t.cut_and_heal(name)
    t.equal("damage", t.values("c"), {"test_0": "new", "test_1": None, "test_2": None})


async def held(t, tick, reason):
    """Dumped now, it is marked nowhere; nor if the dumps are said to be of one time."""
    folder = await t.dump()
    for name in ("test_1", "test_2"):
        t.left_alone([folder], name, "test_0", tick, reason)
        t.left_alone([folder], name, "test_0", tick, RULE, flags=("--together",))
