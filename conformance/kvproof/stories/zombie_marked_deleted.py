"""The same return, after somebody marked what was forgotten with --deleted on all servers.

It is the one thing that mark is better at: the old value lives on the server that returned
until somebody asks for it. Then all answer "deleted", and it dies. No plan says so for it,
as the same answer destroys a living entry that comes back (the hazard living_returns).
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
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS))
    t.equal("c", t.values("c"), dict.fromkeys(SERVERS, 1))
