"""What the guide proposes to report: "log stop" fails, and the log goes on.

The client asks for a log without a path, and the server reads the path. Only opening
another log closes the one before. (DistKV's client and server are the same in this.)
"""

from .. import console

SERVERS = ("test_0", "test_1")


async def story(t):
    await t.log("test_0", "dest", t.saved("log"))
    try:
        said = await t.kv("test_0", "log", "stop")
    except (console.CommandFailed, AttributeError) as exc:
        t.true(f"the error names the path: {exc}", "path" in str(exc))
    else:
        t.true(f"it fails, but said {said}", False)
    size = t.saved("log").stat().st_size
    await t.write("test_0", "a", "since")
    await t.log("test_0", "dest", t.saved("next log"))
    t.true("the log went on", t.saved("log").stat().st_size > size)
