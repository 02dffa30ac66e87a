"""A cluster of real servers on loopback, inside one process.

The servers, their MQTT broker, their clients and the command line are MoaT-KV's
own; only time is not: under trio's mock clock an idle hour passes at once, so
pings, re-joins and purges that take minutes in life take milliseconds here.
"""

import contextlib
import itertools
import math
import random
import socket
import time
from contextlib import asynccontextmanager
from unittest import mock

import anyio
import asyncactor.actor
import trio
import trio.testing
from asyncscope import main_scope, scope
from moat.mqtt.broker import create_broker
from moat.util import NotGiven, attrdict, combine_dict

from . import family
from .network import Network, WiredServer

#: Real seconds without any work before the mock clock jumps. All ends of all
#: connections are in this process, so what was sent is there at once; every jump
#: costs this much.
IDLE = 0.0005

#: Virtual seconds in which a split is noticed by the servers.
NOTICE = 60

#: Virtual seconds in which, with few servers, each surely had its turn to ask for
#: what it misses: one server every ten seconds, picked at random.
SETTLE = 240


#: Where this process begins to look for ports. The seed does not decide, as a second
#: run of it beside this one would begin there too; and none is given twice.
PORTS = itertools.count(random.SystemRandom().randrange(22_000))


def free_port():
    """A port nobody listens on, from below those that outgoing connections are given.

    Servers listen on all addresses whatever their "bind" says, so all are tried.
    """
    while True:
        port = 10_000 + next(PORTS) % 22_000
        with socket.socket(socket.AF_INET6) as probe:
            with contextlib.suppress(OSError):
                probe.bind(("::", port))
                return port


@contextlib.contextmanager
def real_time():
    """Hold the clock while something outside of trio works: a thread, a process.

    Idleness would otherwise make time fly, and whoever waits for that work give up.
    """
    clock = trio.lowlevel.current_clock()
    clock.autojump_threshold, jump = math.inf, clock.autojump_threshold
    try:
        yield
    finally:
        clock.autojump_threshold = jump


class Member:
    """One name in the cluster: its port, and the server living under it, if any."""

    def __init__(self, name):
        self.name = name
        self.port = free_port()
        self.server = None
        self.stop = None


class Cluster:
    """Servers that can be started, cut off, killed, asked and changed by name.

    One that ends with an error of a kind in lethal has died; any other fails the trial.
    """

    def __init__(self, nursery):
        self.nursery = nursery
        self.members = {}
        self.network = Network()
        self.lethal = ()
        self.died = {}
        self._broker_port = free_port()

    def __getitem__(self, name):
        """The live server called name; its memory is the truth dumps are held to."""
        return self.members[name].server

    @property
    def alive(self):
        """Names of the servers that run, in order of their first start."""
        return [m.name for m in self.members.values() if m.server is not None]

    def _config(self, member):
        bind = {"host": "127.0.0.1", "port": member.port, "ssl": False}
        uri = f"mqtt://127.0.0.1:{self._broker_port}/"
        own = {
            "hostmap": {m.name: ["127.0.0.1", m.port] for m in self.members.values()},
            "server": {
                "bind_default": bind,
                "backend": "mqtt",
                "mqtt": {"uri": uri},
                "delete": {"cycle": 20, "gap": 4},  # a fifth of the default: purges come sooner
            },
        }
        return combine_dict(own, family.config(), cls=attrdict)

    async def run_broker(self, *, task_status=trio.TASK_STATUS_IGNORED):
        """The MQTT broker through which the servers tell each other."""
        listener = {"type": "tcp", "bind": f"127.0.0.1:{self._broker_port}"}
        config = {
            "listeners": {"default": listener},
            "timeout-disconnect-delay": 2,
            "auth": {"allow-anonymous": True, "password-file": None},
        }
        async with create_broker(config=config):
            task_status.started()
            await anyio.sleep_forever()

    async def start(self, name, init=NotGiven, load=None, authoritative=False, force=False):
        """Start the server called name: new, or from a save file."""
        member = self.members.setdefault(name, Member(name))
        server = WiredServer(name, cfg=self._config(member), init=init, network=self.network)
        for other in self.alive:  # a newcomer must be found by those who are there
            self[other].cfg.hostmap[name] = ["127.0.0.1", member.port]
        if load is not None:
            with real_time():
                await server.load(path=str(load), local=True, authoritative=authoritative)
        member.server = server
        await self.nursery.start(self._serve, member, force)

    async def start_by_command(self, name, words):
        """Start the server called name by the command "server" with these words."""
        member = self.members[name]
        started = anyio.Event()

        def made(name, cfg, **kw):
            member.server = WiredServer(name, cfg=cfg, network=self.network, **kw)
            return member.server

        async def serve():
            with anyio.CancelScope() as member.stop:
                async with scope.using_scope():
                    await family.serve(words, self._config(member), made, started)

        self.nursery.start_soon(serve)
        await started.wait()

    async def _serve(self, member, force, *, task_status=trio.TASK_STATUS_IGNORED):
        try:
            await self._serve_on(member, force, task_status)
        except Exception as exc:
            if not isinstance(reason := innermost(exc), self.lethal):
                raise
            self.died[member.name] = reason
            member.server = None

    async def _serve_on(self, member, force, task_status):
        ready = anyio.Event()

        async def tell():
            await ready.wait()
            task_status.started()

        with anyio.CancelScope() as member.stop:
            async with trio.open_nursery() as nursery, scope.using_scope():
                nursery.start_soon(tell)
                await member.server.serve(ready_evt=ready, force=force)

    async def kill(self, name):
        """Stop a server at once; what only it knew is gone with it."""
        member = self.members[name]
        member.stop.cancel()
        member.server = None
        await anyio.sleep(1)

    @asynccontextmanager
    async def client(self, name):
        """A client connected to the server called name, as the command line has it."""
        conn = {"host": "127.0.0.1", "port": self.members[name].port, "ssl": False}
        async with scope.using_scope():
            yield await family.client_scope(**combine_dict({family.CONN: conn}, family.config(), cls=attrdict))

    async def settle(self, seconds=SETTLE):
        """Let virtual time pass, for messages, pings and repair to do their work."""
        await anyio.sleep(seconds)


def innermost(exc):
    """The exception itself, out of the groups that structured concurrency wraps it in."""
    while getattr(exc, "exceptions", ()):
        exc = exc.exceptions[0]
    return exc


@asynccontextmanager
async def cluster(*names):
    """Servers with these names, running, the first of them with the first value."""
    with family.configured():
        async with main_scope("proof"), trio.open_nursery() as nursery:
            net = Cluster(nursery)
            net.members = {name: Member(name) for name in names}
            with mock.patch.multiple(time, time=trio.current_time, monotonic=trio.current_time):
                await nursery.start(net.run_broker)
                await net.start(names[0], init="first")
                for name in names[1:]:
                    await net.start(name)
                await net.settle(20)
                try:
                    yield net
                finally:
                    nursery.cancel_scope.cancel()


def run(story, *args, seed=0):
    """Run the coroutine function story under the mock clock.

    Servers and scheduler draw from the seed, so that a run can be had again; only
    the order in which sockets become ready is the system's.
    """
    clock = trio.testing.MockClock(autojump_threshold=IDLE)
    random.seed(seed)
    draws = random.Random(seed)
    scheduler = trio._core._run
    with (
        mock.patch.object(asyncactor.actor, "Random", lambda: random.Random(draws.random())),
        mock.patch.object(scheduler, "_r", random.Random(seed)),
        mock.patch.object(scheduler, "_ALLOW_DETERMINISTIC_SCHEDULING", True),
    ):
        return trio.run(story, *args, clock=clock)
