"""Snapshots of a life: real dumps as an operator may have them, and the truth beside.

A snapshot is a folder: dumps, named by their order and server, and truth.json. Each
comes twice, with dumps of one moment and with dumps of many.
"""

import json

from counting import collected

from . import console, truth

#: Sections that are asked for, and how often: all, those the manual names, one alone.
ASKED = {"-a": 80, "-ndmrk": 15, "-m": 5}

#: Odds that a server is dumped in a step, for nobody's snapshot in particular.
GLANCED = 0.25

#: Steps that the dumps of one snapshot span, but for early ones, and the odds of these.
SPAN = 8
EARLY = 0.1

#: Seconds between the rounds of a collection.
REST = 5

#: Odds that a living server stands in no dump of a snapshot.
UNASKED = 0.03


class Recorder:
    """Takes dumps all through a life, and writes snapshots.

    One counter numbers dumps and events, so that what came first is known.
    """

    def __init__(self, trial, draw, told):
        self.trial = trial
        self.net = trial.net
        self.draw = draw
        self.told = told
        self.step = 0
        self.events = []
        self.dumps = []
        self.moment = 0
        self.collections = 0

    def note(self, what=None, server=None):
        """Something befell a server that its dumps are to be judged by."""
        if what:
            self.events.append(self.stamped(what=what, server=server))

    def stamped(self, **what):
        """Facts, with when they were so."""
        self.moment += 1
        return {"at": self.moment, "step": self.step, **what}

    async def dump(self, server, flags="-a"):
        """Dump one server."""
        text = await console.dump(self.net, server, flags)
        self.dumps.append(self.stamped(server=server, flags=flags, text=text))
        return self.dumps[-1]

    async def glance(self):
        """Dump this server or that, as somebody does who looks for what is wrong."""
        for name in self.net.alive:
            if self.draw.random() < GLANCED:
                await self.dump(name, self.draw.choices(tuple(ASKED), tuple(ASKED.values()))[0])

    async def snapshot(self, dead):
        """Write what there is to know now: with dumps of many times, and of now."""
        mixed = await self.mixed(dead)
        self.write("mixed", mixed, dead)
        self.write("moment", await self.round(), dead)

    async def round(self):
        """Dump all living servers."""
        return [await self.dump(name) for name in self.net.alive]

    async def collect(self, dead, between):
        """Write two rounds of all, seconds apart, with what a collection says of them and without.

        Something may happen in between; and who died then was not gone when it began.
        """
        first = await self.round()
        await self.net.settle(REST)
        await between()
        rounds = [first, await self.round()]
        dumps = [dump for one in rounds for dump in one]
        self.write("rounds", dumps, dead())
        self.collections += 1
        said = [
            dump | {"text": collected.head(number, self.collections, dump) + dump["text"]}
            for number, one in enumerate(rounds, 1) for dump in one
        ]
        self.write("collected", said, dead())

    async def mixed(self, dead):
        """Dumps of different times: of each server one or more, in a few steps or earlier.

        Half of the time all are younger than the last death, as a careful operator has them.
        """
        deaths = [event["at"] for event in self.events if event["what"] == "kill"]
        since = max(deaths, default=0) if self.draw.random() < 0.5 else 0
        chosen = []
        for name in self.net.members:
            if name not in dead and self.draw.random() < UNASKED and len(self.net.alive) > 2:
                continue
            chosen += self.draw_of(name, since) or ([] if name in dead else [await self.dump(name)])
        return sorted(chosen, key=lambda dump: dump["at"])

    def draw_of(self, name, since):
        """Some dumps of one server; none if none will do."""
        span = self.steps_back()
        there = [d for d in self.dumps if d["server"] == name and d["at"] > since and d["step"] >= span]
        return self.draw.sample(there, min(len(there), self.draw.choice((1, 1, 1, 2))))

    def steps_back(self):
        """The earliest step from which a dump may be."""
        return 0 if self.draw.random() < EARLY else self.step - SPAN

    def write(self, kind, dumps, dead):
        """One snapshot, if there is anything to be read."""
        if not dumps:
            return
        folder = self.trial.folder / f"{self.step:02d}-{kind}"
        folder.mkdir()
        self.trial.folders.append(folder)
        listed = []
        for number, dump in enumerate(dumps, 1):
            file = f"{number:02d}-{dump['server']}.yaml"
            (folder / file).write_text(dump["text"])
            listed.append({"file": file} | {key: dump[key] for key in ("at", "step", "server", "flags")})
        first, last = dumps[0]["at"], dumps[-1]["at"]
        died = {event["server"]: event["at"] for event in self.events if event["what"] == "kill"}
        facts = {
            "dumps": listed,
            "events": self.events,
            "life": self.told,
            "first": first,
            "last": last,
            "gone_before": [name for name in dead if died[name] < first],
            "gone_between": [name for name in dead if died[name] > first],
            "servers": {name: account(self.net[name]) for name in self.net.alive},
        }
        text = json.dumps(facts, indent=1, sort_keys=True, default=repr)
        (folder / "truth.json").write_text(text + "\n")


def account(server):
    """What one server really holds, as plain data."""
    return {
        "entries": [
            {"path": path, "chain": held.chain, "alive": held.alive, "value": held.value}
            for path, held in truth.entries(server).items()
        ],
        "states": {
            origin: {kind: sorted(held) for kind, held in truth.sets(server, origin).items()}
            for origin in sorted(server._nodes)
        },
    }
