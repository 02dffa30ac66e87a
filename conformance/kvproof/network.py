"""The net between the servers, with losses and splits at will.

Each server's backend is put behind a Wire, which puts the sender's name on every
message and asks the Network, on arrival, whether this server hears that sender
now. What a server sends and receives is otherwise its own; pings go the same way
as data, so a split is noticed, and healed, by the servers themselves.
"""

from contextlib import asynccontextmanager, contextmanager

from . import family


class Network:
    """Who hears whom."""

    def __init__(self):
        self.mute = set()
        self.deaf = set()
        self.sides = ()
        self.drop = None

    @contextmanager
    def muted(self, *names):
        """Nobody hears of the changes these servers make meanwhile."""
        self.mute.update(names)
        yield
        self.mute.difference_update(names)

    @contextmanager
    def deafened(self, *names):
        """These servers hear of no changes meanwhile."""
        self.deaf.update(names)
        yield
        self.deaf.difference_update(names)

    def split(self, *sides):
        """Cut the net: names on different sides hear nothing of each other."""
        self.sides = tuple(frozenset(side) for side in sides)

    @contextmanager
    def split_off(self, *names):
        """These servers and all others hear nothing of each other meanwhile."""
        self.split(names)
        yield
        self.heal()

    def heal(self):
        """Join all sides again, and let everybody speak and hear."""
        self.sides = ()
        self.mute.clear()
        self.deaf.clear()
        self.drop = None

    def passes(self, sender, receiver, topic):
        """Whether receiver gets what sender says now on topic.

        Mute and deaf servers still ping, so nobody thinks the net is split: that
        is how updates get lost in practice. A side hears nothing of another, nor
        pings.
        """
        if sender == receiver:
            return True
        if any((sender in side) != (receiver in side) for side in self.sides):
            return False
        if topic in ("ping", "del"):
            return True
        if sender in self.mute or receiver in self.deaf:
            return False
        return self.drop is None or not self.drop(sender, receiver, topic)


class Wire:
    """A server's backend as the Network lets it be."""

    def __init__(self, backend, name, network):
        self._backend = backend
        self._name = name
        self._network = network
        self._tg = backend._tg

    async def send(self, *topic, payload, **kw):
        """Publish payload with the sender's name on it."""
        await self._backend.send(*topic, payload=family.sealed(self._name, payload), **kw)

    @asynccontextmanager
    async def monitor(self, *topic, **kw):
        """What arrives on topic and is not lost on the way."""

        async def heard(stream):
            async for message in stream:
                sender, said = family.opened(message.payload)
                if self._network.passes(sender, self._name, str(topic[-1])):
                    message.payload = said
                    yield message

        async with self._backend.monitor(*topic, **kw) as stream:
            yield heard(stream)


class WiredServer(family.Server):
    """The real server, its backend behind a Wire.

    A server also kills its whole process on SIGTERM, after closing its log: here
    that would hide why a run was stopped.
    """

    def __init__(self, *args, network, **kw):
        super().__init__(*args, **kw)
        self._network = network

    @property
    def backend(self):
        return self._wire

    @backend.setter
    def backend(self, backend):
        self._wire = Wire(backend, self.node.name, self._network)

    async def _sigterm(self):
        pass
