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

from . import family, life
from .cluster import cluster, run
from .hazards import HAZARDS
from .stories import STORIES
from .tool import Tool
from .trial import Trial

#: Real seconds after which a trial hangs.
HANGS = 180

#: Steps of one random life.
STEPS = 25

real_time = time.monotonic


class Runner:
    """Runs trials one by one, and keeps count."""

    def __init__(self, tool, folder):
        self.tool = tool
        self.folder = folder
        self.snapshots = 0
        self.failed = []

    def trial(self, name, servers, story, seed):
        """One trial on a cluster of its own; a broken promise is told, and counted."""

        async def tell():
            async with cluster(*servers) as net:
                trial = Trial(net, self.tool, self.folder / name)
                await story(trial)
                self.snapshots += len(trial.folders)

        begun = real_time()
        faulthandler.dump_traceback_later(HANGS, exit=True)
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


def innermost(exc):
    """The exception itself, out of the groups that structured concurrency wraps it in."""
    while getattr(exc, "exceptions", ()):
        exc = exc.exceptions[0]
    return exc


def named(runner, only, seed):
    """All stories and hazards, or those named."""
    for kind, modules in (("story", STORIES), ("hazard", HAZARDS)):
        for module in modules:
            short = module.__name__.rpartition(".")[2]
            if only and short not in only:
                continue
            if family.NAME in getattr(module, "FAMILIES", (family.NAME,)):
                runner.trial(f"{kind} {short}", module.SERVERS, module.story, seed)
            else:
                print(f"SKIPPED: {kind} {short} is of {', '.join(module.FAMILIES)} only")


def lives(runner, seed, until):
    """Random lives with seeds from seed on, until time is up."""
    while real_time() < until:
        servers = [f"test_{n}" for n in range(random.Random(seed).choice((3, 3, 4, 5, 6)))]
        runner.trial(f"life {seed}", servers, lambda t, seed=seed: life.live(t, seed, STEPS), seed)
        seed += 1


def options():
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="conformance/run", description=__doc__)
    parser.add_argument("--tickdiff", required=True, help="the binary under test")
    parser.add_argument("--seconds", type=int, default=240, help="after which no life begins (default 240)")
    parser.add_argument("--soak", action="store_true", help="random lives only")
    parser.add_argument("--seed", type=int, help="of the first random life; else drawn and printed")
    parser.add_argument("--folder", help="where dumps are kept (default: a new one)")
    parser.add_argument("only", nargs="*", help="stories or hazards to run, and nothing else")
    return parser.parse_args()


def main():
    """Run; 0 if all promises held, 1 if not."""
    asked = options()
    until = real_time() + asked.seconds
    folder = pathlib.Path(asked.folder or tempfile.mkdtemp(prefix="tickdiff-conformance-"))
    logging.basicConfig(filename=folder / "servers.log", level=logging.WARNING)
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    print(f"{family.NAME}: seed {seed}; dumps and servers' log in {folder}", flush=True)
    runner = Runner(Tool(asked.tickdiff), folder)
    if not asked.soak:
        named(runner, asked.only, seed)
    if not asked.only:
        lives(runner, seed, until)
    print(f"{runner.snapshots} snapshots; failed: {', '.join(runner.failed) or 'none'}; seed {seed}")
    return 1 if runner.failed else 0


if __name__ == "__main__":
    sys.exit(main())
