"""What must survive a repair, step by step, by the servers' own memory.

Of each entry there are newest versions: those that no other version, on any living
server, comes after. There is one, or several that conflict.
"""

from . import promise, truth


class Safekeeping:
    """What was there when the repair began, or was written since."""

    def __init__(self, net):
        self.net = net
        self.forgetful = set()
        self.begin()

    def begin(self):
        """Take all that is there now for what must survive."""
        self.before = {name: truth.entries(self.net[name]) for name in self.net.alive}
        self.newest = newest(self.before.values())

    def restarted(self, name):
        """A server that was restarted has forgotten its deletions, until it is told."""
        self.forgetful.add(name)

    def written(self, server, path):  # noqa: ARG002
        """What the procedure wrote is newest now."""
        self.begin()

    def hold(self, step):
        """Fail if anything that was newest is on no living server any more.

        Nor may a server have lost a value, or have gone back.
        """
        now = {name: truth.entries(self.net[name]) for name in self.net.alive}
        for path, versions in self.newest.items():
            held = [entries[path] for entries in now.values() if path in entries]
            if any(same(one, version) for one in held for version in versions):
                continue
            if any(version.alive for version in versions) or any(one.alive for one in held):
                raise promise.Broken(f"after {step}: of {path}, {versions} is nowhere; there are {held}")
        promise.nothing_lost(self.net, self.before, deletions=not self.forgetful)


def newest(views):
    """Path -> the versions of its entry that no other comes after."""
    versions, after = {}, {}
    for entries in views:
        for path, held in entries.items():
            versions.setdefault(path, {}).setdefault((held.head, held.alive, repr(held.value)), held)
            for later, earlier in zip(held.chain, held.chain[1:]):
                after.setdefault(path, {}).setdefault(later, set()).add(earlier)
    found = {}
    for path, all_of_it in versions.items():
        old = set()
        for held in all_of_it.values():
            old |= earlier_than(held.head, after.get(path, {}))
        found[path] = [held for held in all_of_it.values() if not is_old(held.head, old, all_of_it.values())]
    return found


def is_old(head, old, versions):
    """Whether a change is an earlier one of all, or of one server that went on.

    A chain has one change of each server, its latest.
    """
    origin, tick = head
    later = {link for held in versions for link in held.chain} | old
    return head in old or any(other == origin and number > tick for other, number in later)


def earlier_than(head, after):
    """All changes that one came after, by all chains there are."""
    found, todo = set(), [head]
    while todo:
        for earlier in after.get(todo.pop(), ()):
            if earlier not in found:
                found.add(earlier)
                todo.append(earlier)
    return found


def same(one, other):
    """Whether two servers hold the same version."""
    return (one.head, one.alive, one.value) == (other.head, other.alive, other.value)
