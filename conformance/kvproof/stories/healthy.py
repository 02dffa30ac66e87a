"""Three servers write, delete and settle: nothing to report, nothing to mark."""

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    for number, server in enumerate(SERVERS):
        await t.write(server, f"a.{number}", number)
        await t.write(server, "shared", number)
    await t.erase("test_2", "a.0")
    await t.net.settle()
    plan = await t.plan()
    t.equal("verdict", plan["verdict"], "clean")
    report = await t.report()
    alarms = [f for f in report["findings"] if f["severity"] != "info"]
    t.equal("findings", alarms, [])
