"""The plan as a script, run by sh with the real command line against the real servers.

First the server believed gone comes back before the script is run: the evidence has
moved, and nothing may be marked. Then it is really gone: the script dumps the
survivors, has the plan checked, marks and verifies; run again it finds all done.
"""

from .. import truth

SERVERS = ("test_0", "test_1", "test_2")

#: The command "distkv" itself does not start with any companions to be had today.
FAMILIES = ("moat",)


async def story(t):
    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.save("test_0", "full")
    await t.net.kill("test_0")
    script = await t.script(gone=["test_0"])
    await t.net.start("test_0", load=t.saved("full"))
    await t.cut_and_heal("test_0")
    code, said = await t.sh(script, "--run")
    t.true(f"it stops: {code} {said}", code == 1 and "0 of 2 marks" in said)
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 1))

    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 2)
    await t.write("test_0", "b", 2)
    await t.net.kill("test_0")
    script = await t.script(gone=["test_0"])
    code, said = await t.sh(script)
    t.true(f"it says what it would do: {code} {said}", code == 0 and "Nothing was done" in said)
    t.true("nothing is done", truth.missing(t.net["test_1"]))
    code, said = await t.sh(script, "--run")
    t.true(f"it marks and verifies: {code} {said}", code == 0 and "2 of 2 marks" in said)
    t.nothing_missing()
    t.equal("a", t.values("a"), {"test_1": 1, "test_2": 1})
    code, said = await t.sh(script, "--run")
    t.true(f"all is done already: {code} {said}", code == 0 and "done already" in said)
