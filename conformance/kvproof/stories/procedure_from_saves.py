"""All servers stand still, and each misses something by its save file: they are started."""

from .. import procedure

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.deafened("test_1"):
        await t.write("test_0", "b", 1)
    with t.net.network.deafened("test_2"):
        await t.write("test_1", "c", 1)
    for name in SERVERS:
        await t.write(name, "last", name)
        await t.save(name, name)
    for name in SERVERS:
        await t.net.kill(name)
    stopped = {name: t.saved(name) for name in SERVERS}
    plan, done = await procedure.carry_out(t, stopped=stopped)
    t.equal("started", done.done["restart"], len(SERVERS))
    t.true("nothing is missing", plan["verdict"] in ("clean", "unsound"))
    for path in ("b", "c"):
        t.equal(path, t.values(path), dict.fromkeys(SERVERS, 1))
