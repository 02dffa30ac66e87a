"""A server that was never there joins while another one misses data.

It copies from whom it meets first, and so may miss the same; the tick stays
alive where it is, and must not be marked for either.
"""

SERVERS = ("test_0", "test_1", "test_2")


async def story(t):
    await t.write("test_0", "a", 1)
    with t.net.network.deafened("test_1"):
        await t.write("test_0", "b", 1)
        await t.write("test_0", "b", 2)
    await t.write("test_0", "c", 1)
    await t.net.start("test_3")
    await t.net.settle()
    await t.repair()
    t.equal("b", t.values("b"), dict.fromkeys((*SERVERS, "test_3"), 2))
