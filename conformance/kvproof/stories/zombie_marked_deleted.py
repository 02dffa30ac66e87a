"""The same return, after somebody marked what was forgotten with --deleted on all servers.

It is the one thing that mark is better at: the old value lives on the server that returned
until somebody asks for it. Then all answer "deleted", and it mostly dies. But the server
that has it answers too, and in 3 of 31 seeds it lived on all. No plan marks so for it, as
the same answer destroys a living entry that comes back (the hazard living_returns).
"""

from .. import returned, truth

SERVERS = returned.SERVERS
FAMILIES = ("moat",)


async def story(t):
    plan = await returned.deleted(t)
    for step in plan["steps"]:
        await t.mark(step["server"], "--deleted", "--", step["origin"], *sorted(truth.ticks(step["ticks"])))
    t.nothing_missing()
    await returned.deleted_is_back(t)
    t.equal("a", t.values("a"), returned.ONLY_THERE)
    await returned.asked_for(t)
    fate = t.value("test_3", "a")
    t.true(f"it died, or lives with its value: {fate}", fate in (None, 1))
    t.equal("one fate on all", t.values("a"), dict.fromkeys(SERVERS, fate))
    t.equal("c", t.values("c"), dict.fromkeys(SERVERS, 1))
