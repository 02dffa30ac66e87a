"""Two arms of one random life: what was a deletion is marked superseded, or deleted.

Both arms live the same life, from one seed, and are repaired by tickdiff's plans. They
differ in the kind of mark alone, for ticks that the plan knows to be deletions. Then
comes what could tell the kinds apart: re-joins, the return of the dead, a deleter list,
and a restart of its member. After each of these the two clusters are compared.
"""

import functools
import random
from dataclasses import dataclass, field

from . import life, promise, repair, truth
from .cluster import NOTICE
from .trial import Trial

#: Reasons of a plan for which the two arms mark differently.
DELETIONS = ("deleted-elsewhere", "deleted-before")

#: A life with more deletions, and in which all servers are restarted together at
#: times: saves hold no deletions, so that nobody has them then.
ODDS = life.ODDS | {"erase": 20, "kill": 4, "power": 5, "rash_deleted": 1}

#: Real seconds after which an arm hangs; it lives longer than other trials.
HANGS = 1200

#: What is compared of two ends, and what must never come out.
PARTS = ("living", "missing", "zombies", "lost")
WORSE = {"superseded lost more", "superseded misses more"}

#: Minutes in which a deleter list is surely in use.
IN_USE = 60


@dataclass
class End:
    """What a cluster is at one moment: what lives, what is missing, what went wrong."""

    living: dict
    missing: dict
    zombies: frozenset
    lost: str

    @property
    def missed(self):
        """How many ticks are missing, counted on each server."""
        return sum(len(gap) for gaps in self.missing.values() for gap in gaps.values())


@dataclass
class Record:
    """One arm, as it went: what was before the marks, which ticks, what came of it."""

    before: dict = field(default_factory=dict)
    returned: int = 0
    ticks: set = field(default_factory=set)
    ends: dict = field(default_factory=dict)


class Arm(Trial):
    """A trial that marks deletions in its own way, and remembers which those were."""

    as_planned = False

    def __init__(self, net, tool, folder, by_script=False, *, deleted, record):
        super().__init__(net, tool, folder, by_script)
        self.deleted = deleted
        self.record = record

    async def carry_out(self, plan, gone=(), flags=()):
        """Make the marks of a plan one by one, deletions as this arm has it."""
        for step in plan["steps"]:
            ticks = sorted(truth.ticks(step["ticks"]))
            deletion = step["reason"] in DELETIONS
            if deletion:
                self.record.ticks.update((step["server"], step["origin"], tick) for tick in ticks)
            kind = ("--deleted",) if deletion and self.deleted else ()
            await self.mark(step["server"], *kind, "--", step["origin"], *ticks)


class ArmLife(life.Life):
    """A life whose dead left a save file, and may come back from it."""

    odds = ODDS

    def __init__(self, trial, seed, steps, deleters):
        super().__init__(trial, seed, steps)
        self.deleters = deleters
        self.erased = set()

    async def live(self):
        """Live, repair, and meet all that could tell the arms apart, if anything can."""
        if self.deleters:
            await self.deleter_list()
        for _ in range(self.steps):
            await self.step()
        self.net.network.heal()
        await self.net.settle()
        self.held = {name: truth.entries(self.net[name]) for name in self.net.alive}
        self.t.record.before = self.held | {"missing": self.missing()}
        for deed in (self.repair, self.rejoin, self.return_of_the_dead, self.repair_all, self.deleter_list, self.restart_member):
            await deed()
            self.t.record.ends[deed.__name__] = self.end()
            if not self.t.record.ticks:
                return

    async def look(self):
        """Nothing is asked before the repair."""

    async def erase(self):
        """Delete an entry, and keep in mind which value was not wanted any more."""
        name, path = self.anyone(), self.draw.choice(life.PATHS)
        if (value := self.t.value(name, path)) is not None:
            self.erased.add(value)
        await self.t.erase(name, path)

    async def kill(self):
        """A server dies, and leaves a save file of its last moment."""
        if len(self.net.alive) > 2:
            name = self.anyone()
            await self.t.save(name, f"dead-{name}")
            await self.net.kill(name)
            self.dead.add(name)
            return f"kill {name}"

    async def power(self):
        """All are dumped, and restarted together from what they saved."""
        self.t.kept.append(await self.t.dump())
        await self.t.restart_all()
        await self.net.settle(NOTICE)

    async def rash_deleted(self):
        """Somebody marks all that a server misses as deleted, and asks nobody."""
        name = self.anyone()
        await self.t.mark(name, "--deleted", "--", "")
        return f"rash_deleted {name}"

    async def repair(self):
        await repair.rounds(self.t, sorted(self.dead))

    async def repair_all(self):
        await repair.rounds(self.t)

    async def rejoin(self):
        for name in self.net.alive:
            await self.t.cut_and_heal(name)

    async def return_of_the_dead(self):
        """The dead come back as they died, and all meet once more."""
        for name in sorted(self.dead):
            await self.net.start(name, load=self.t.saved(f"dead-{name}"))
            self.held[name] = truth.entries(self.net[name])
            await self.net.settle()
        if self.dead:
            await self.rejoin()
        self.t.record.returned = len(self.dead)
        self.dead.clear()

    async def deleter_list(self):
        """One server, in whose turns deletions are purged; more can kill each other."""
        self.member = self.net.alive[0]
        await self.t.kv(self.member, "internal", "deleter", self.member)
        for _ in range(IN_USE):
            if all(truth.heard_of_deleters(self.net[name]) for name in self.net.alive if name != self.member):
                break
            await self.net.settle(NOTICE)

    async def restart_member(self):
        await self.t.restart(self.member)
        await self.net.settle(5 * NOTICE)

    def missing(self):
        """What each living server misses."""
        return {name: truth.missing(self.net[name]) for name in self.net.alive}

    def end(self):
        """The cluster as it is now."""
        living = {
            (path, name): held.value
            for name in self.net.alive
            for path, held in truth.living(self.net[name]).items()
            if path[:1] != (None,)
        }
        zombies = frozenset(item for item in living.items() if item[1] in self.erased)
        try:
            promise.nothing_lost(self.net, self.held, deletions=False)
            lost = ""
        except promise.Broken as exc:
            lost = str(exc)
        return End(living, self.missing(), zombies, lost)


def arm(runner, seed, steps, deleted):
    """Live one arm; its record, or None where it did not come to its end."""
    draw = random.Random(seed)
    servers = [f"test_{n}" for n in range(draw.choice((4, 4, 5, 5)))]
    record = Record()
    kind = "deleted" if deleted else "superseded"
    made = functools.partial(Arm, deleted=deleted, record=record)
    failed = len(runner.failed)
    runner.trial(f"arm {seed} {kind}", servers, lambda t: ArmLife(t, seed, steps, seed % 2).live(), seed, made=made, hangs=HANGS)
    return record if len(runner.failed) == failed else None


def both(runner, seed, steps):
    """Live both arms, and say in one line how they compare; what there is to count."""
    one = arm(runner, seed, steps, deleted=False)
    if one is None:
        return {"unfinished"}
    if not one.ticks:
        return {"without any deletion to mark"}
    other = arm(runner, seed, steps, deleted=True)
    if other is None:
        return {"unfinished"}
    counts, seen = compared(one, other)
    if counts & WORSE:
        runner.failed.append(f"arms {seed}")
    life_had = f"{len(one.ticks)} ticks, {one.returned} came back, list from the {'start' if seed % 2 else 'end'}"
    print(f"       arms {seed}: {life_had}: {'; '.join(seen or sorted(counts))}", flush=True)
    return counts


def compared(one, other):
    """What to count of the two ends, and each difference in words."""
    if one.before != other.before:
        return {"not the same before the marks"}, []
    seen, counts = [], set()
    for moment, end in one.ends.items():
        twin = other.ends[moment]
        for part in PARTS:
            a, b = getattr(end, part), getattr(twin, part)
            if a != b:
                counts.add(f"{part} differs")
                seen.append(f"{part} after {moment}: superseded {a}, deleted {b}")
        if end.lost and not twin.lost:
            counts.add("superseded lost more")
        if end.missed > twin.missed:
            counts.add("superseded misses more")
    if not seen:
        counts.add("the ends are equal")
    if any(end.lost for end in one.ends.values()):
        counts.add("something is lost with superseded marks")
    return counts, seen
