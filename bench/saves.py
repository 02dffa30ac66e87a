#!/usr/bin/env python3
"""Time and memory for a large save file: tickdiff, and Python's msgpack.

    bench/saves.py [ENTRIES [CHANGES]]        1000000 0

Times are processor time, so that a busy machine measures the same. Python reads the
same file twice: once doing nothing with the records, and once
keeping what tickdiff keeps, the chain of every path. Without msgpack in this
Python its half is skipped.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile

READ = """
import msgpack, sys
for record in msgpack.Unpacker(open(sys.argv[1], "rb"), strict_map_key=False):
    pass
"""

KEEP = """
import msgpack, sys
chains, path = {}, ()
for record in msgpack.Unpacker(open(sys.argv[1], "rb"), strict_map_key=False):
    if "path" in record:
        own = msgpack.Unpacker()
        own.feed(record["path"].data)
        path = path[:record["depth"]] + tuple(own)
        link = record.get("chain", record)
        chains[path] = (link["node"], link["tick"], link["prev"], record["tock"])
"""


def measure(name, entries, *argv):
    """Runs a command and prints its time and its highest resident memory."""
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    took = usage.ru_utime + usage.ru_stime
    if os.waitstatus_to_exitcode(status) not in (0, 1, 4):
        sys.exit(f"{name}: failed")
    rss = usage.ru_maxrss * 1024
    print(f"{name:32} {took:8.2f} s {entries / took:12,.0f} records/s {rss / 1e6:8.0f} MB {rss / entries:6.0f} bytes a record")
    return took, rss


def main():
    entries, changes = (list(map(int, sys.argv[1:])) + [1_000_000, 0][len(sys.argv) - 1 :])[:2]
    os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["go", "build", "-o", folder, "./bench/gensaves", "./cmd/tickdiff"], check=True)
        save = os.path.join(folder, "x.moat")
        with open(save, "wb") as out:
            subprocess.run([os.path.join(folder, "gensaves"), f"-entries={entries}", f"-changes={changes}"], stdout=out, check=True)
        print(f"{entries} entries, {changes} changes, {os.path.getsize(save) / 1e6:.0f} MB")
        total = entries + changes
        ours = measure("tickdiff report", total, os.path.join(folder, "tickdiff"), "report", "--format=json", save)
        if importlib.util.find_spec("msgpack") is None:
            print("Python: skipped, it has no msgpack here")
            return
        for name, program in [("Python msgpack, reading", READ), ("Python msgpack, keeping chains", KEEP)]:
            theirs = measure(name, total, sys.executable, "-c", program, save)
            print(f"    tickdiff takes {ours[0] / theirs[0]:.2f} of the time, {ours[1] / theirs[1]:.2f} of the memory")


main()
