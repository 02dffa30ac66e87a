"""The whole outage as the guide tells it: collect, plan, repair, collect, verify.

test_0 dies with a change that nobody has, and test_2 was deaf for its last ones. So by
plain dumps test_2 may have heard of them since. A collection shows that it has not: what
is lost is marked. The scripts run in sh, with the real command line, on real servers.
"""

from .. import truth
from ..tool import DIALECT, words

SERVERS = ("test_0", "test_1", "test_2")

#: The command "distkv" itself does not start with any companions to be had today.
FAMILIES = ("moat",)


async def story(t):
    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 1)
    with t.net.network.deafened("test_2"):
        await t.write("test_0", "b", 1)
    lost = t.net["test_0"].node.tick - 1
    await t.net.kill("test_0")
    t.left_alone([await t.dump()], "test_1", "test_0", lost, "not-heard", gone=["test_0"])

    case = t.folder.resolve() / "case"
    places = [f"{name}=127.0.0.1:{t.net.members[name].port}" for name in SERVERS]
    before = {name: truth.entries(t.net[name]) for name in t.net.alive}
    await collect(t, case, *words("--at", places))
    with (case / "case.yaml").open("a") as file:
        file.write("gone: {test_0: its disk broke}\n")
    plan = t.tool.run("plan", "--format", "json", case).json
    t.equal("steps", [(s["server"], s["origin"], s["reason"]) for s in plan["steps"]], [("test_1", "test_0", "lost")])
    t.equal("entries", {name: truth.entries(t.net[name]) for name in t.net.alive}, before)

    t.tool.run("plan", "--format", "script", "-o", t.folder / "repair.sh", case)
    code, said = await t.sh((t.folder / "repair.sh").resolve(), "--run")
    t.true(f"it marks and verifies: {code} {said}", code == 0 and "1 of 1 marks" in said)
    t.nothing_missing()
    await collect(t, case)
    t.equal("verified", t.tool.run("verify", "--format", "json", case).json["verdict"], "done")


async def collect(t, case, *where):
    """Have the script collect into the case: all that live answer, and nothing changes."""
    script = t.folder.resolve() / f"collect{len(list(case.glob('collection-*')))}.sh"
    t.tool.run("collect", *DIALECT, *where, "--into", case, "-o", script)
    code, said = await t.sh(script, "--wait", "30")
    t.true(f"it collects: {code} {said}", code == 0 and "2 of 3 servers answered in both rounds" in said)
    t.true(f"it says who does not answer: {said}", "test_0 at 127.0.0.1" in said and "DID NOT ANSWER" in said)
