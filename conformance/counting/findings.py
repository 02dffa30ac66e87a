"""Reports against the truth: differences that are told, and findings that are so."""

from collections import Counter, defaultdict

from .case import ticks

#: A difference of two servers at one path, by the best that is said of it.
TOLD = ("its chain", "one of the two servers", "info only", "nothing", "younger than the dumps")

#: How two servers can differ at one path, worst first.
REAL = ("value", "head", "links", "none")


class Findings:
    """Counts of reports on one kind of snapshots."""

    def __init__(self):
        self.reports = self.with_difference = self.clean = 0
        self.told = defaultdict(Counter)  # how they differ -> how it is told -> count
        self.alike = defaultdict(Counter)  # the same, where both dumps say the same
        self.real = defaultdict(Counter)  # (check, severity) -> what differs -> count
        self.fired = Counter()  # snapshots
        self.false_alarms = Counter()  # snapshots without any difference
        self.silent, self.untold = [], []

    def add(self, case, code, report):
        """Count one report, and how it ended."""
        self.reports += 1
        self.with_difference += bool(case.differences)
        self.clean += code == 0
        tellable = False
        for (path, *pair), how in case.differences.items():
            told = best(case, path, pair, report["findings"])
            self.told[how][told] += 1
            self.alike[how][told] += case.printed(pair[0]) == case.printed(pair[1])
            tellable |= told != TOLD[-1]
            if told in TOLD[2:4]:
                self.untold.append(f"{case.name}: {told}: {how} of {path} between {pair[0]} and {pair[1]}")
        if code == 0 and tellable:
            self.silent.append(f"{case.name}: {worst(case)}")
        for finding in report["findings"]:
            self.real[check(finding)][real(case, finding)] += 1
        for fired in {check(finding) for finding in report["findings"]}:
            self.fired[fired] += 1
            self.false_alarms[fired] += not case.differences


def check(finding):
    """Which check found it, and how bad it is."""
    return finding["id"], finding["severity"]


def worst(case):
    """The worst that differs in a snapshot, and where."""
    (path, one, other), how = max(case.differences.items(), key=lambda item: item[1] == "value")
    return f"{how} of {path} differs between {one} and {other}"


def best(case, path, pair, findings):
    """The best that is said of the difference between two servers at a path."""
    if case.younger(path, *pair):
        return TOLD[-1]
    links = case.chain_links(path, *pair)
    said = TOLD.index("nothing")
    for finding in findings:
        if not set(pair) & set(finding["servers"]):
            continue
        if finding["severity"] == "info":
            how = "info only"
        elif any((finding["origin"], tick) in links for tick in ticks(finding["ticks"])):
            how = "its chain"
        else:
            how = "one of the two servers"
        said = min(said, TOLD.index(how))
    return TOLD[said]


def real(case, finding):
    """The worst that differs at the finding's ticks, between a server it names and any."""
    at = {(finding["origin"], tick) for tick in ticks(finding["ticks"])}
    paths = {path for link in at for _, path, _ in case.links.get(link, ())}
    named = set(finding["servers"])
    hows = {how for (path, *pair), how in case.unlike.items() if path in paths and named & set(pair)}
    return min(hows, key=REAL.index, default="none")
