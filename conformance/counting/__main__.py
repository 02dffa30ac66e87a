"""Run tickdiff on each recorded snapshot, and count what it concludes against the truth."""

import argparse
import json
import subprocess
import sys

from . import table
from .case import cases
from .findings import Findings
from .marks import Marks

DUMPS = ("moment", "mixed", "rounds", "collected", "silent")


def run(binary, command, case, *flags):
    """Exit code, data, and the snapshot of one run.

    Where tickdiff sees that a server called gone was dumped after others, it says to
    leave out that dump; the snapshot is then the one without it.
    """
    gone = [word for name in case.gone for word in ("--gone", name)]
    line = [binary, command, "--format", "json", *gone, *flags, *case.files]
    done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == 2 and len(case.of_the_living().dumps) not in (0, len(case.dumps)):
        return run(binary, command, case.of_the_living(), *flags)
    if done.returncode not in (0, 1, 4):
        raise RuntimeError(f"{line}: exit {done.returncode}: {done.stderr}")
    return done.returncode, json.loads(done.stdout), case


def arms(binary):
    """The flags with which each plan is made: those that the binary has."""
    told = subprocess.run([binary, "plan", "--help"], capture_output=True, text=True, check=False)
    return [(), ("--together",)] if "--together" in told.stdout + told.stderr else [()]


def key(case, flags):
    """Which plans are counted with this one."""
    true = case.together_is_true if flags else case.gone_is_true
    return case.kind, "--together" if flags else "--gone", "true" if true else "false"


def count(binary, recorded):
    """Run and count everything: plans by key, reports by kind of dumps."""
    flags = arms(binary)
    plans = {}
    reports = {dumps: Findings() for dumps in DUMPS if any(case.kind == dumps for case in recorded)}
    for case in recorded:
        for more in flags:
            _, plan, used = run(binary, "plan", case, *more)
            plans.setdefault(key(used, more), Marks()).add(used, plan, used is not case)
        code, report, used = run(binary, "report", case)
        reports[case.kind].add(used, code, report)
    order = sorted(plans, key=lambda k: (DUMPS.index(k[0]), k[1], k[2] == "false"))
    return {k: plans[k] for k in order}, reports


def show(plans, reports, names):
    """Print all tables; with names, the snapshots too that went wrong."""
    for part in (table.marks(plans), table.refusals(plans), table.differences(reports), table.findings(reports)):
        print(*part, sep="\n")
    if not names:
        return
    print("\nMARKS THAT HARM")
    for which, counted in plans.items():
        print(*(f"{', '.join(which)}: {line}" for line in counted.harmful), sep="\n")
    for title, listed in (("EXIT 0 WITH A DIFFERENCE", "silent"), ("DIFFERENCES UNTOLD", "untold")):
        print(f"\n{title}")
        for found in reports.values():
            print(*getattr(found, listed), sep="\n")


def main():
    """Count; 0 if no mark destroyed anything, nor hid what lives on true words."""
    parser = argparse.ArgumentParser(prog="conformance/count", description=__doc__)
    parser.add_argument("--names", action="store_true", help="name the snapshots on which it was wrong")
    parser.add_argument("tickdiff", help="the binary")
    parser.add_argument("folder", nargs="+", help="recorded lives")
    asked = parser.parse_args()
    recorded = cases(asked.folder)
    if not recorded:
        parser.error("no truth.json in the folders")
    plans, reports = count(asked.tickdiff, recorded)
    print(f"{len({case.folder.parent for case in recorded})} lives, {len(recorded)} snapshots")
    show(plans, reports, asked.names)
    destroyed = sum(counted.harm["destroys"] for counted in plans.values())
    return 1 if destroyed or any(m.wrong() for k, m in plans.items() if k[2] == "true") else 0


if __name__ == "__main__":
    sys.exit(main())
