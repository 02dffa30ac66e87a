"""The power fails: no server can be asked, and all there is are their save files.

A deletion was pending, which no file holds, and test_1 had not heard of a value.
tickdiff reads the files alone. Its script starts both servers, in processes of their
own, marks them, has them saved, and ends them. From the new files only the value is
missing still, and test_0 sends it.

This module, run as a program, is such a server: the command "moat kv server" starts
only where MoaT-Link is at work, and does no more than this.
"""

import argparse
import pathlib
import shlex
import sys

import trio
from asyncscope import main_scope, scope
from moat.util import attrdict, combine_dict

from .. import family, truth
from ..promise import verdicts

SERVERS = ("test_0", "test_1")

#: DistKV's files hold deletions, and its command does not start.
FAMILIES = ("moat",)


async def story(t):
    await t.write("test_0", ":n.hostmap.test_0", ["localhost", 27586])  # else full saves look plain
    await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.erase("test_0", "b")
    deletion = t.net["test_0"].node.tick
    with t.net.network.muted("test_0"):
        await t.write("test_0", "c", 1)
    await t.write("test_0", "d", 1)
    for name in SERVERS:
        await t.save(name, name)
        await t.net.kill(name)

    files = [t.saved(name) for name in SERVERS]
    plan = t.tool.plan(files)
    lost = {(name, "test_0", deletion): ("steps", "lost") for name in SERVERS}
    alive = {("test_1", "test_0", deletion + 1): ("left", "alive-elsewhere")}
    t.equal("verdicts", verdicts(plan), lost | alive)
    t.equal("entries", [entry["path"] for entry in plan["entries"]], ["c"])
    outcomes = {(s["server"], f["outcome"]) for s in plan["starts"] for f in s["authoritative"]}
    t.true(f"--authoritative is warned of: {outcomes}", ("test_1", "diverges") in outcomes)
    await as_warned(t)

    code, said = await t.sh(starting_script(t, files), "--run", "--wait", "60")
    t.true(f"it starts, marks, verifies and ends: {code} {said}", code == 0 and "2 of 2 marks" in said)
    t.true(f"all have ended: {said}", not any(w in said for w in ("still runs", "still answers")))
    saved = sorted(t.folder.glob("tickdiff-*/saved/*.moat"))
    t.equal("what the new files lack", set(verdicts(t.tool.plan(saved))) - set(alive), set())

    for name, file in zip(SERVERS, saved, strict=True):
        await t.net.start(name, load=file)
    t.equal("missing on test_0", truth.missing(t.net["test_0"]), {})
    await t.net.settle()
    await t.repair()
    for path, value in {"a": 1, "b": None, "c": 1, "d": 1}.items():
        t.equal(path, t.values(path), dict.fromkeys(SERVERS, value))


async def as_warned(t):
    """Started with --authoritative, test_1 never asks for the value, and lacks it, silently."""
    await t.net.start("test_0", load=t.saved("test_0"))
    await t.net.start("test_1", load=t.saved("test_1"), authoritative=True)
    await t.net.settle()
    t.equal("missing on test_1", truth.missing(t.net["test_1"]), {})
    t.equal("c", t.values("c"), {"test_0": 1, "test_1": None})
    for name in SERVERS:
        await t.net.kill(name)


def starting_script(t, files):
    """The plan from the files as a script that starts the servers from them."""
    path = t.folder / "repair.sh"
    flags = []
    for name, file in zip(SERVERS, files, strict=True):
        port = t.net.members[name].port
        flags += ["--at", f"{name}=127.0.0.1:{port}", "--start", f"{name}={command(t, port, file, name)}"]
    t.tool.run("plan", "--format", "script", *flags, "-o", path, *files)
    return path


def command(t, port, file, name):
    """What starts a server, as an operator would type it."""
    here = pathlib.Path(__file__).parents[2]
    words = ["env", f"PYTHONPATH={here}", sys.executable, "-m", __name__, t.net._broker_port, port, "-l", file, name]
    return shlex.join(map(str, words))


async def serve(broker, port, load, name, force):
    """A server in a process of its own, until that is told to end."""
    own = {
        "server": {
            "bind_default": {"host": "127.0.0.1", "port": port, "ssl": False},
            "backend": "mqtt",
            "mqtt": {"uri": f"mqtt://127.0.0.1:{broker}/"},
            "ping": {"cycle": 1, "gap": 0.2},
        },
    }
    with family.configured():
        async with main_scope(name), scope.using_scope():
            server = family.Server(name, cfg=combine_dict(own, family.config(), cls=attrdict))
            await server.load(path=load, local=True)
            await server.serve(force=force)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("broker", type=int)
    parser.add_argument("port", type=int)
    parser.add_argument("-l", "--load", required=True)
    parser.add_argument("-f", "--force", action="store_true")
    parser.add_argument("name")
    asked = parser.parse_args()
    trio.run(serve, asked.broker, asked.port, asked.load, asked.name, asked.force)
