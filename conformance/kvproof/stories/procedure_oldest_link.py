"""A tick never arrives, since it is too deep in its chain: it is looked at, and settled."""

from .. import procedure, truth

SERVERS = ("test_0", "test_1", "test_2", "test_3")


async def story(t):
    with t.net.network.deafened("test_1"):
        for name in ("test_0", "test_2", "test_3"):
            await t.write(name, "a", name)
        await t.net.settle(20)
    plan, done = await procedure.carry_out(t)
    t.true("nothing is missing", plan["verdict"] in ("clean", "unsound"))
    t.true("it was settled", done.done["settle"])
    t.equal("missing", truth.missing(t.net["test_1"]), {})
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, "test_3"))
