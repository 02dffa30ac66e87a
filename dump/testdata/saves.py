"""Make random event logs, and what a real MoaT-KV server has that loads them.

    pip install moat-kv
    python saves.py > saves.jsonl

With a number as argument that many logs, to try the reader on more than is worth
keeping. Each line has the log, in base64, and of the server that loaded it its state and
its entries: path as MoaT writes it -> chain, newest change first.
"""

import base64
import json
import logging
import random
import sys
import tempfile
import warnings

import anyio

warnings.simplefilter("ignore")

from moat.kv.server import Server
from moat.lib.codec import get_codec
from moat.lib.config import CFG, CfgStore
from moat.lib.path import Path, PathShortener

logging.disable(logging.CRITICAL)

ORIGINS = ["test_0", "test_1", "ünï 2"]
ELEMENTS = ["a", "b", "b.c", "", "x y", ":", "\n9", "ö\u202e", 5, -7, 300, 2**40, 1.5, b"raw", b"\x00\xff", False]
PATHS = [()] + [tuple(e) for e in (["a"], ["a", 5], ["a", 5, "b"], ["", "x"])]


class Log:
    """One random log, as a server might have written it."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.encode = get_codec("std-msgpack").encode
        self.ticks = dict.fromkeys(ORIGINS, 0)
        self.tock = self.random.randrange(1, 50)
        self.paths = PATHS + [tuple(self.random.choices(ELEMENTS, k=self.random.randrange(1, 4))) for _ in range(4)]
        self.past = {}  # path -> the chains it had
        self.known = {}
        self.shorten = PathShortener([])
        self.data = b""

    def write(self):
        self.state()
        for _ in range(self.random.randrange(1, 30)):
            what = self.random.random()
            if what < 0.06:
                self.state()
            elif what < 0.14:
                self.change(deletes=True)
                self.shorten = PathShortener([])  # see doc.go on paths after deletions
            else:
                self.change()
        return self.data

    def state(self):
        self.tock += self.random.randrange(1, 4)
        for name in ORIGINS:
            if self.random.random() < 0.2:
                begin = self.random.randrange(1, 12)
                self.known[name] = self.random.choice([[begin], [[begin, begin + 3]], [1, [begin + 2, begin + 9]]])
        nodes = {n: t or self.random.choice([0, None]) for n, t in self.ticks.items() if self.random.random() < 0.7}
        state = dict(node="test_1", tock=self.tock, nodes=nodes, known=self.known)
        self.data += self.encode({"info": state} if self.random.random() < 0.2 else state)

    def change(self, deletes=False):
        path = self.random.choice(self.paths)
        past = self.past.setdefault(path, [])
        if past and self.random.random() < 0.1:
            chain = self.random.choice(past)
        else:
            chain = self.next_link(self.base(past))
        past.append(chain)
        self.tock += self.random.randrange(1, 4)
        event = None
        for node, tick in reversed(chain):
            event = dict(node=node, tick=tick, prev=event)
        msg = dict(path=Path(*path, _warn=False), tock=max(1, self.tock - self.random.choice([0, 0, 0, 9])))
        if not deletes:
            msg["value"] = self.random.choice([1, "text", {"k": [1, None]}])
        if not deletes and self.random.random() < 0.5:
            msg["chain"] = event
        else:
            msg.update(event)
        self.shorten(msg)
        self.data += self.encode(msg)

    def base(self, past):
        """The chain that a new change builds on: mostly the newest."""
        if not past or self.random.random() < 0.1:
            return []
        return past[-1] if self.random.random() < 0.8 else self.random.choice(past)

    def next_link(self, chain):
        node = self.random.choice(ORIGINS)
        self.ticks[node] += self.random.choice([1, 1, 2])
        return [(node, self.ticks[node])] + [c for c in chain if c[0] != node]


async def loaded(data):
    with tempfile.NamedTemporaryFile() as file, CFG.with_config_(CfgStore()):
        file.write(data)
        file.flush()
        server = Server("", cfg=None)
        await server.load(path=file.name, local=True)
        del server._nodes[""]
        state = await server.get_state(nodes=True, superseded=True, present=True, missing=True)
        entries = {}

        async def saver(entry):
            if entry.chain is not None:
                entries[str(entry.path)] = [(n.name, t) for n, t in entry.chain]

        await server.root.walk(saver, full=True)
        return dict(nodes=state.nodes, superseded=state.known, present=state.present, missing=state.missing, entries=entries)


async def main():
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 60):
        data = Log(seed).write()
        print(json.dumps(dict(log=base64.b64encode(data).decode(), **await loaded(data)), sort_keys=True))


anyio.run(main, backend="trio")
