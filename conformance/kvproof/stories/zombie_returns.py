"""A gone server comes back with values that the others have deleted, and forgotten.

All were restarted from save files meanwhile, which hold no deletions; dumps of before
showed them, and they are marked superseded. That does not keep a value from coming back:
it lives on the server that returned, unlike all others, and on all as soon as somebody
asks for what it missed. Deleted again on the server that returned, it is gone for good.
"""

from .. import returned

SERVERS = returned.SERVERS
FAMILIES = ("moat",)


async def story(t):
    plan = await returned.deleted(t)
    t.equal("reasons", {step["reason"] for step in plan["steps"]}, {"deleted-before"})
    t.equal("kinds", {command["kind"] for command in plan["commands"]}, {"superseded"})
    await t.apply(plan)
    t.nothing_missing()

    await returned.deleted_is_back(t)
    for path in ("a", "b"):
        t.equal(path, t.values(path), returned.ONLY_THERE)
    t.kept.clear()
    t.found(await t.report(gone=["test_4"]), "diverged", "test_0")
    await t.erase("test_3", "a")
    await returned.asked_for(t)
    t.equal("deleted again in time", t.values("a"), dict.fromkeys(SERVERS))
    t.equal("it came back", t.values("b"), dict.fromkeys(SERVERS, 1))
    await t.erase("test_3", "b")
    for path, value in {"a": None, "b": None, "c": 1}.items():
        t.equal(path, t.values(path), dict.fromkeys(SERVERS, value))
    t.nothing_missing()
