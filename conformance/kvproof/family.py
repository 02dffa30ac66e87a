"""MoaT-KV, or DistKV as it was called before: whichever is installed is under test.

The two differ in the names of modules and of some settings, and in how messages
between servers are packed; all of that is here.
"""

from contextlib import asynccontextmanager
from unittest import mock

from moat.util import attrdict

try:
    from moat.kv._main import cli as client
    from moat.kv.client import client_scope
    from moat.kv.command import server as server_command
    from moat.kv.command.internal import cli as internal
    from moat.kv.command.log import cli as log
    from moat.kv.server import Server
    from moat.lib.codec import get_codec
    from moat.lib.config import CFG, CfgStore
    from moat.lib.path import P, Path

    NAME = "moat"
    HAS_PROGRAM = True
    ARGV = ["moat", "kv", "-h"]
    CONN = "conn"
    AS_SERVICE = "moat.link.announce.as_service"

    def config():
        """The default settings; within a configured() block."""
        return CFG.moat.kv

    def configured():
        """A context in which settings are at hand, no files read."""
        return CFG.with_config_(CfgStore())

    def path(elements):
        """Elements as a path."""
        return Path.build(elements)

    def pack(value):
        """A value as it stands in save files."""
        return get_codec("std-msgpack").encode(value)

except ImportError:
    from contextlib import nullcontext as configured

    from distkv.client import client_scope
    from distkv.command import server as server_command
    from distkv.command.client import cli as client
    from distkv.command.client.internal import cli as internal
    from distkv.command.client.log import cli as log
    from distkv.default import CFG
    from distkv.server import Server
    from moat.util import P, Path, packer as pack

    NAME = "distkv"
    HAS_PROGRAM = False  # it starts with no companions to be had today
    ARGV = ["distkv", "client", "-h"]
    CONN = "connect"
    AS_SERVICE = "moat.util.as_service"

    def config():
        """The default settings."""
        return CFG

    def path(elements):
        """Elements as a path."""
        return Path(*elements)


def sealed(sender, payload):
    """A message with its sender's name on it; DistKV packs messages itself, to bytes."""
    if isinstance(payload, (bytes, bytearray)):
        return sender.encode() + b"\0" + payload
    return {"from": sender, "said": payload}


def opened(payload):
    """Sender and message."""
    if isinstance(payload, (bytes, bytearray)):
        sender, _, said = payload.partition(b"\0")
        return sender.decode(), said
    return payload["from"], payload["said"]


def whole(settings):
    """The settings of MoaT-KV or DistKV where the whole program has them."""
    return settings if NAME == "distkv" else attrdict(kv=settings)


def root(stdout):
    """What the program hands to its commands."""
    obj = attrdict(cfg=whole(config()), stdout=stdout, debug=0, DEBUG=False)
    for name in ("_util_sub_pre", "_util_sub_post", "_util_ext_pre", "_util_ext_post"):
        setattr(obj, name, None)
    return obj


async def serve(words, config, made, started):
    """Run the command "server" with these words, until it is cancelled.

    What starts the process is left out, as that wants a service manager, and MoaT-Link
    for MoaT-KV; and it makes its server by made(name, cfg).
    """

    @asynccontextmanager
    async def as_service(obj):  # noqa: ARG001
        yield started

    obj = attrdict(cfg=whole(config))
    with mock.patch(AS_SERVICE, as_service), mock.patch.object(server_command, "Server", made):
        await server_command.cli.main(args=[str(word) for word in words], obj=obj, standalone_mode=False)


__all__ = [
    "ARGV", "CONN", "NAME", "P", "Server", "client", "client_scope", "config", "configured",
    "internal", "log", "opened", "pack", "path", "root", "sealed", "serve",
]
