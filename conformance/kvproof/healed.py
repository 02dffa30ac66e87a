"""Random lives whose servers end with equal entries, by what "tickdiff heal" says.

Servers are cut off, restarted from old files, or told to forget what they miss; then
nothing is missing, by the procedure of the plans or by marks that hide. What is said to
be newer must be so, by the servers' memory; of the rest somebody says what is right.

Where one tick stands for changes of two entries, as a server has them that read its log
wrongly, a look at the tick may show the other entry, and this one is left alone.
"""

from collections import Counter

from . import family, truth
from .cluster import NOTICE
from .healing import Healing, differing, hide
from .mended import MendedLife
from .procedure import Procedure
from .promise import Broken
from .safekeeping import newest

#: Rounds of heal after which all must be equal.
ROUNDS = 6


class HealedLife(MendedLife):
    """One life, whose servers are healed when nothing is missing any more."""

    def __init__(self, seed):
        super().__init__(seed)
        self.met = Counter()
        self.healed = False
        self.left = set()

    async def live(self):
        """Live all steps, end what is missing, and heal."""
        await self.damage()
        self.procedure = Procedure(self.t, self.draw, self.dead)
        if self.draw.random() < 0.5:
            await self.procedure.repair()
        for name in self.net.alive:
            await hide(self.t, name)
        await self.make_equal()
        self.healed = True

    async def make_equal(self):
        """Save, ask and do what is said, until nothing differs."""
        healing = Healing(self.t)
        for _ in range(ROUNDS):
            latest = newest(truth.entries(self.net[name]) for name in self.net.alive)
            result = await healing.heal()
            healing.holds(result)
            self.met.update(d["class"] for d in result["differences"])
            if not result["differences"]:
                break
            result = healing.again(*self.words(result))
            self.newer_is_newer(result, latest)
            self.met["written"] += await healing.carry_out(result)
            self.told.append(f"written {[(c['path'], c['do'], c['server']) for c in result['commands']]}")
        self.left = differing(self.net)
        if self.left and not self.twice:
            raise Broken(f"after {ROUNDS} rounds {sorted(self.left)} differ")
        await self.net.settle(NOTICE)
        if left := differing(self.net) - self.left:
            raise Broken(f"all was equal, and then {sorted(left)} differ")

    def words(self, result):
        """What somebody says of all that heal cannot tell."""
        return [word for d in result["differences"] if d["refusal"] for word in ("--right", f"{d['path']}={self.right(d)}")]

    def right(self, difference):
        """The server that somebody says is right: of those with the highest tock, or without the entry."""
        top = max(copy["tock"] for copy in difference["copies"])
        holders = [difference["proposed"]] if difference["proposed"] else [copy["server"] for copy in difference["copies"] if copy["tock"] == top]
        return self.draw.choice(holders + difference["lacking"])

    def newer_is_newer(self, result, latest):
        """What is written on the word of the chains is what no other version comes after."""
        for command in result["commands"]:
            if command["word"]:
                continue
            head = command["last"]["origin"], command["last"]["tick"]
            path = next(path for path in latest if str(family.path(path)) == command["path"])
            if all(version.head != head for version in latest[path]):
                raise Broken(f"{command['path']}: {head} is said to be newer, and the newest are {latest[path]}")
