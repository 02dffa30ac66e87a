"""Named damage: one story a module, told in the order of this list.

A story has SERVERS, the names it begins with, and story(t), which does the damage,
asks tickdiff, and holds the answer and the servers to what must be so.
"""

from . import (
    conflicting_writes,
    deleted_elsewhere,
    deletion_pending,
    healthy,
    last_copy_dead,
    lost_and_recovered,
    new_server,
    partition_healed,
    power_loss,
    purge,
    rash_deleted,
    rash_superseded,
    repaired_by_script,
    request_withdrawn,
    written_anew,
    restart_all_from_save,
    restart_from_nothing,
    restart_from_save,
    restart_from_stale,
    superseded_elsewhere,
)

STORIES = (
    healthy,
    lost_and_recovered,
    last_copy_dead,
    superseded_elsewhere,
    deletion_pending,
    deleted_elsewhere,
    rash_superseded,
    rash_deleted,
    restart_from_save,
    restart_all_from_save,
    restart_from_stale,
    restart_from_nothing,
    new_server,
    partition_healed,
    conflicting_writes,
    purge,
    repaired_by_script,
    request_withdrawn,
    written_anew,
    power_loss,
)
