"""Run everything there is to prove, one trial after the other, and say how it went."""

import argparse
import faulthandler
import logging
import pathlib
import random
import sys
import tempfile
import time
import traceback
from collections import Counter

from . import arms, family, healed, life, mended, wild
from .cluster import cluster, innermost, run
from .hazards import HAZARDS
from .stories import STORIES
from .tool import Tool
from .trial import Trial

#: Real seconds after which a trial hangs.
HANGS = 300

#: Steps of one random life, and of a recorded one.
STEPS = 25
RECORDED = 32

real_time = time.monotonic


class Runner:
    """Runs trials one by one, and keeps count."""

    def __init__(self, tool, folder):
        self.tool = tool
        self.folder = folder
        self.trials = self.snapshots = 0
        self.failed = []

    def trial(self, name, servers, story, seed, by_script=False, made=Trial, hangs=HANGS):
        """One trial on a cluster of its own; a broken promise is told, and counted."""

        async def tell():
            async with cluster(*servers) as net:
                trial = made(net, self.tool, self.folder / name, by_script)
                await story(trial)
                self.snapshots += len(trial.folders)

        self.trials += 1
        begun = real_time()
        faulthandler.dump_traceback_later(hangs, exit=True)
        try:
            run(tell, seed=seed)
        except Exception as exc:
            self.failed.append(name)
            self.say(name, "FAILED", begun)
            traceback.print_exception(innermost(exc), file=sys.stdout)
            print(f"    dumps: {self.folder / name}", flush=True)
        else:
            self.say(name, "ok", begun)
        finally:
            faulthandler.cancel_dump_traceback_later()

    @staticmethod
    def say(name, how, begun):
        """One line on a finished trial."""
        print(f"{how:6} {real_time() - begun:5.1f} s  {name}", flush=True)


def named(runner, only, seed):
    """All stories and hazards, or those named."""
    for kind, modules in (("story", STORIES), ("hazard", HAZARDS)):
        for module in modules:
            short = module.__name__.rpartition(".")[2]
            if only and short not in only:
                continue
            if family.NAME in getattr(module, "FAMILIES", (family.NAME,)):
                by_script = kind == "story" and family.HAS_PROGRAM
                runner.trial(f"{kind} {short}", module.SERVERS, module.story, seed, by_script)
            else:
                print(f"SKIPPED: {kind} {short} is of {', '.join(module.FAMILIES)} only")


def lives(runner, seed, until):
    """Random lives with seeds from seed on; none begins when time is up."""
    while real_time() < until:
        servers = [f"test_{n}" for n in range(random.Random(seed).choice((3, 3, 4, 5, 6)))]
        runner.trial(f"life {seed}", servers, lambda t, seed=seed: life.live(t, seed, STEPS), seed)
        seed += 1


def record(runner, seed, until):
    """Random lives with seeds from seed on, recorded; none begins when time is up.

    A server can die of an error of its own; what was recorded before is good.
    """
    while real_time() < until:
        servers = [f"test_{n}" for n in range(random.Random(seed).choice((2, 3, 3, 4, 5)))]
        runner.trial(f"life-{seed:06d}", servers, lambda t, seed=seed: wild.record(t, seed, RECORDED), seed)
        seed += 1


def two_arms(runner, seed, until):
    """Random lives in two arms, with seeds from seed on, and how many came out how."""
    counts = Counter()
    while real_time() < until:
        counts.update(arms.both(runner, seed, STEPS))
        seed += 1
    for what, count in sorted(counts.items()):
        print(f"{count:6} lives: {what}")


def procedures(runner, seed, until):
    """Random lives that end in the procedure, with seeds from seed on; what came of all.

    A server can die of an error of its own, before there is anything to repair, or where
    ticks were given out twice before.
    """
    ended, done = Counter(), Counter()
    while real_time() < until:
        name, servers = f"procedure {seed}", [f"test_{n}" for n in range(random.Random(seed).choice((3, 3, 4, 5, 6)))]
        life = mended.MendedLife(seed)
        runner.trial(name, servers, life.run, seed)
        if life.plan:
            ended[life.plan["verdict"]] += 1
            done.update(life.procedure.done)
        elif not life.broken and (life.twice or not life.procedure):
            runner.failed.remove(name)
            ended["died of ticks given twice" if life.twice else "died before the repair"] += 1
        seed += 1
    print(f"lives ended {dict(sorted(ended.items()))}; done {dict(sorted(done.items()))}")


def heals(runner, seed, until):
    """Random lives that end healed, with seeds from seed on; what was met in all."""
    ended, met = Counter(), Counter()
    while real_time() < until:
        name, servers = f"heal {seed}", [f"test_{n}" for n in range(random.Random(seed).choice((2, 3, 3, 4, 5)))]
        life = healed.HealedLife(seed)
        runner.trial(name, servers, life.run, seed)
        met.update(life.met)
        if life.healed:
            ended["left alone, ticks given twice" if life.left else "all is equal"] += 1
        elif not life.broken and (life.twice or not life.met):
            runner.failed.remove(name)
            ended["died of ticks given twice" if life.twice else "died before"] += 1
        seed += 1
    print(f"lives ended {dict(sorted(ended.items()))}; met {dict(sorted(met.items()))}")


def options():
    """What the command line says."""
    names = [module.__name__.rpartition(".")[2] for module in STORIES + HAZARDS]
    parser = argparse.ArgumentParser(prog="kvproof", description=__doc__)
    parser.add_argument("--tickdiff", required=True, help="the binary under test")
    parser.add_argument("--seed", type=int, required=True, help="of the servers' draws, and of the first random life")
    parser.add_argument("--lives", type=int, metavar="SECONDS", help="random lives only; none begins after that")
    parser.add_argument("--record", type=int, metavar="SECONDS", help="random lives only, recorded in the folder and not judged")
    parser.add_argument("--arms", type=int, metavar="SECONDS", help="random lives in two arms of marks only; none begins after that")
    parser.add_argument("--procedures", type=int, metavar="SECONDS", help="random lives only, repaired by the procedure of their plans")
    parser.add_argument("--heals", type=int, metavar="SECONDS", help="random lives only, that end with equal entries by what heal says")
    parser.add_argument("--folder", help="where dumps are kept (default: a new one)")
    parser.add_argument("only", nargs="*", metavar="NAME", help="stories or hazards to run, and nothing else")
    asked = parser.parse_args()
    if unknown := set(asked.only) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(sorted(set(names)))}")
    return asked


def main():
    """Run; 0 if all promises held, or none were asked for; 1 if not."""
    asked = options()
    begun = real_time()
    folder = pathlib.Path(asked.folder or tempfile.mkdtemp(prefix="tickdiff-conformance-"))
    logging.basicConfig(filename=folder / "servers.log", level=logging.WARNING)
    print(f"{family.NAME}: seed {asked.seed}; dumps and servers' log in {folder}", flush=True)
    runner = Runner(Tool(asked.tickdiff), folder)
    if asked.procedures is not None:
        procedures(runner, asked.seed, begun + asked.procedures)
    elif asked.heals is not None:
        heals(runner, asked.seed, begun + asked.heals)
    elif asked.record is not None:
        record(runner, asked.seed, begun + asked.record)
    elif asked.arms is not None:
        two_arms(runner, asked.seed, begun + asked.arms)
    elif asked.lives is not None:
        lives(runner, asked.seed, begun + asked.lives)
    else:
        named(runner, asked.only, asked.seed)
    took = real_time() - begun
    print(f"{runner.trials} trials, {runner.snapshots} snapshots, {took:.0f} s; failed: {', '.join(runner.failed) or 'none'}; seed {asked.seed}")
    return 1 if runner.failed and asked.record is None else 0


if __name__ == "__main__":
    sys.exit(main())
