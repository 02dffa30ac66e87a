"""What "tickdiff heal" says, done on real servers: saves of all, and its commands as they are printed."""

import contextlib

from moat.util import yload

from . import console, family, truth
from .promise import Broken


class Healing:
    """One cluster whose servers differ."""

    def __init__(self, trial):
        self.t = trial
        self.net = trial.net
        self.rounds = 0

    async def heal(self, *words):
        """What tickdiff makes of full saves of all living servers, taken now; words are flags, or dumps."""
        await self.saves()
        return self.again(*words)

    def again(self, *words):
        """The same of the saves that were taken last."""
        return self.t.tool.run("heal", "--format", "json", *self.words(), *words, self.folder).json

    async def saves(self):
        """Full saves in a new folder."""
        self.rounds += 1
        self.folder = self.t.folder / f"saves-{self.rounds}"
        self.folder.mkdir()
        for name in self.net.alive:
            await self.t.log(name, "save", "-f", self.folder / f"{name}.moat")

    def words(self):
        """Where the servers are, and whose commands are wanted; those that died are gone."""
        at = [word for name in self.net.alive for word in ("--at", f"{name}=127.0.0.1:{self.net.members[name].port}")]
        gone = [word for name in self.net.members if name not in self.net.alive for word in ("--gone", name)]
        return ["--dialect", family.NAME, *at, *gone]

    def script(self, *flags):
        """The script for the saves that were taken last."""
        path = self.t.folder / f"heal{self.rounds}.sh"
        self.t.tool.run("heal", "--format", "script", *self.words(), *flags, "-o", path, self.folder)
        return path

    async def carry_out(self, result):
        """Do what the commands say, one after the other, each if its looks are as before."""
        done = 0
        for command in result["commands"]:
            if await self.looked(command):
                await console.program(self.t, command["argv"])
                done += 1
        await self.net.settle(10)
        return done

    async def looked(self, command):
        """Whether each server that had the entry has it still, last changed as before."""
        for look in command["looks"]:
            try:
                answer = yload(await console.program(self.t, look["argv"]))
            except console.CommandFailed:
                return False
            last = look["last"]
            if (answer["chain"]["node"], answer["chain"]["tick"]) != (last["origin"], last["tick"]):
                return False
        for look in command["absent"]:
            try:
                if await console.program(self.t, look["argv"]):
                    return False
            except console.CommandFailed:
                return False
        return True

    async def until_equal(self, *flags):
        """Heal, save and heal again; the last result, in which nothing differs."""
        result = await self.heal(*flags)
        for _ in range(4):
            if not result["commands"]:
                break
            await self.carry_out(result)
            result = await self.heal()
        self.holds(result)
        return result

    def holds(self, result):
        """The classes are so, by the servers' own memory; and where it is clean, all is equal."""
        told = {d["path"] for d in result["differences"]}
        real = {str(family.path(path)) for path in differing(self.net)}
        if told != real:
            raise Broken(f"heal names {sorted(told)}, and {sorted(real)} differ")
        if (result["verdict"] == "clean") != (not real):
            raise Broken(f"heal is {result['verdict']}, and {sorted(real)} differ")


def differing(net):
    """The paths whose values differ between living servers, or that some server lacks."""
    held = [truth.living(net[name]) for name in net.alive]
    paths = set().union(*held)
    return {path for path in paths if len({packed(one.get(path)) for one in held}) > 1}


def packed(held):
    """A value as bytes, as servers save it; None where there is no entry."""
    return None if held is None else family.pack(in_order(held.value))


def in_order(value):
    """A value with its maps in one order: a server can get one in another order than it was sent in."""
    if isinstance(value, dict):
        return dict(sorted(((key, in_order(held)) for key, held in value.items()), key=repr))
    if isinstance(value, (list, tuple)):
        return [in_order(held) for held in value]
    return value


def classes(result):
    """Path -> class of all that differs."""
    return {d["path"]: d["class"] for d in result["differences"]}


def refusals(result):
    """Path -> reason of all that is not decided."""
    return {d["path"]: d["refusal"] for d in result["differences"] if d["refusal"]}


async def hide(t, server):
    """Mark all that a server misses, and ask nobody: what it had stays, and nothing is missing."""
    for origin, ticks in truth.missing(t.net[server]).items():
        await t.mark(server, "--", origin, *sorted(ticks))
    t.equal("missing", truth.missing(t.net[server]), {})


@contextlib.asynccontextmanager
async def behind(t, *servers):
    """What is changed meanwhile these servers do not hear of, and then it is marked there."""
    with t.net.network.deafened(*servers):
        yield
    for name in t.net.alive:
        if name not in servers:
            await t.write(name, f"heard.{name}", t.net[name].tock)
    for name in servers:
        await hide(t, name)
