"""Why "internal kill" is never advised: whoever ran it ends the others at a re-join.

A mark was mistyped, and somebody removes the name that it made. Restarted together from
full saves, before anything re-joins, the servers have forgotten it. Removed once more,
and left alone, the next re-join ends all servers but the one that was cut off, or that
one too. (DistKV's servers read what MoaT-KV's cannot, and go on.)
"""

from .. import console

RULE = "node-drop"
FAMILIES = ("moat",)
SERVERS = ("test_0", "test_1", "test_2", "test_3")


async def story(t):
    await t.write("test_0", "a", 1)
    await kill(t)
    await t.restart_all()
    t.equal("node_drop after that", dropping(t), dict.fromkeys(SERVERS, set()))
    for name in SERVERS:
        await t.cut_and_heal(name)
    t.equal("alive after that", set(t.net.alive), set(SERVERS))
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 1))

    await kill(t)
    t.net.lethal = (TypeError,)
    await t.cut_and_heal("test_0")
    t.true(f"damage: {t.net.died}", len(t.net.died) >= len(SERVERS) - 1)
    t.true("of that", all("unhashable type" in str(exc) for exc in t.net.died.values()))


async def kill(t):
    """All servers have heard of a mistyped name, and remove it; tickdiff says so."""
    await t.mark("test_0", "-b", "--", "tset_9", 3)
    await t.net.settle(2)
    await t.kv("test_0", "internal", "kill", "tset_9")
    await t.net.settle(2)
    t.equal("node_drop", dropping(t), dict.fromkeys(SERVERS, {("tset_9", None)}))
    folder = await t.dump()
    (folder / "test_0.yaml").write_text(await console.dropping(t.net, "test_0"))
    found = [f for f in t.tool.report([folder])["findings"] if f["id"] == RULE]
    t.equal("findings", [(f["severity"], f["servers"]) for f in found], [("critical", ["test_0"])])


def dropping(t):
    """Server -> what it tells the others to remove."""
    return {name: t.net[name].node_drop for name in t.net.alive}
