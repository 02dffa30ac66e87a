"""The script of heal, run by sh with the real commands: it writes what is as it was, and nothing else."""

from ..healing import Healing, behind

SERVERS = ("test_0", "test_1", "test_2")

FAMILIES = ("moat",)


async def story(t):
    for path in ("b.c", "it's"):
        await t.write("test_0", path, "old")
    async with behind(t, "test_1"):
        for path in ("b.c", "it's"):
            await t.write("test_0", path, "new")
    healing = Healing(t)
    await healing.saves()
    script = healing.script()
    code, said = await t.sh(script)
    t.true(f"it only says what it would do: {code} {said}", code == 0 and "Nothing was done" in said)
    with t.net.network.deafened("test_0"):
        await t.write("test_1", "b.c", "newest")  # its server would overwrite what it has not heard of
    code, said = await t.sh(script, "--run")
    t.true(f"what has moved elsewhere is left alone: {code} {said}", code == 1 and "1 of 2 entries were written, 1 left alone" in said)
    await t.net.settle(10)
    t.equal("it's", t.values("it's"), dict.fromkeys(SERVERS, "new"))
    t.equal("b.c", t.value("test_1", "b.c"), "newest")
