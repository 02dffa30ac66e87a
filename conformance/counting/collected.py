"""Make collections of recorded moments: what two rounds some steps apart would have been.

Of each two moments of a life that follow each other, the dumps become the two rounds of
one collection, with the times in which they were really taken. Servers write, are cut off,
die and lose their data in between. Beside it stand the same dumps without the comments,
and with one answer left out, as of a server that was silent in that round.
"""

import argparse
import datetime
import json
import random
from pathlib import Path

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


def when(seconds):
    """A time as a collection writes it."""
    return (START + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def head(number, order, dump):
    """The comment lines above a dump; its place in time is all that is known of it."""
    lines = [
        f"tickdiff collection {order:016x}",
        f"round {number}",
        f"server {json.dumps(dump['server'])}",
        f"asked {when(2 * dump['at'])}",
        f"answered {when(2 * dump['at'] + 1)}",
    ]
    return "".join(f"# {line}\n" for line in lines)


def write(folder, moments, order, comments, left_out=None):
    """Write one snapshot of two moments, with the truth of the second."""
    folder.mkdir(parents=True)
    facts = dict(moments[1][1], dumps=[])
    for number, (source, told) in enumerate(moments, 1):
        for dump in told["dumps"]:
            if (number, dump["server"]) == left_out:
                continue
            kept = dict(dump, file=f"{number}-{dump['file']}")
            text = (source / dump["file"]).read_text()
            (folder / kept["file"]).write_text((head(number, order, dump) if comments else "") + text)
            facts["dumps"].append(kept)
    first = facts["dumps"][0]["at"]
    dead = facts["gone_before"] + facts["gone_between"]
    between = [event["server"] for event in facts["events"] if event["what"] == "kill" and event["at"] > first]
    facts["gone_before"] = [name for name in dead if name not in between]
    facts["gone_between"] = [name for name in dead if name in between]
    (folder / "truth.json").write_text(json.dumps(facts))


def moments_of(life):
    """The moments of a life, in their order, each with its truth."""
    folders = sorted(life.glob("*-moment"))
    return [(folder, json.loads((folder / "truth.json").read_text())) for folder in folders]


def main():
    """Write all of them below a new folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the new folder")
    parser.add_argument("folder", nargs="+", type=Path, help="recorded lives")
    asked = parser.parse_args()
    draw, order = random.Random(1), 0
    for life in sorted(life for folder in asked.folder for life in folder.iterdir() if life.is_dir()):
        told = moments_of(life)
        for pair in zip(told, told[1:], strict=False):
            order += 1
            name = asked.out / life.name / pair[1][0].name.partition("-")[0]
            silent = (draw.choice((1, 2)), draw.choice(pair[1][1]["dumps"])["server"])
            write(Path(f"{name}-rounds"), pair, order, comments=False)
            write(Path(f"{name}-collected"), pair, order, comments=True)
            write(Path(f"{name}-silent"), pair, order, comments=True, left_out=silent)


if __name__ == "__main__":
    main()
