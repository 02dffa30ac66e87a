"""The whole job in MoaT's own libraries, as somebody would write it in an hour.

    whole_job.py DUMP...

Reads the dumps with moat.util.yload, keeps the sets with range_set, and compares
every origin over all servers: what is present anywhere, what each server lacks of
it, and what servers call superseded that others have. Prints the versions and how
many ranges it found of each.
"""

import platform
import sys
from importlib.metadata import version

from moat.util import yload
from range_set import RangeSet


def read(name):
    with open(name) as stream:
        dump = yload(stream)
    sets = {}
    for section in "present", "superseded", "missing":
        for origin, ranges in (dump[section] or {}).items():
            r = RangeSet()
            r.__setstate__(ranges)
            sets[section, origin] = r
    return dump, sets


def union(sets):
    out = RangeSet()
    for s in sets:
        out |= s
    return out


def compare(servers, origin):
    """How many ranges are missing, lacked by one and present on another, and
    superseded on one and present on another."""

    def of(section):
        return [sets.get((section, origin), RangeSet()) for _, sets in servers]

    present = union(of("present"))
    missing = len(union(of("missing"))._set)
    lacked = sum(len((present - own - gone)._set) for own, gone in zip(of("present"), of("superseded")))
    diverged = sum(len((gone & present)._set) for gone in of("superseded"))
    return missing, lacked, diverged


def main():
    servers = [read(name) for name in sys.argv[1:]]
    origins = sorted({origin for dump, _ in servers for origin in dump["nodes"]})
    found = [sum(n) for n in zip(*(compare(servers, origin) for origin in origins))]
    print(f"Python {platform.python_version()}, moat-kv {version('moat-kv')}, ruyaml {version('ruyaml')}, range_set {version('range_set')}")
    print(*found)


main()
