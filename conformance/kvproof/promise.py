"""What tickdiff promises of a plan, held against the truth in the servers' memory."""

from . import truth


class Broken(AssertionError):
    """A promise that did not hold, with what was seen instead."""


def verdicts(plan):
    """Every missing tick of a plan: (server, origin, tick) -> (kind, reason)."""
    found = {}
    for kind in ("steps", "left", "refused"):
        for part in plan[kind]:
            for tick in truth.ticks(part["ticks"]):
                key = part["server"], part["origin"], tick
                if key in found:
                    raise Broken(f"{key} stands twice in the plan")
                found[key] = (kind, part["reason"])
    return found


def partition(net, plan):
    """Exactly what the servers really miss stands in the plan, each tick once."""
    really = {
        (name, origin, tick)
        for name in net.alive
        for origin, gap in truth.missing(net[name]).items()
        for tick in gap
    }
    if set(verdicts(plan)) != really:
        raise Broken(f"plan accounts for {sorted(verdicts(plan))}, missing is {sorted(really)}")


def marks_nothing_present(net, plan):
    """No step marks a tick that any living server has in a change chain."""
    for step in plan["steps"]:
        for begin, end in step["ticks"]:
            for name in net.alive:
                node = net[name]._nodes.get(step["origin"])
                held = node and truth.ticks(node.local_present) & set(range(begin, end))
                if held:
                    raise Broken(f"plan marks {held} of {step['origin']}, present on {name}: {step}")


def nothing_lost(net, before, deletions):
    """No server lost a value, nor went back to an older one.

    An entry may have become any version that a living server had before, but not
    an older link of the chain it had. That a deletion stays a deletion is asked only
    with deletions: a server restarted from its file has forgotten those not purged.
    """
    versions = {}
    for held in before.values():
        for path, entry in held.items():
            versions.setdefault(path, {})[entry.head] = entry
    for name in set(before) & set(net.alive):
        after = truth.entries(net[name])
        for path, was in before[name].items():
            if was.alive or deletions:
                kept(f"{name} {path}", was, after.get(path), versions[path])


def kept(where, was, now, versions):
    """An entry is still there, no older than it was; gone only if it was deleted."""
    if now is None:
        if was.alive and all(version.alive for version in versions.values()):
            raise Broken(f"{where}: {was} is gone; nobody had deleted it")
    elif not any(now.alive == v.alive and now.value == v.value for v in versions.values()):
        raise Broken(f"{where}: {was} became {now}, which nobody had")
    elif now.head in was.chain[1:]:
        raise Broken(f"{where}: {was} went back to {now}")


def sound(net, report):
    """Nothing is missing, and what still differs is covered by a finding."""
    for name in net.alive:
        if truth.missing(net[name]):
            raise Broken(f"{name} still misses {truth.missing(net[name])}")
    covering = [f for f in report["findings"] if f["id"] in ("diverged", "behind")]
    for path, views in truth.differences(net).items():
        links = {link for held in views.values() if held for link in held.chain}
        if not any(covers(finding, links) for finding in covering):
            raise Broken(f"{path} differs, and no finding says so: {views}")


def covers(finding, links):
    """Whether the finding speaks of one of these origins' ticks."""
    return any(
        finding["origin"] == origin and begin <= tick < end
        for origin, tick in links
        for begin, end in finding["ticks"]
    )


def view(net, report):
    """The merged view tells of every server and tick what its memory says."""
    for origin in report["origins"]:
        for name in net.alive:
            told = told_of(origin["segments"], name)
            node = net[name]._nodes.get(origin["origin"])
            really = truth.states(net[name], origin["origin"]) if node else {}
            if {tick: state for tick, state in told.items() if state != "unheard"} != really:
                raise Broken(f"{origin['origin']} on {name}: view {told}, memory {really}")


def told_of(segments, server):
    """Tick -> state of one server, from the segments of a report."""
    return {
        tick: segment["state"][server]
        for segment in segments
        if server in segment["state"]
        for tick in truth.ticks(segment["ticks"])
    }


def diverged(net, report):
    """Exactly those ticks are called diverged that are, and each is a real difference.

    One server calls superseded what another has present that has seen all the first
    has seen. The entry is then another one there, or has another chain.
    """
    told = {}
    for finding in report["findings"]:
        if finding["id"] == "diverged":
            key = (*finding["servers"], finding["origin"])
            told[key] = truth.ticks(finding["ticks"])
    really = {}
    for calls in net.alive:
        for has in net.alive:
            if calls != has and truth.seen(net[calls]) <= truth.seen(net[has]):
                really.update(truth.disputes(net, calls, has))
    if told != really:
        raise Broken(f"diverged: told {told}, really {really}")
    unsaid_differences(net, really)


def unsaid_differences(net, disputes):
    """Where two have seen the same and nothing is disputed, their living entries agree."""
    for path, views in truth.differences(net).items():
        for one in views:
            for other in views:
                same = truth.seen(net[one]) == truth.seen(net[other])
                quarrel = any({one, other} == set(key[:2]) for key in disputes)
                if same and not quarrel and views[one] != views[other]:
                    raise Broken(f"{path} differs between {one} and {other}, unsaid: {views}")
