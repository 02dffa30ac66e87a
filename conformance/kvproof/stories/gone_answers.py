"""A server that is said to be gone answers, though the others do not hear it.

It came back cut off from the others, with what they miss. Their dumps have not moved,
so the plan still holds by them; the script asks the server itself, and stops. Once it
is let in, the others get what they missed.
"""

SERVERS = ("test_0", "test_1", "test_2")

#: The command "distkv" itself does not start with any companions to be had today.
FAMILIES = ("moat",)


async def story(t):
    with t.net.network.muted("test_0"):
        await t.write("test_0", "a", 1)
    await t.write("test_0", "b", 1)
    await t.save("test_0", "full")
    await t.net.kill("test_0")
    script = await t.script(gone=["test_0"])
    t.net.network.split({"test_0"})
    await t.net.start("test_0", load=t.saved("full"))
    code, said = await t.sh(script, "--run")
    t.true(f"it stops: {code} {said}", code == 1 and "test_0 at 127.0.0.1 " in said and "is said to be gone, and answers" in said)
    t.true(f"nothing is marked: {said}", "0 of 2 marks" in said)

    t.net.network.heal()
    await t.net.settle()
    await t.cut_and_heal("test_0")
    await t.repair()
    t.equal("a", t.values("a"), dict.fromkeys(SERVERS, 1))
