"""Plans against the truth: marks that do harm, and refusals that nobody needed."""

from collections import Counter

from .case import ticks

#: What a mark can do, worst first. The last is no harm to what lives.
HARM = ("destroys", "hides the newest", "hides an old link", "comes again", "hides a deletion")


def harm(case, server, origin, tick, kind):
    """What a mark does to what the living servers have; None if nothing."""
    living = [(name, place) for name, path, place in case.links.get((origin, tick), ()) if case.entries[name][path]["alive"]]
    if kind == "deleted" and living:
        return "destroys"
    if server not in case.living or any(case.has(server, held, origin, tick) for held in ("present", "superseded")):
        return None  # there is nothing to hide from it, or the mark changes nothing
    if living:
        return "hides the newest" if any(place == 0 for _, place in living) else "hides an old link"
    if origin in case.living and tick > case.latest(origin):
        return "comes again"  # the origin will give the tick out again
    return "hides a deletion" if case.holders(origin, tick) else None


class Marks:
    """Counts of plans that were made with the same flags, on the same kind of words."""

    def __init__(self):
        self.plans = self.without = self.marking = self.left = 0
        self.marks = Counter()  # by kind
        self.harm = Counter()
        self.answered = 0  # marks that hide what lives, though another server would answer the same
        self.refused = Counter()  # by reason
        self.needless = Counter()
        self.harmful = []

    def add(self, case, plan, without=False):
        """Count one plan; without says that dumps of gone servers had to be left out."""
        self.plans += 1
        self.without += without
        self.marking += bool(plan["steps"])
        self.left += sum(part["count"] for part in plan["left"])
        for part in plan["steps"]:
            for tick in ticks(part["ticks"]):
                self.mark(case, part, tick)
        for part in plan["refused"]:
            for tick in ticks(part["ticks"]):
                self.refused[part["reason"]] += 1
                self.needless[part["reason"]] += not case.holders(part["origin"], tick)

    def mark(self, case, part, tick):
        """Count one marked tick."""
        self.marks[part["kind"]] += 1
        done = harm(case, part["server"], part["origin"], tick, part["kind"])
        if not done:
            return
        self.harm[done] += 1
        answerers = case.answerers(part["origin"], tick) if done in HARM[1:3] else []
        self.answered += bool(answerers)
        where = f"{part['origin']}:{tick} on {part['server']}, {part['kind']}, {part['reason']}"
        said = f"; {' '.join(answerers)} would answer the same" if answerers else ""
        self.harmful.append(f"{case.name}: {done}: {where}{said}")

    def wrong(self):
        """Marks that harm what lives."""
        return sum(self.harm[done] for done in HARM[:4])
