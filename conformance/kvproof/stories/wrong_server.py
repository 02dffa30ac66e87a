"""The operator has the addresses of two servers the wrong way round.

test_1 misses what test_2 has, and that is not to be marked on test_2. The script asks
each server who it is, says which answered as which, and stops before anything is
marked; with the right addresses it goes on.
"""

from .. import truth

SERVERS = ("test_0", "test_1", "test_2")

#: The command "distkv" itself does not start with any companions to be had today.
FAMILIES = ("moat",)


async def story(t):
    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.net.kill("test_0")
    await t.dump()
    ports = {name: t.net.members[name].port for name in t.net.alive}
    swapped = t.scripted(gone=["test_0"], ports={"test_1": ports["test_2"], "test_2": ports["test_1"]})
    before = {name: truth.missing(t.net[name]) for name in t.net.alive}
    code, said = await t.sh(swapped, "--run")
    t.true(f"it stops: {code} {said}", code == 1 and "0 of 2 marks" in said)
    for name, other in (("test_1", "test_2"), ("test_2", "test_1")):
        told = f"asked for {name} at 127.0.0.1 port {ports[other]}, a server answered as: {other} "
        t.true(f"it says which answered as which: {said}", told in said)
    t.equal("missing", {name: truth.missing(t.net[name]) for name in t.net.alive}, before)
    t.equal("saved", list(t.folder.glob("tickdiff-*.moat")), [])

    code, said = await t.sh(await t.script(gone=["test_0"]), "--run")
    t.true(f"it marks and verifies: {code} {said}", code == 0 and "2 of 2 marks" in said)
    t.nothing_missing()
    t.equal("saved", len(list(t.folder.glob("tickdiff-*.moat"))), 2)
