"""Repair in rounds, as the plan tells the operator: mark, re-join, dump, plan again.

Held to the truth at every round: the plan accounts for exactly what is missing,
no command touches what is present on a living server, and afterwards no living
server has lost a value that the living held.
"""

import json

from . import promise, truth

#: Re-joining servers tell each other of ticks not heard of before, so a new round
#: can show new ones; in hundreds of clusters four rounds were enough.
ROUNDS = 8


#: Rounds without a command after which what is left counts as stuck.
PATIENCE = 3


async def repair(trial, gone=()):
    """Repair the cluster by tickdiff's plans."""
    before = {name: truth.entries(trial.net[name]) for name in trial.net.alive}
    restarted = await rounds(trial, gone)
    promise.nothing_lost(trial.net, before, deletions=not restarted)
    promise.sound(trial.net, await trial.report(gone=gone))


async def rounds(trial, gone=()):
    """Plan and carry out, till nothing is missing; how many servers were restarted."""
    restarted = idle = 0
    settle = []
    for _ in range(ROUNDS):
        plan = await trial.plan(*settle, gone=gone)
        promise.partition(trial.net, plan)
        if not settle:
            promise.marks_nothing_present(trial.net, plan)
        if plan["commands"]:
            await carry_out(trial, plan, gone, settle)
        idle = 0 if plan["commands"] else idle + 1
        if not promise.verdicts(plan):
            break
        settle = []
        if await defuse(trial, plan, gone):
            continue
        if idle > PATIENCE:
            settle = await unstick(trial, plan)
        elif idle > 1 or len(trial.net.alive) == 2:
            restarted += await restart(trial)
        else:
            await trial.rejoin()
    return restarted


async def carry_out(trial, plan, gone, settle):
    """Make the plan's marks; the servers must then print what was predicted."""
    if not trial.as_planned:
        await trial.carry_out(plan, gone, settle)
        return
    folders = trial.recent(settle)
    expected = trial.tool.predict(folders, gone, *settle)
    saved = trial.folder / f"plan{len(trial.folders)}.json"
    saved.write_text(json.dumps(plan))
    await trial.carry_out(plan, gone, settle)
    after = await trial.dump()
    promise.predicted(expected, after)
    promise.carried_out(trial.tool.verify(saved, after))


async def defuse(trial, plan, gone):
    """Settle what lives where another server would answer that it was deleted.

    Before anything re-joins: that answer destroys it everywhere. Then it is written
    anew, so that all have it. Whether there was any.
    """
    flags, living = [], {}
    for part in plan["left"]:
        if not part["deleted_on"]:
            continue
        holder = part["holders"][0]
        for tick in truth.ticks(part["ticks"]):
            path, held = truth.entry(trial.net[holder], part["origin"], tick)
            if held.alive:
                living[path] = holder, held
                flags += ["--settle", f"{part['origin']}:{tick}@{part['server']}"]
    if not flags:
        return False
    flags.append("--settle-unproven")
    await carry_out(trial, await trial.plan(*flags, gone=gone), gone, flags)
    for path, (holder, held) in living.items():
        await trial.rewrite(holder, path, held)
    return True


async def restart(trial):
    """Restart the servers that miss something; how many."""
    names = [name for name in trial.net.alive if truth.missing(trial.net[name])]
    for name in names:
        await trial.restart(name)
        await trial.net.settle()
    return len(names)


async def unstick(trial, plan):
    """Do with stuck ticks what the plan says; the flags for those to be settled.

    A holder re-sends only the two newest links of a chain, so a tick further down
    never reaches a server that has the head. Where the server's own entry is the
    same or newer, nothing is lost by settling; else the holder writes it anew.
    """
    flags = []
    for part in plan["left"]:
        for tick in truth.ticks(part["ticks"]):
            holder, server, origin = part["holders"][0], part["server"], part["origin"]
            path, held = truth.entry(trial.net[holder], origin, tick)
            own = truth.entries(trial.net[server]).get(path)
            if not own or held.head not in own.chain:
                await trial.rewrite(holder, path, held)
            else:
                flags += ["--settle", f"{origin}:{tick}@{server}"]
    return flags
