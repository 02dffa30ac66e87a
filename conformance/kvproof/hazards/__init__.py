"""The hazards are real: the marks tickdiff refuses, done by hand, and the damage.

One experiment a module. RULE is the reason or finding that forbids the deed; each
story first holds tickdiff to refuse, then does it, and holds the damage to be there.
"""

from . import (
    above_latest,
    alive_elsewhere,
    alive_elsewhere_deleted,
    deleter_list_in_use,
    deleter_trap,
    deletion_pending,
    heal_behind,
    holder_restarted_empty,
    living_returns,
    mistyped_name,
    no_ticks,
    node_drop,
    not_heard,
    not_said,
    only_deletion_forgotten,
    origin_ahead,
    origin_behind,
    race_ahead,
    rejoin_under_deleted,
    request_remembered,
    settled_as_deleted,
    stale_restart,
    unseen_server,
)

HAZARDS = (
    alive_elsewhere,
    alive_elsewhere_deleted,
    deletion_pending,
    origin_ahead,
    origin_behind,
    race_ahead,
    rejoin_under_deleted,
    request_remembered,
    settled_as_deleted,
    stale_restart,
    unseen_server,
    not_said,
    not_heard,
    no_ticks,
    mistyped_name,
    living_returns,
    above_latest,
    deleter_list_in_use,
    deleter_trap,
    node_drop,
    holder_restarted_empty,
    only_deletion_forgotten,
    heal_behind,
)
