"""Random life that is recorded: damage of every kind, and dumps of many times.

Nothing is promised here, and nothing repaired. Servers go back to what they once
saved, lose all they had, or die for good, and dumps are taken before and after, so
that what they say together need never have been so.
"""

import random

from .cluster import NOTICE, SETTLE
from .life import PATHS, Life
from .recorder import Recorder

#: What may happen in a step, and how often.
ODDS = {
    "write": 40,
    "busy": 4,
    "erase": 12,
    "mute": 8,
    "deafen": 10,
    "lose": 8,
    "hear": 10,
    "split": 3,
    "cut": 4,
    "heal": 3,
    "keep": 5,
    "log": 4,
    "kill": 5,
    "restart": 4,
    "wipe": 2,
    "join": 1,
    "rash": 1,
    "wait": 3,
}

#: Steps between two snapshots.
BETWEEN = 4

#: Odds that something happens between the rounds of a collection.
MEANWHILE = 0.4

#: Odds that a change writes what many others wrote.
ALIKE = 0.15


class Wild(Life):
    """One recorded life of one cluster."""

    odds = ODDS

    def __init__(self, trial, seed, steps):
        super().__init__(trial, seed, steps)
        self.recorder = Recorder(trial, self.draw, self.told)
        self.saves = {}
        self.logs = {}

    async def live(self):
        """Live all steps; every few of them a snapshot is written."""
        if self.draw.random() < 0.5:
            await self.t.kv(self.anyone(), "internal", "deleter", *self.net.alive)
            self.recorder.note("deleters")
        for step in range(1, self.steps + 1):
            self.recorder.step = step
            await self.deed()
            await self.recorder.glance()
            if step % BETWEEN == 0:
                await self.recorder.snapshot(sorted(self.dead))
                await self.recorder.collect(lambda: sorted(self.dead), self.meanwhile)

    async def meanwhile(self):
        """Something may happen while servers are collected: mostly nothing."""
        if self.draw.random() < MEANWHILE:
            await self.deed()

    async def change(self, name):
        """A server changes some entry, now and then to the same as others."""
        self.serial += 1
        value = "alike" if self.draw.random() < ALIKE else self.serial
        await self.t.write(name, self.draw.choice(PATHS), value)

    async def busy(self):
        """One or two servers change much in a row."""
        writers = [self.anyone() for _ in range(self.draw.choice((1, 2)))]
        for _ in range(self.draw.randrange(5, 20)):
            await self.change(self.draw.choice(writers))

    async def lose(self):
        """From now on, any message may be lost."""
        odds, lost = self.draw.choice((0.1, 0.3, 0.5)), random.Random(self.draw.random())
        self.net.network.drop = lambda *_: lost.random() < odds

    async def hear(self):
        await super().hear()
        self.net.network.drop = None

    async def cut(self):
        """One server is cut off from all others."""
        self.net.network.split({self.anyone()})
        await self.net.settle(NOTICE)

    async def wait(self):
        await self.net.settle(self.draw.choice((5, 5, 30, NOTICE, NOTICE, SETTLE, 3600)))

    async def keep(self):
        """A server writes a save file, mostly a full one, to be started from some day."""
        name = self.anyone()
        file = self.t.saved(f"{name}-{self.recorder.step}")
        await self.save(name, file, full=self.draw.random() < 0.8)
        self.saves.setdefault(name, []).append(file)

    async def save(self, name, file, full=True):
        """Have a server write a save file."""
        await self.t.log(name, "save", *(["-f"] if full else []), file)

    async def log(self):
        """A server begins to log its changes."""
        name = self.anyone()
        self.logs[name] = self.t.saved(f"{name}-log-{self.recorder.step}")
        await self.t.log(name, "dest", self.logs[name])

    async def kill(self):
        told = await super().kill()
        self.recorder.note(*(told or "").split())
        return told

    async def restart(self):
        """A server stops, and starts from a full save just taken, an older one, or its log."""
        name = self.anyone()
        file, source = self.t.saved(f"{name}-{self.recorder.step}"), "restart"
        if name in self.logs and self.draw.random() < 0.7:
            file, source = self.logs.pop(name), "restart-log"
            if self.draw.random() < 0.5:  # else it crashes, and the log's end is not written
                await self.closed(name, file)
        elif self.saves.get(name) and self.draw.random() < 0.6:
            file, source = self.draw.choice(self.saves[name]), "restart-stale"
        else:
            await self.save(name, file)
        return await self.again(name, source, load=file)

    async def closed(self, name, file):
        """Have a server close its log; only opening another does, as "log stop" fails."""
        await self.t.log(name, "dest", file.with_suffix(".next"))

    async def wipe(self):
        """A server that kept nothing comes back empty, and clones from another."""
        if not self.net.network.sides:
            return await self.again(self.anyone(), "wipe")

    async def again(self, name, source, **how):
        """Stop a server and start it again."""
        await self.net.kill(name)
        self.recorder.note(source, name)
        self.logs.pop(name, None)
        await self.net.start(name, **how)
        return f"{source} {name}"

    async def rash(self):
        told = await super().rash()
        self.recorder.note(*told.split())
        return told


async def record(trial, seed, steps):
    """Live and record one life."""
    await Wild(trial, seed, steps).live()
