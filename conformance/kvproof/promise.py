"""What tickdiff promises of a plan, held against the truth in the servers' memory."""

import itertools
import re

from . import truth


#: What a report calls a tick that a server says is gone; "deleted+present" is not.
GONE = ("superseded", "deleted")


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


def marks_hide_nothing(net, plan, together=False):
    """On dumps of any time, no mark destroys what lives, or ends the asking for it.

    Where the operator said that the dumps are together, a mark may say what another
    living server would answer itself.
    """
    for step in plan["steps"]:
        server, origin = net[step["server"]], step["origin"]
        held = truth.sets(server, origin) if origin in server._nodes else {}
        # A server that has a tick drops it from a superseded mark.
        has = set() if step["kind"] == "deleted" else held.get("present", set()) | held.get("superseded", set())
        for tick in truth.ticks(step["ticks"]) - has:
            holders = [name for name in net.alive if truth.lives(net[name], origin, tick)]
            answered = together and any(truth.ends(net[name], origin, tick) for name in net.alive)
            if holders and not answered:
                raise Broken(f"plan marks {origin}:{tick}, which lives on {holders}: {step}")


def predicted(expected, folder):
    """The servers print what was predicted, but for the counters of questions asked."""
    for name, text in expected.items():
        printed = (folder / f"{name}.yaml").read_text()
        if uncounted(printed) != uncounted(text):
            raise Broken(f"{name} prints {printed!r}, predicted was {text!r}")


def uncounted(text):
    """A dump without the two counters that change with every question."""
    return re.sub("^(seq|tock): .*\n", "", text, flags=re.M)


def read_back(expected, folder):
    """Where a plan changes nothing, its prediction is every dump, byte for byte."""
    for name, text in expected.items():
        printed = (folder / f"{name}.yaml").read_text()
        if printed != text:
            raise Broken(f"{name} printed {printed!r}, read back as {text!r}")


def carried_out(verified):
    """Every step of a plan is done, and nothing that was present is missing now."""
    outcomes = {step["outcome"] for step in verified["steps"]}
    if outcomes - {"done", "resurfaced"} or verified["lost"]:
        raise Broken(f"not carried out: {verified}")


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
    """Nothing is missing, and what still differs is covered by a finding.

    Where two servers hold different chains of an entry, a finding names both over one
    of the ticks in them; or one of the two has not heard of such a tick.
    """
    for name in net.alive:
        if truth.missing(net[name]):
            raise Broken(f"{name} still misses {truth.missing(net[name])}")
    told = disputes_told(report)
    for path, views in truth.differences(net).items():
        for one, other in itertools.combinations(views, 2):
            if truth.same(views[one], views[other]):
                continue
            links = truth.links(net, path, one, other)
            if any({one, other} == {d[0], d[1]} and d[2:] in links for d in told):
                continue
            if not any(covers(finding, {one, other}, links) for finding in report["findings"]):
                raise Broken(f"{path} differs between {one} and {other}, unsaid: {views}")


def covers(finding, pair, links):
    """Whether a finding contested, or behind, speaks of this difference between two servers."""
    named = pair & set(finding["servers"])
    if not (finding["id"] == "contested" and named == pair or finding["id"] == "behind" and named):
        return False
    return any((finding["origin"], tick) in links for tick in truth.ticks(finding["ticks"]))


def disputes_told(report):
    """(calls, has, origin, tick) of all findings diverged; the view tells who has it."""
    segments = {origin["origin"]: origin["segments"] for origin in report["origins"]}
    told = set()
    for finding in report["findings"]:
        if finding["id"] == "diverged":
            origin, ticks = finding["origin"], truth.ticks(finding["ticks"])
            states = {name: told_of(segments[origin], name) for name in finding["servers"]}
            # The callers call all of the ticks gone; a holder has some of them.
            calls = {name for name in states if all(states[name][tick] in GONE for tick in ticks)}
            for tick in ticks:
                has = {name for name in states if states[name][tick] == "present"}
                told.update((one, other, origin, tick) for one in calls for other in has)
    return told


def view(net, report):
    """The merged view tells of every server and tick what its memory says."""
    for origin in report["origins"]:
        for name in net.alive:
            told = told_of(origin["segments"], name)
            node = net[name]._nodes.get(origin["origin"])
            really = truth.states(net[name], origin["origin"]) if node else {}
            if {tick: state for tick, state in told.items() if state != "unheard"} != really:
                raise Broken(f"{origin['origin']} on {name}: view {told}, memory {really}")


#: Checks of a dump by itself; a name that is not listed and ranges that no server
#: prints are never so in a server's memory.
IDENTITY = {"overlap", "gap", "beyond-latest", "deleted-unaccounted", "unknown-origin", "range-form"}


def identity(net, report):
    """A dump is called broken exactly where the sets in its server's memory are."""
    told = {
        (finding["id"], server, finding["origin"], tick)
        for finding in report["findings"]
        if finding["id"] in IDENTITY
        for server in finding["servers"]
        for tick in truth.ticks(finding["ticks"])
    }
    really = {
        (check, name, origin, tick)
        for name in net.alive
        for check, origin, tick in truth.breaches(net[name], net.members)
    }
    if told != really:
        raise Broken(f"identity: told but not so {told - really}, so but not told {really - told}")


def told_of(segments, server):
    """Tick -> state of one server, from the segments of a report."""
    return {
        tick: group["state"]
        for segment in segments
        for group in segment["states"]
        if server in group["servers"]
        for tick in truth.ticks(segment["ticks"])
    }


def diverged(net, report):
    """Exactly those ticks are called diverged that are, and every other dispute contested.

    One server calls gone what another has present, and the other lacks nothing that can
    have superseded it: no tick of another origin, nor a higher one of the same. Where
    two have seen the same and nothing is disputed, all their living entries agree.
    """
    seen = {name: truth.seen(net[name]) for name in net.alive}
    really, masked = set(), set()
    for calls, has in itertools.permutations(net.alive, 2):
        lacks = seen[calls] - seen[has]
        for dispute in truth.disputes(net, calls, has):
            _, _, origin, tick = dispute
            may = any(other != origin or higher > tick for other, higher in lacks)
            (masked if may else really).add(dispute)
    told = disputes_told(report)
    if told != really:
        raise Broken(f"diverged: told but not so {told - really}, so but not told {really - told}")
    if unsaid := {dispute for dispute in masked if not contested(report, dispute)}:
        raise Broken(f"not contested: {unsaid}")
    quarrels = {frozenset(dispute[:2]) for dispute in really}
    for path, views in truth.differences(net).items():
        for one, other in itertools.combinations(views, 2):
            quiet = seen[one] == seen[other] and {one, other} not in quarrels
            if quiet and not truth.same(views[one], views[other]):
                raise Broken(f"{path} differs between {one} and {other}, unsaid: {views}")


def contested(report, dispute):
    """Whether a finding contested names both servers of a dispute, and its tick."""
    calls, has, origin, tick = dispute
    return any(
        finding["id"] == "contested" and finding["origin"] == origin
        and {calls, has} <= set(finding["servers"]) and tick in truth.ticks(finding["ticks"])
        for finding in report["findings"]
    )
