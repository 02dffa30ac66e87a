"""What was counted, as plain text."""

from .findings import REAL, TOLD
from .marks import HARM


def table(title, head, rows):
    """Lines of a table, its columns aligned; the first holds words, the others numbers."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    yield ""
    yield title
    for row in [head, *rows]:
        cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join([row[0].ljust(widths[0]), *cells]).rstrip()


def marks(counted):
    """What plans marked, and what that would have done; counted is {(dumps, flags, words): Marks}."""
    head = ["DUMPS, FLAGS, WORDS", "plans", "without gone's dump", "that mark", "marks", "deleted", *HARM, "answered"]
    yield from table("MARKS", head, [
        [", ".join(key), m.plans, m.without, m.marking, m.marks.total(), m.marks["deleted"], *(m.harm[done] for done in HARM), m.answered]
        for key, m in counted.items()
    ])


def refusals(counted):
    """What plans refused or left, and how much of what they refused no living server had."""
    reasons = sorted({reason for m in counted.values() for reason in m.refused})
    head = ["REFUSED, needless of them", "left", "refused", *reasons]
    yield from table("REFUSALS", head, [
        [", ".join(key), m.left, share(m.refused.total(), m.needless.total())]
        + [share(m.refused[reason], m.needless[reason]) for reason in reasons]
        for key, m in counted.items()
    ])


def share(all_of_them, some):
    """Two numbers in one cell."""
    return f"{all_of_them}, {some}" if all_of_them else "-"


def differences(counted):
    """How reports tell of what differs; counted is {dumps: Findings}."""
    head = ["DIFFERENCES OF", *TOLD, "both dumps alike", "of them untold"]
    yield from table("DIFFERENCES BETWEEN TWO LIVING SERVERS AT ONE PATH, BY THE BEST FINDING", head, [
        [f"{dumps}, {how}", *(f.told[how][told] for told in TOLD), f.alike[how].total(), sum(f.alike[how][told] for told in TOLD[2:4])]
        for dumps, f in counted.items() for how in REAL[:2]
    ])
    head = ["REPORTS", "all", "exit 0", "differences", "exit 0 with one"]
    yield from table("EXIT CODES", head, [
        [dumps, f.reports, f.clean, f.with_difference, len(f.silent)] for dumps, f in counted.items()
    ])


def findings(counted):
    """Of each check, what really differs at the ticks it names."""
    head = ["FINDING", "all", *REAL, "snapshots", "of them without difference"]
    for dumps, f in counted.items():
        yield from table(f"FINDINGS, {dumps}: WHAT DIFFERS AT THEIR TICKS", head, [
            [f"{check} {severity}", real.total(), *(real[how] for how in REAL), f.fired[check, severity], f.false_alarms[check, severity]]
            for (check, severity), real in sorted(f.real.items())
        ])
