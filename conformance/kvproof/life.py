"""Random life and damage, drawn from a seed, with every promise held all the way.

A few servers write, delete, go deaf and mute, are split, killed, restarted and
joined by new ones, and once in a while somebody marks what he should not. After
every step real dumps are taken and tickdiff is asked; in the end the cluster is
repaired by its plans.
"""

import random

from . import promise
from .cluster import NOTICE

#: Entries; few, so that servers often write the same.
PATHS = tuple(f"p.{number}" for number in range(8))

#: What may happen in a step, and how often.
ODDS = {
    "write": 30,
    "erase": 8,
    "mute": 6,
    "deafen": 6,
    "hear": 6,
    "split": 3,
    "heal": 4,
    "kill": 1,
    "restart": 2,
    "join": 1,
    "rash": 1,
    "wait": 3,
}

#: Steps from which dumps are thrown together.
SPAN = 8


class Life:
    """One life of one cluster."""

    odds = ODDS

    def __init__(self, trial, seed, steps):
        self.t = trial
        self.net = trial.net
        self.draw = random.Random(seed)
        self.steps = steps
        self.serial = 0
        self.dead = set()
        self.since = 0
        self.told = []

    async def live(self):
        """Live all steps, then heal, repair, and hold everything to be well."""
        for _ in range(self.steps):
            await self.step()
        self.net.network.heal()
        await self.net.settle()
        await self.look()
        await self.t.repair(gone=sorted(self.dead))

    async def step(self):
        """Let something happen, and look."""
        await self.deed()
        await self.look()

    async def deed(self):
        """One step of life."""
        deed = self.draw.choices(tuple(self.odds), tuple(self.odds.values()))[0]
        self.told.append(await getattr(self, deed)() or deed)

    async def look(self):
        """Dumps of all living servers, and what tickdiff makes of them."""
        gone = sorted(self.dead)
        report = await self.t.report("--all-segments", gone=gone)
        if not report["plan"]["commands"]:
            folder = self.t.folders[-1]
            promise.read_back(self.t.tool.predict([folder], gone), folder)
        promise.partition(self.net, report["plan"])
        promise.marks_nothing_present(self.net, report["plan"])
        promise.view(self.net, report)
        promise.diverged(self.net, report)
        files = self.mixed()
        promise.marks_hide_nothing(self.net, self.t.tool.plan(files, gone))
        promise.marks_hide_nothing(self.net, self.t.tool.plan(files, gone, "--together"), together=True)

    def mixed(self):
        """Dumps of different times: one or two of each server, since the last death."""
        recent = self.t.folders[max(self.since, len(self.t.folders) - SPAN):]
        files = []
        for name in self.net.alive:
            there = [file for folder in recent if (file := folder / f"{name}.yaml").exists()]
            files += self.draw.sample(there, min(len(there), self.draw.choice((1, 1, 2))))
        return files

    def anyone(self):
        """Some living server."""
        return self.draw.choice(self.net.alive)

    async def write(self):
        """Change some entry somewhere, a few times in a row now and then."""
        for _ in range(self.draw.choice((1, 1, 1, 2, 4))):
            await self.change(self.anyone())

    async def change(self, name):
        """A server changes some entry to what none was before."""
        self.serial += 1
        await self.t.write(name, self.draw.choice(PATHS), self.serial)

    async def erase(self):
        await self.t.erase(self.anyone(), self.draw.choice(PATHS))

    async def mute(self):
        self.net.network.mute.add(self.anyone())

    async def deafen(self):
        self.net.network.deaf.add(self.anyone())

    async def hear(self):
        self.net.network.mute.clear()
        self.net.network.deaf.clear()

    async def split(self):
        self.net.network.split({name for name in self.net.alive if self.draw.random() < 0.5})
        await self.net.settle(NOTICE)

    async def heal(self):
        self.net.network.heal()
        await self.net.settle(NOTICE)

    async def wait(self):
        await self.net.settle(self.draw.choice((5, 30, NOTICE)))

    async def kill(self):
        """Somebody's disk dies for good; two at least live on."""
        if len(self.net.alive) > 2:
            name = self.anyone()
            await self.net.kill(name)
            self.dead.add(name)
            self.since = len(self.t.folders)
            return f"kill {name}"

    async def restart(self):
        """A server is stopped in order, and started again from what it saved."""
        name = self.anyone()
        await self.t.restart(name)
        return f"restart {name}"

    async def join(self):
        """A new server comes, if somebody is there to tell it."""
        if not self.net.network.sides and len(self.net.members) < 7:
            await self.net.start(f"test_{len(self.net.members)}")

    async def rash(self):
        """Somebody marks all that a server misses, and asks nobody."""
        name = self.anyone()
        await self.t.mark(name, "--", "")
        return f"rash {name}"


async def live(trial, seed, steps):
    """Live one life; a broken promise tells what led to it."""
    life = Life(trial, seed, steps)
    try:
        await life.live()
    except promise.Broken as exc:
        exc.add_note("life so far: " + ", ".join(life.told))
        raise
