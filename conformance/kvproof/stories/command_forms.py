"""Every form of command line that tickdiff prints, run, and its answer looked at.

forms.json has the forms, as tickdiff's own catalogue has them: a test there keeps it
true. MoaT-KV's are run by its real program, the first time; that takes seconds, so then,
and for DistKV, whose program starts with no companions to be had today, the program's
own group of commands takes the words.
"""

import contextlib
import json
import os
import pathlib

import msgpack
from moat.util import yload

from .. import console, family, truth

SERVERS = ("test_0", "test_1", "test_2")

CATALOGUE = pathlib.Path(__file__).parents[1] / "forms.json"


async def story(t):
    forms = {form["name"]: form[family.NAME] for form in json.loads(CATALOGUE.read_text())}
    t.equal("experiments", sorted(EXPERIMENTS), sorted(forms))
    await t.write("test_0", "a", 1)
    await t.kv("test_0", "internal", "deleter", "test_0")  # an internal entry
    await t.net.settle()
    for name, experiment in EXPERIMENTS.items():
        await experiment(t, Form(t, forms[name]))


class Form:
    """One form, to be run with words of the day in place of those in capitals."""

    def __init__(self, t, words):
        self.t = t
        self.words = words
        self.apart = True

    def argv(self, server, *extra, **named):
        """The words, with names put in, the server's port, and extra ones before the dashes."""
        port = str(self.t.net.members[server].port)
        given = {"HOST": ["127.0.0.1", "-p", port]} | {name: [str(word)] for name, word in named.items()}
        argv = [filled for word in self.words for filled in given.get(word, [word])]
        at = argv.index("--") if extra else 0
        return argv[:at] + list(extra) + argv[at:]

    async def run(self, server, *extra, stop_after=None, **named):
        """Run it on this server, the first time by the real program; what it printed."""
        apart, self.apart = self.apart, False
        return await console.program(self.t, self.argv(server, *extra, **named), stop_after, apart)

    async def answer(self, *args, **named):
        """What it printed, as data."""
        return yload(await self.run(*args, **named))

    async def fails(self, word, *args, **named):
        """It ends with an error that has this word."""
        try:
            said = await self.run(*args, **named)
        except console.CommandFailed as exc:
            self.t.true(f"the error is {word}: {exc}", word in str(exc))
        else:
            self.t.true(f"it fails, but said {said}", False)


async def state(t, form):
    answer = await form.answer("test_1")
    t.equal("node", answer["node"], "test_1")
    sections = {"nodes", "deleted", "missing", "remote_missing", "present", "superseded", "tock"}
    t.true(f"all is told: {sorted(answer)}", sections <= set(answer))


async def save(t, form):
    """The file is on the server's side, in its own folder, and has the internal entries."""
    name = f"{t.folder.name}-{t.net.members['test_0'].port}.save".replace(" ", "-")
    place = pathlib.Path(os.getcwd(), name)
    try:
        await form.run("test_0", FILE=name)
        t.true("it has internal entries", internal_entries(place))
    finally:
        place.unlink(missing_ok=True)
    plain = t.saved("plain")
    await console.program(t, [word for word in form.argv("test_0", FILE=plain) if word != "-f"])
    t.true("without -f it lacks them", plain.exists() and not internal_entries(plain))


async def log(t, form):
    """A new log closes the one before: DistKV's may be in no file until then."""
    await form.run("test_2", FILE=t.saved("log"))
    await t.write("test_0", "logged", "since")
    await t.net.settle(60)  # it is written when there is a pause
    await form.run("test_2", FILE=t.saved("next log"))
    await t.net.settle(60)
    values = [record.get("value") for record in records(t.saved("log"))]
    t.true(f"it has what stood there, and what changed: {values}", 1 in values and "since" in values)


async def mark_superseded(t, form):
    for extra in ((), ("--broadcast",)):
        tick = await lacking(t, "test_1", "test_2")
        answer = await form.answer("test_1", *extra, ORIGIN="test_0", TICK=tick)
        t.true(f"it is known: {answer}", has(answer["known"]["test_0"], tick))
        await t.net.settle(1)
        for name in ("test_1", "test_2"):
            got = "superseded" if extra or name == "test_1" else "missing"
            t.true(f"it is {got} on {name}", tick in truth.sets(t.net[name], "test_0")[got])


async def mark_deleted(t, form):
    tick = await lacking(t, "test_1")
    answer = await form.answer("test_1", ORIGIN="test_0", TICK=tick)
    t.true(f"it is deleted: {answer}", has(answer["deleted"]["test_0"], tick))
    t.true("it is missing no more", tick not in truth.sets(t.net["test_1"], "test_0")["missing"])


async def tick(t, form):
    missing = await lacking(t, "test_1")
    answer = await form.answer("test_0", ORIGIN="test_0", TICK=missing)
    t.equal("what has it", (answer["value"], answer["chain"]["node"], answer["chain"]["tick"]), (missing, "test_0", missing))
    t.true(f"its path: {answer}", str(answer["path"]))
    await form.fails(f"KeyError({missing}", "test_1", ORIGIN="test_0", TICK=missing)


async def value(t, form):
    """With -m DistKV shows the chain, too; MoaT-KV does not."""
    await t.write("test_0", "b.c", "seen")
    t.equal("value", await form.answer("test_1", PATH="b.c"), "seen")
    argv = form.argv("test_1", PATH="b.c")
    at = argv.index("data")
    answer = yload(await console.program(t, [*argv[:at], "-m", *argv[at:]]))
    t.equal("with -m", "chain" in answer, family.NAME == "distkv")


async def entry(t, form):
    """It goes on until it is stopped, so what is there stands before "uptodate".

    A deletion is not there, though it is pending.
    """
    await t.write("test_0", "gone", "was here")
    await t.erase("test_0", "gone")
    await t.write("test_0", "b.c", "seen")
    head = t.net["test_0"].node.tick
    for path, there in (("b.c", [("seen", "test_0", head)]), ("absent", []), ("gone", [])):
        said = await form.run("test_1", PATH=path, stop_after=6)
        all_said = list(yload(said, multi=True))
        end = [bool(part) and part.get("state") == "uptodate" for part in all_said].index(True)
        found = [(r["value"], r["chain"]["node"], r["chain"]["tick"]) for r in all_said[:end]]
        t.equal(f"entry {path}", found, there)


async def write_entry(t, form):
    await t.write("test_0", "d", "first")
    first = t.net["test_0"].node.tick
    await t.write("test_0", "d", "second")
    named = {"PATH": "d", "ORIGIN": "test_0"}
    await form.fails("ClientChainError", "test_1", TICK=first, VALUE="'third'", **named)
    t.equal("a stale change", t.values("d"), dict.fromkeys(SERVERS, "second"))
    await form.run("test_1", TICK=first + 1, VALUE="'third'", **named)
    await t.net.settle(1)
    t.equal("the last change", t.values("d"), dict.fromkeys(SERVERS, "third"))
    last = {"PATH": "d", "ORIGIN": "test_1", "TICK": t.net["test_1"].node.tick, "VALUE": "[2 * 2]"}
    if family.NAME == "distkv":
        await form.fails("List is not available", "test_1", **last)
    else:
        await form.run("test_1", **last)
        await t.net.settle(1)
        t.equal("a list", [list(value) for value in t.values("d").values()], [[4]] * 3)
    await form.run("test_1", PATH="absent", ORIGIN="test_0", TICK=first, VALUE="5")
    await t.net.settle(1)
    t.equal("where it is absent there is no guard", t.values("absent"), dict.fromkeys(SERVERS, 5))


async def rewrite_entry(t, form):
    """What the server has is written again, be it what it may; where there is nothing, nothing is spread."""
    await t.write("test_0", "f", {"deep": [1, b"\xff", None]})
    last = t.net["test_0"].node.tick
    await form.fails("ClientChainError", "test_1", PATH="f", ORIGIN="test_0", TICK=last - 1)
    await form.run("test_1", PATH="f", ORIGIN="test_0", TICK=last)
    await t.net.settle(1)
    held = truth.living(t.net["test_2"])[tuple(family.P("f"))]
    t.equal("who changed it last", held.head, ("test_1", t.net["test_1"].node.tick))
    t.equal("the value", (list(held.value), held.value["deep"][0], bytes(held.value["deep"][1])), (["deep"], 1, b"\xff"))
    with t.net.network.deafened("test_2"):
        await t.write("test_0", "absent on one", "alive")
    await form.run("test_2", PATH="absent:_on:_one", ORIGIN="test_0", TICK=last)
    await t.net.settle(1)
    t.equal("where it is absent there is no guard, and the others lose it", t.values("absent:_on:_one"), dict.fromkeys(SERVERS))
    await t.net.settle()


async def delete_entry(t, form):
    await t.write("test_0", "e", "first")
    last = t.net["test_0"].node.tick
    await form.fails("ClientChainError", "test_1", PATH="e", ORIGIN="test_0", TICK=last - 1)
    t.equal("a stale change", t.values("e"), dict.fromkeys(SERVERS, "first"))
    await form.run("test_1", PATH="e", ORIGIN="test_0", TICK=last)
    await t.net.settle(1)
    t.equal("the last change", t.values("e"), dict.fromkeys(SERVERS, None))


async def deleter(t, form):
    answer = await form.answer("test_1")
    t.equal("the list", list(answer["value"]["nodes"]), ["test_0"])


async def server(t, form):
    """Started from its file, a server serves, though it misses something: --force or not."""
    await lacking(t, "test_2")
    await t.save("test_2", "lacks")
    for extra in ((), ("--force",)):
        await t.net.kill("test_2")
        argv = [*form.argv("test_2", FILE=t.saved("lacks"), NAME="test_2"), *extra]
        with t.net.network.split_off("test_2"):
            await t.net.start_by_command("test_2", argv[argv.index("server") + 1 :])
            t.true("it misses something", truth.missing(t.net["test_2"]))
            answer = yload(await console.dump(t.net, "test_2"))
        t.true(f"it serves, and says so: {answer}", answer["missing"])
    await t.net.settle()


EXPERIMENTS = {
    "state": state,
    "save": save,
    "log": log,
    "mark-superseded": mark_superseded,
    "mark-deleted": mark_deleted,
    "tick": tick,
    "value": value,
    "entry": entry,
    "write-entry": write_entry,
    "rewrite-entry": rewrite_entry,
    "delete-entry": delete_entry,
    "deleter": deleter,
    "server": server,
}


async def lacking(t, *servers):
    """A tick of test_0 that these servers miss, and the others have."""
    number = t.net["test_0"].node.tick + 1
    with contextlib.ExitStack() as deaf:
        for name in servers:
            deaf.enter_context(t.net.network.deafened(name))
        await t.write("test_0", f"lacking.{number}", number)
    await t.write("test_0", "heard", number)
    for name in servers:
        t.true(f"{name} misses {number}", number in truth.sets(t.net[name], "test_0")["missing"])
    return number


def has(ranges, tick):
    """Whether ranges as printed hold a tick."""
    return any(begin <= tick < end for begin, end in (r if isinstance(r, list) else (r, r + 1) for r in ranges))


def records(file):
    """The records of a save file or log."""
    with file.open("rb") as stream:
        return list(msgpack.Unpacker(stream, ext_hook=lambda code, data: (code, data), raw=False, strict_map_key=False))


def internal_entries(file):
    """Whether a save file has any entry below the root's nil key."""
    paths = [record["path"] for record in records(file) if "path" in record]
    return any(path[1].startswith(b"\xc0") for path in paths if isinstance(path, tuple))
