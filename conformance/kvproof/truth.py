"""What is really so: the servers' own memory, read directly.

Dumps and tickdiff's answers are held to this; it is never shown to tickdiff.
"""

from dataclasses import dataclass

from moat.util import NotGiven


KINDS = ("deleted", "present", "superseded", "missing")

#: A deletion that is not pending is superseded too, on today's servers; one that came
#: and was passed over, as the entry was newer, is deleted and goes on being missing.
WORDS = {"deleted+superseded": "deleted", "deleted+missing": "deleted"}


@dataclass(frozen=True)
class Held:
    """What one server holds at one path: its change chain, newest first, and its value."""

    chain: tuple
    value: object
    alive: bool

    @property
    def head(self):
        """Origin and tick of the newest change this server knows of."""
        return self.chain[0]


def entries(server):
    """Path -> Held of every entry with a change chain; deleted ones too, till purged."""
    found = {}

    def walk(entry):
        if entry.chain is not None:
            chain = tuple((node.name, tick) for node, tick in entry.chain)
            alive = entry.data is not NotGiven
            found[tuple(entry.path)] = Held(chain, entry.data if alive else None, alive)
        for child in entry.values():
            walk(child)

    walk(server.root)
    return found


def entry(server, origin, tick):
    """Path and Held of the entry in whose chain this server has the tick."""
    path = tuple(server._nodes[origin].entries[tick].path)
    return path, entries(server)[path]


def living(server):
    """Path -> Held of the entries that have a value."""
    return {path: held for path, held in entries(server).items() if held.alive}


def lives(server, origin, tick):
    """Whether this server has the tick in the chain of an entry that has a value."""
    node = server._nodes.get(origin)
    return node is not None and tick in node.entries and node.entries[tick].data is not NotGiven


def ticks(ranges):
    """A RangeSet as a plain set."""
    return {tick for begin, end in ranges for tick in range(begin, end)}


def sets(server, origin):
    """The server's own sets of one origin: present, superseded, deleted, missing."""
    node = server._nodes[origin]
    return {
        "present": ticks(node.local_present),
        "superseded": ticks(node.local_superseded),
        "deleted": ticks(node.local_deleted),
        "missing": ticks(node.local_missing) if node.tick else set(),
    }


def missing(server):
    """Origin -> ticks this server misses; origins without any are left out."""
    gaps = {name: sets(server, name)["missing"] for name in server._nodes}
    return {name: gap for name, gap in gaps.items() if gap}


def differences(net):
    """Path -> {server: Held or None} where living servers hold different living entries.

    Entries with the same newest change are the same, though one server's chain may be
    shorter: re-sent entries carry the two newest links only.
    """
    held = {name: living(net[name]) for name in net.alive}
    found = {}
    for path in sorted(set().union(*held.values()), key=repr):
        views = {name: held[name].get(path) for name in held}
        first, *others = views.values()
        if not all(same(first, other) for other in others):
            found[path] = views
    return found


def ends(server, origin, tick):
    """Whether this server would answer that the tick is gone, and has nothing of it."""
    node = server._nodes.get(origin)
    return node is not None and tick in ticks(node.local_superseded)


def links(net, path, *names):
    """All (origin, tick) in these servers' chains at the path, deleted entries' too."""
    held = (entries(net[name]).get(path) for name in names)
    return {link for entry in held if entry for link in entry.chain}


def same(one, other):
    """Whether two servers hold the same living entry, or both none."""
    return (one and (one.head, one.value)) == (other and (other.head, other.value))


def states(server, origin):
    """Tick -> the word a report has for the state of one origin's tick on this server."""
    found = sets(server, origin)
    words = {}
    for tick in set().union(*found.values()):
        held = [kind for kind in KINDS if tick in found[kind]]
        words[tick] = WORDS.get("+".join(held), "+".join(held))
    return words


def breaches(server, real):
    """(check, origin, tick) of all at which this server's own sets break the identity.

    Of the names, real are those of servers; others were made by a mistyped mark, and have
    no ticks to be above.
    """
    found = set()
    for origin, node in server._nodes.items():
        held = sets(server, origin)
        some = set().union(*held.values())
        heard = set(range(1, (node.tick or 0) + 1))
        present, superseded, missing = (held[kind] for kind in ("present", "superseded", "missing"))
        broken = {
            "overlap": present & superseded | present & missing | superseded & missing,
            "gap": heard - some,
            "beyond-latest": some - heard if origin in real else set(),
            "deleted-unaccounted": held["deleted"] - present - superseded,
        }
        found |= {(check, origin, tick) for check in broken for tick in broken[check]}
    return found


def seen(server):
    """All (origin, tick) this server has present or superseded."""
    return {
        (name, tick)
        for name in server._nodes
        for kind in ("present", "superseded")
        for tick in sets(server, name)[kind]
    }


def heard_of_deleters(server):
    """Whether this server has heard a member of the deleter list in its turn."""
    return server._del_actor.max_seen > 0


def disputes(net, calls, has):
    """(calls, has, origin, tick) that one calls gone and the other has, not deleted."""
    found = set()
    for origin in set(net[calls]._nodes) & set(net[has]._nodes):
        gone, held = sets(net[calls], origin), sets(net[has], origin)
        quarrel = (gone["superseded"] - gone["present"]) & (held["present"] - held["deleted"])
        found.update((calls, has, origin, tick) for tick in quarrel)
    return found
