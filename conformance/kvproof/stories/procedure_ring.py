"""Three servers, and each alone has what the others miss: each is cut off in turn."""

from .. import procedure

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    with t.net.network.deafened(*SERVERS):
        for name in SERVERS:
            await t.write(name, f"of.{name}", name)
        await t.net.settle()
    for name in SERVERS:
        t.equal(f"holders of {name}", [n for n in SERVERS if t.value(n, f"of.{name}")], [name])
    plan, done = await procedure.carry_out(t)
    t.equal("verdict", plan["verdict"], "clean")
    for name in SERVERS:
        t.equal(name, t.values(f"of.{name}"), dict.fromkeys(SERVERS, name))
