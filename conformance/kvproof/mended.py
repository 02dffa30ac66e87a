"""Random lives that end in the procedure of their plans.

Servers are cut off, stopped for good, restarted from their logs, or from nothing; then
the net is whole again, and everything is done as the plans say, and nothing else.
"""

import random

from . import promise, truth
from .cluster import NOTICE
from .life import ODDS, Life
from .procedure import Procedure, ends

#: What may happen, and how often: as in any life, but restarts are of both kinds.
DEEDS = {**ODDS, "erase": 14, "restart": 1, "crash": 3, "wipe": 1}

#: Steps of one life, one of these.
STEPS = (10, 25, 50)


class MendedLife(Life):
    """One life, whose servers are repaired by the procedure."""

    def __init__(self, seed):
        self.seed = seed
        self.procedure = self.plan = None
        self.broken = self.twice = False

    async def run(self, trial):
        """Live, repair, and keep the last plan; a broken promise tells what led to it."""
        super().__init__(trial, self.seed, random.Random(self.seed).choice(STEPS))
        self.logs = {}
        try:
            await self.live()
        except promise.Broken as exc:
            self.broken = True
            exc.add_note("life so far: " + ", ".join(self.told))
            if self.procedure:
                exc.add_note("procedure so far: " + ", ".join(self.procedure.told))
            raise

    async def live(self):
        """Live all steps, then do what the plans say."""
        await self.damage()
        self.procedure = Procedure(self.t, self.draw, self.dead)
        plan = await self.procedure.repair()
        ends(self.net, plan)
        self.plan = plan

    async def damage(self):
        """Live all steps; then the net is whole, and a few changes were not heard."""
        for name in self.net.alive:
            if self.draw.random() < 0.6:
                await self.log(name)
        for _ in range(self.steps):
            deed = self.draw.choices(tuple(DEEDS), tuple(DEEDS.values()))[0]
            self.told.append(await getattr(self, deed)() or deed)
        self.net.network.heal()
        await self.net.settle(self.draw.choice((0, NOTICE, 240)))
        for _ in range(self.draw.choice((1, 2, 3, 4))):
            await self.lose()
        self.twice = given_twice(self.net)

    async def lose(self):
        """Some hear nothing of a few changes, and may ask for them in vain."""
        servers = self.net.alive
        deaf = self.draw.sample(servers, self.draw.randint(1, len(servers) - 1))
        with self.net.network.deafened(*deaf):
            for _ in range(self.draw.choice((1, 2, 3))):
                await (self.write() if self.draw.random() < 0.6 else self.erase())
            if self.draw.random() < 0.5:  # others hear that there was something
                self.net.network.deaf.clear()
                await self.write()
                self.net.network.deaf.update(deaf)
            await self.net.settle(self.draw.choice((0, 30, 240)))
        self.told.append(f"lose {deaf}")

    async def log(self, name):
        """A server writes a log from now on, as one does that has a log file."""
        self.logs[name] = file = self.t.folder / f"{name}-{len(self.told)}.log"
        await self.t.kv(name, "log", "dest", file)

    async def crash(self):
        """A server dies, and starts again from its log, if it has one."""
        name = self.anyone()
        if name in self.logs:
            await self.net.settle(60)  # it is written when there is a pause
            await self.net.kill(name)
            await self.net.start(name, load=self.logs[name])
            await self.log(name)
        return f"crash {name}"

    async def wipe(self):
        """A server without a log file dies, and comes back empty."""
        name = self.anyone()
        others = [other for other in self.net.alive if other != name]
        if name not in self.logs and len(others) > 1 and not self.net.network.sides:
            await self.net.kill(name)
            await self.net.start(name)
        return f"wipe {name}"


def given_twice(net):
    """Whether some tick stands for changes of two entries: no server can tell them apart.

    A server that lost what only it knew, or its own last deletion, gives ticks out again.
    One that is sent both changes can die of it.
    """
    paths = {}
    for name in net.alive:
        for path, held in truth.entries(net[name]).items():
            for link in held.chain:
                paths.setdefault(link, set()).add(path)
    return any(len(those) > 1 for those in paths.values())
