"""The procedure of a plan, carried out on real servers exactly as it stands there.

What a plan says is to be done next, its list "next", is done one by one: commands as they
are printed, with what they leave to the reader put in. After each of them the truth is
held to what must not happen.
"""

import json
import random
from collections import Counter

from moat.util import yload

from . import console, promise, truth
from .safekeeping import Safekeeping

#: Rounds after which whatever is still open is counted as open.
ROUNDS = 12

#: Seconds in which an entry is shown, before it is only watched.
SHOWN = 6


class Procedure:
    """One repair of one cluster."""

    def __init__(self, trial, draw, gone=(), stopped=None):
        self.t = trial
        self.net = trial.net
        self.draw = draw
        self.gone = sorted(gone)
        self.saves = dict(stopped or {})  # what each server was last saved to
        self.inputs = list(self.saves.values())  # save files, of servers that do not run
        self.kept = Safekeeping(self.net)
        self.done = Counter()
        self.told = []
        self.looked = {}
        self.own_look = {}
        self.serial = 0

    async def repair(self):
        """Do rounds until nothing is missing, or nothing more can be done; the last plan."""
        await self.collect_all()
        plan = self.plan()
        for _ in range(ROUNDS):
            self.done["round"] += 1
            plan = await self.round(plan)
            if plan["verdict"] in ("clean", "unsound"):
                break
        return plan

    async def round(self, plan):
        """Carry out the next of a plan; the plan that comes of it."""
        folder, flags = None, []
        for action in plan["next"]:
            if flags and action["do"] != "settle":
                return await self.round(self.plan(*flags))
            if not await self.applies(action):
                continue
            if action["do"] == "settle":
                flags += await self.settled(action)
                continue
            if action["do"] == "collect":
                folder = folder or self.t.new_folder()
                text = await self.run(action["argv"])
                (folder / f"{action['server']}.yaml").write_text(text)
                self.inputs = [file for file in self.inputs if file != self.saves.get(action["server"])]
            elif action["do"] != "plan":
                await self.act(action)
                continue
            self.note(action["do"], action)
        return self.plan()

    async def applies(self, action):
        """Whether what an action depends on is so; ticks are chosen elsewhere."""
        if action.get("if") == "stopped":
            return action["server"] not in self.net.alive
        return True

    async def act(self, action):
        """Do one action, and hold the truth to what it must not do."""
        do = action["do"]
        if action.get("or") and self.draw.random() < 0.5:
            do = action["or"]
        self.note(do, action)
        await getattr(self, do)(action)
        self.kept.hold(self.told[-1])

    def note(self, do, action):
        """Keep count, and a line for whoever looks at a broken promise."""
        self.done[do] += 1
        self.told.append(f"{do} {action['server']}".strip())

    # What can be done.

    async def save(self, action):
        self.saves[action["server"]] = file = self.new_file(action["server"])
        await self.run(action["argv"], FILE=file)

    async def mark(self, action):
        await self.run(action["argv"])

    async def rejoin(self, action):
        with self.net.network.split_off(action["server"]):
            await self.net.settle(60 * action["minutes"])

    async def restart(self, action):
        """Stop it, if it runs, and start it from the file it was last saved to."""
        name = action["server"]
        argv = action["argv"] or self.started(name)
        if action["do"] == "rejoin":  # a restart instead of it takes a save of its own
            self.saves[name] = file = self.new_file(name)
            await self.t.kv(name, "log", "save", "-f", file)
        if name in self.net.alive:
            await self.net.kill(name)
            self.kept.restarted(name)
        words = filled(argv, FILE=self.saves[name])
        await self.net.start_by_command(name, words[words.index("server") + 1 :])

    @staticmethod
    def started(name):
        """What starts a server, without what begins the line."""
        return ["server", "-l", "FILE", name]

    async def wait(self, action):
        await self.net.settle(60 * action["minutes"])

    async def look(self, action):
        """Look at all ticks of an action; what it leaves to the reader is looked at later."""
        if "ORIGIN" in action["argv"]:
            self.own_look[action["server"]] = action["argv"]
            return
        for tick in truth.ticks(action.get("ticks", ())):
            self.looked[action["origin"], tick] = await self.entry(action["argv"], tick)

    async def entry(self, argv, tick, **named):
        """What has a tick; None if the server answers that it has it not."""
        try:
            return yload(await self.run([*argv[:-1], str(tick)], **named))
        except console.CommandFailed as exc:
            if "KeyError" not in str(exc):
                raise
            return None

    async def settled(self, action):
        """The flags that settle those ticks of an action for which its condition holds."""
        ticks = []
        for tick in sorted(truth.ticks(action["ticks"])):
            answer = self.looked.get((action["origin"], tick))
            if answer and await self.settles(action, answer):
                ticks.append(str(tick))
        if not ticks:
            return []
        self.note("settle", action)
        word = f"{action['origin']}:{','.join(ticks)}@{action['server']}"
        return ["--settle", word] + ["--settle-unproven"] * (action["if"] == "alive")

    async def settles(self, action, answer):
        """Whether what was looked at lives; or is on the server, the same or newer."""
        if action["if"] == "alive":
            return "value" in answer
        head = chain(answer)[0]
        return await self.entry(self.own_look[action["server"]], head[1], ORIGIN=head[0]) is not None

    async def write(self, action):
        """Change the entries of an action, where its condition holds."""
        for tick in sorted(truth.ticks(action["ticks"])):
            answer = self.looked.get((action["origin"], tick))
            if answer is None:
                continue
            path, links = str(answer["path"]), chain(answer)
            here = await self.shown(action["server"], path)
            if action["if"] == "older" and here and comes_before(chain(here)[0], links):
                head = chain(here)[0]
                await self.run(action["argv"], PATH=path, ORIGIN=head[0], TICK=head[1])
            elif action["if"] == "newest" and here and await self.newest(path, links):
                head = chain(here)[0]
                await self.run(action["argv"], PATH=path, ORIGIN=head[0], TICK=head[1], VALUE=repr(here["value"]))
            else:
                continue
            await self.net.settle(10)
            self.kept.written(action["server"], answer["path"])

    async def newest(self, path, links):
        """Whether no server shows a later change of an entry than these."""
        shown = [await self.shown(name, path) for name in self.net.alive]
        return all(comes_before(chain(entry)[0], links) for entry in shown if entry)

    async def shown(self, name, path):
        """The living entry at a path as a server shows it, with its chain; None without."""
        argv = [*console.family.ARGV, "127.0.0.1", "-p", str(self.net.members[name].port), "-m", "data", path, "monitor", "-s"]
        said = yload(await console.program(self.t, argv, SHOWN), multi=True)
        for part in said:
            if part and "chain" in part and str(part.get("path", path)) in (path, ":"):
                return part
            if part and part.get("state") == "uptodate":
                break
        return None

    # What they are done with.

    async def run(self, argv, **named):
        """Run a command line as it is printed, with words put in; what it printed."""
        return await console.program(self.t, filled(argv, **named))

    def new_file(self, name):
        self.serial += 1
        return self.t.folder / f"{name}-{self.serial}.moat"

    async def collect_all(self):
        """The dumps that a first plan is made of."""
        await self.t.dump()

    def plan(self, *flags):
        """The plan from the newest dumps and those before."""
        at = [word for name in self.net.members for word in ("--at", f"{name}=127.0.0.1:{self.net.members[name].port}")]
        folders = [folder for folder in self.t.folders[-2:] if any(folder.iterdir())]
        plan = self.t.tool.plan([*folders, *self.inputs], self.gone, *at, *flags)
        (self.t.folders[-1].with_suffix(f".plan{len(self.told)}.json")).write_text(json.dumps(plan, indent=1))
        if not self.inputs and not flags:
            promise.partition(self.net, plan)
        return plan


def chain(answer):
    """The changes of an entry as a server shows them, the last first."""
    links, link = [], answer["chain"]
    while link:
        links.append((link["node"], link["tick"]))
        link = link.get("prev")
    return links


def comes_before(change, links):
    """Whether a change stands in a chain, or one of the same origin that came later."""
    origin, tick = change
    return any(other == origin and later >= tick for other, later in links)


def filled(argv, **named):
    """A command line with words put in for those in capitals."""
    words = {name: str(word) for name, word in named.items()}
    return [words.get(word, word) for word in argv]


async def carry_out(trial, draw=None, gone=(), stopped=None):
    """Carry out the procedure until it ends clean, or can do no more; what was done."""
    procedure = Procedure(trial, draw or random.Random(0), gone, stopped)
    plan = await procedure.repair()
    ends(trial.net, plan)
    return plan, procedure


def ends(net, plan):
    """Where nothing is missing any more, that is so; where a plan is clean, all is equal."""
    if plan["verdict"] in ("clean", "unsound"):
        missing = {name: truth.missing(net[name]) for name in net.alive}
        if any(missing.values()):
            raise promise.Broken(f"the plan is {plan['verdict']}, but {missing} is missing")
    if plan["verdict"] == "clean" and truth.differences(net):
        raise promise.Broken(f"the plan is clean, but {truth.differences(net)}")
