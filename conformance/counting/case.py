"""One recorded snapshot: its dumps, and what was really so when the last was taken."""

import functools
import itertools
import json
import re
from pathlib import Path

#: Events after which a server no longer has the data that an earlier dump shows.
REPLACED = ("wipe", "restart-stale")


class Case:
    """A snapshot's folder, read."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.facts = json.loads((self.folder / "truth.json").read_text())
        self.kind = self.folder.name.partition("-")[2]
        self.dumps = self.facts["dumps"]
        self.living = sorted(self.facts["servers"])

    @property
    def name(self):
        """Life and snapshot."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def files(self):
        """The dumps' files, in their order."""
        return [str(self.folder / dump["file"]) for dump in self.dumps]

    @property
    def gone(self):
        """The dead servers that any dump knows; tickdiff takes no others for gone."""
        told = "".join(Path(file).read_text() for file in self.files)
        dead = self.facts["gone_before"] + self.facts["gone_between"]
        return [name for name in dead if re.search(rf"\b{name}\b", told)]

    def of_the_living(self):
        """The same snapshot without dumps of servers that are gone."""
        other = Case(self.folder)
        other.dumps = [dump for dump in self.dumps if dump["server"] in self.living]
        return other

    def since(self, *what):
        """Whether any of that has happened since the first dump."""
        first = self.dumps[0]["at"]
        return any(event["what"] in what and event["at"] > first for event in self.facts["events"])

    @property
    def gone_is_true(self):
        """Whether all that are called gone had stopped before the first dump."""
        return not self.since("kill")

    @property
    def together_is_true(self):
        """Whether, besides, no server lost or replaced its data since then."""
        return self.gone_is_true and not self.since(*REPLACED)

    def has(self, server, kind, origin, tick):
        """Whether a living server has the tick in that set of the origin's."""
        states = self.facts["servers"][server]["states"]
        return tick in states.get(origin, {}).get(kind, ())

    def answerers(self, origin, tick):
        """The living servers that would answer that the tick is superseded, or deleted."""
        return [name for name in self.living if self.has(name, "superseded", origin, tick)]

    def latest(self, origin):
        """The last tick that a living server has given out, as far as it knows itself."""
        states = self.facts["servers"][origin]["states"].get(origin, {})
        return max((tick for held in states.values() for tick in held), default=0)

    def holders(self, origin, tick):
        """The living servers that have the tick in some chain; a deleted entry's too."""
        return [name for name in self.living if self.has(name, "present", origin, tick)]

    @functools.cached_property
    def entries(self):
        """Server -> path -> entry."""
        return {
            name: {json.dumps(entry["path"]): entry for entry in server["entries"]}
            for name, server in self.facts["servers"].items()
        }

    @functools.cached_property
    def links(self):
        """(origin, tick) -> [(server, path, place in the chain)], of all entries."""
        found = {}
        for name, entries in self.entries.items():
            for path, entry in entries.items():
                for place, link in enumerate(entry["chain"]):
                    found.setdefault(tuple(link), []).append((name, path, place))
        return found

    def living_entry(self, server, path):
        """A server's entry if it has a value; None if not."""
        entry = self.entries[server].get(path)
        return entry if entry and entry["alive"] else None

    def differs(self, path, one, other):
        """How two servers' living entries differ: by value, head, or older links; None if not."""
        mine, theirs = self.living_entry(one, path), self.living_entry(other, path)
        if mine is None or theirs is None:
            return None if mine is theirs else "value"
        if mine["value"] != theirs["value"]:
            return "value"
        if mine["chain"][0] != theirs["chain"][0]:
            return "head"
        return None if mine["chain"] == theirs["chain"] else "links"

    @functools.cached_property
    def unlike(self):
        """(path, one, other) -> how they differ, of all living servers and entries."""
        paths = sorted({path for entries in self.entries.values() for path in entries})
        pairs = itertools.product(paths, itertools.combinations(self.living, 2))
        found = {(path, *pair): self.differs(path, *pair) for path, pair in pairs}
        return {where: how for where, how in found.items() if how}

    @functools.cached_property
    def differences(self):
        """Those of them that matter: a re-sent entry comes without its older links."""
        return {where: how for where, how in self.unlike.items() if how != "links"}

    @functools.cached_property
    def heard(self):
        """Origin -> the latest tick that any of the dumps has heard of."""
        latest = {}
        for file in self.files:
            listed = re.search("^nodes:\n((?: .*\n)*)", Path(file).read_text(), flags=re.M)
            for origin, tick in re.findall(r"^ +(\S+): (\d+)$", listed[1] if listed else "", flags=re.M):
                latest[origin] = max(int(tick), latest.get(origin, 0))
        return latest

    def younger(self, path, one, other):
        """Whether what differs was written after the dumps, so that none can tell of it."""
        heads = [self.entries[name][path]["chain"][0] for name in (one, other) if path in self.entries[name]]
        return any(tick > self.heard.get(origin, 0) for origin, tick in heads)

    def chain_links(self, path, *servers):
        """All (origin, tick) in these servers' chains at the path."""
        chains = [self.entries[name][path]["chain"] for name in servers if path in self.entries[name]]
        return {tuple(link) for chain in chains for link in chain}

    def printed(self, server):
        """A server's newest dump, less what names it and counts questions; None if there is none."""
        for file, dump in reversed(list(zip(self.files, self.dumps, strict=True))):
            if dump["server"] == server:
                return re.sub("^(node|seq|tock): .*\n", "", Path(file).read_text(), flags=re.M)
        return None


def cases(folders):
    """All snapshots below the folders, by name."""
    files = sorted(file for folder in folders for file in Path(folder).rglob("truth.json"))
    return [Case(file.parent) for file in files]


def ticks(pairs):
    """The [begin, end) pairs of a plan or report as plain ticks."""
    return [tick for begin, end in pairs for tick in range(begin, end)]
