"""The real command line, called in process.

The commands are the servers' own click objects, parsing real argument lists and
printing what an operator would see; only the program start is left out, which
costs a second a call and would run on a clock of its own.
"""

import io

import trio
from asyncscope import scope
from moat.util import attrdict, yprint

from . import family
from .cluster import real_time

GROUPS = {"internal": family.internal, "log": family.log}


class CommandFailed(Exception):
    """A command that would have ended with an error."""


async def kv(net, name, group, *args, meta=False):
    """Run "moat kv GROUP ARGS…" against a server; what it printed."""
    out = io.StringIO()
    words = [str(arg) for arg in args]
    try:
        async with net.client(name) as client:
            obj = attrdict(client=client, stdout=out, meta=3 if meta else False, debug=0)
            await GROUPS[group].main(args=words, obj=obj, standalone_mode=False)
    except Exception as exc:
        raise CommandFailed(f"{group} {words} on {name}: {cause(exc)!r}") from exc
    return out.getvalue()


def cause(exc):
    """The one exception inside the groups that trio wraps it in."""
    while len(getattr(exc, "exceptions", ())) == 1:
        exc = exc.exceptions[0]
    return exc


async def dump(net, name, *flags):
    """The state dump of one server, as printed."""
    return await kv(net, name, "internal", "state", *(flags or ("-a",)))


async def dropping(net, name):
    """A dump with node_drop, which no flag of "internal state" asks for."""
    asked = dict.fromkeys(("nodes", "known", "present", "deleted", "missing", "remote_missing", "node_drop"), True)
    out = io.StringIO()
    async with net.client(name) as client:
        yprint(await client._request("get_state", iter=False, **asked), stream=out)
    return out.getvalue()


async def mark(net, name, *args):
    """Run "internal mark" on a server; its answer, as printed."""
    return await kv(net, name, "internal", "mark", *args)


async def argv(net, words):
    """Run a whole command line as tickdiff prints it: … -h NAME [-p PORT] GROUP …"""
    if words[:3] != family.ARGV:
        raise CommandFailed(f"not a command for a named server: {words}")
    name, rest = words[3], words[4:]
    if rest[0] == "-p":
        rest = rest[2:]
    return await kv(net, name, *rest)


async def program(trial, words, stop_after=None, apart=False):
    """Run a whole command line that names host and port, stopped after some seconds; what it printed.

    It is run in a process of its own, if that is wanted and can be.
    """
    words = [str(word) for word in words]
    if apart and family.HAS_PROGRAM:
        return await real(trial, words if stop_after is None else ["timeout", "-s", "INT", str(stop_after), *words], stop_after)
    out = io.StringIO()
    try:
        with real_time() if stop_after is None else trio.move_on_after(stop_after):
            async with scope.using_scope():
                await family.client.main(args=words[2:], obj=family.root(out), standalone_mode=False)
    except Exception as exc:
        raise CommandFailed(f"{words}: {cause(exc)!r}") from exc
    return out.getvalue()


async def real(trial, words, stopped):
    """Run the program itself, in a process of its own."""
    with real_time():
        done = await trio.run_process(words, cwd=trial.folder, check=False, capture_stdout=True, capture_stderr=True)
    if done.returncode and not stopped:
        raise CommandFailed(f"{words}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()
