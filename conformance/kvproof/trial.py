"""One trial: a cluster, the tool, and the steps and promises stories are told in."""

import os
import pathlib

import trio

from . import console, family, promise, repair, truth
from .cluster import NOTICE, real_time
from .promise import Broken


class Trial:
    """What a story does to a cluster, and what it asks tickdiff about it.

    Dumps of before that the operator kept are given with the newest ones.
    """

    #: Whether marks are made as the plan has them, so that its prediction must hold.
    as_planned = True

    def __init__(self, net, tool, folder, by_script=False):
        self.net = net
        self.tool = tool
        self.by_script = by_script
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.folders = []
        self.kept = []

    # What happens in a cluster's life.

    async def write(self, server, path, value):
        """Set the entry at path on this server."""
        async with self.net.client(server) as client:
            await client.set(family.P(path), value=value)
        await self.net.settle(1)

    async def erase(self, server, path):
        """Delete the entry at path on this server."""
        async with self.net.client(server) as client:
            await client.delete(family.P(path))
        await self.net.settle(1)

    async def kv(self, server, *args):
        """Any other "moat kv" command, asked of this server; what it printed."""
        return await console.kv(self.net, server, *args)

    def saved(self, name):
        """The save file of that name."""
        return self.folder / f"{name}.moat"

    async def save(self, server, name):
        """Have this server write a full save file."""
        await self.log(server, "save", "-f", self.saved(name))

    async def log(self, server, *args):
        """Run "moat kv log …" on this server, which works on a file."""
        with real_time():
            await console.kv(self.net, server, "log", *args)

    async def rewrite(self, server, path, held):
        """Change an entry to what it is, so that all get it anew."""
        async with self.net.client(server) as client:
            if held.alive:
                await client.set(family.path(path), value=held.value)
            else:
                await client.delete(family.path(path))
        await self.net.settle(1)

    async def rejoin(self):
        """Cut each server that misses something off from all others, and let it back.

        Only then does it ask again: some time after the others are back, for while
        it is alone it asks in vain. One at a time, since after a split only one server
        of a side asks, for what it misses itself. Two servers never notice that they
        were apart; three do.
        """
        for name in self.net.alive:
            if truth.missing(self.net[name]):
                await self.cut_and_heal(name)

    async def cut_and_heal(self, name):
        """Cut one server off from all others, and let it back."""
        self.net.network.split({name})
        await self.net.settle(NOTICE)
        self.net.network.heal()
        await self.net.settle()

    async def restart(self, name):
        """Stop a server in order, and start it again from what it saved.

        It then asks for all it misses; but deletions not purged are not in the file.
        """
        await self.save(name, name)
        await self.net.kill(name)
        await self.net.start(name, load=self.saved(name))

    async def restart_all(self):
        """Stop all servers, and start them together from what they saved: from no memory."""
        names = self.net.alive
        for name in names:
            await self.save(name, name)
        for name in names:
            await self.net.kill(name)
        for name in names:
            await self.net.start(name, load=self.saved(name))

    async def until(self, what, holds, minutes):
        """Let time pass till it holds; fail the trial if it does not in these minutes."""
        for _ in range(minutes):
            if holds():
                return
            await self.net.settle(60)
        self.true(f"{what} within {minutes} minutes", holds())

    # What the operator does.

    async def dump(self, *flags, servers=None):
        """Real dumps of all living servers, or of these, in a new folder."""
        folder = self.new_folder()
        for name in self.net.alive if servers is None else servers:
            text = await console.dump(self.net, name, *flags)
            (folder / f"{name}.yaml").write_text(text)
        return folder

    def new_folder(self):
        """A new folder for dumps."""
        folder = self.folder / f"{len(self.folders):03d}"
        folder.mkdir()
        self.folders.append(folder)
        return folder

    async def plan(self, *extra, gone=()):
        """tickdiff's plan from dumps taken now."""
        await self.dump()
        return self.tool.plan(self.recent(extra), gone, *extra)

    def recent(self, flags=()):
        """The folders of the newest dumps, and those kept; to settle, of those before as well."""
        newest = self.folders[-2:] if "--settle" in flags else self.folders[-1:]
        return [folder for folder in self.kept if folder not in newest] + newest

    async def report(self, *extra, gone=()):
        """tickdiff's report from dumps taken now."""
        report = self.tool.report([await self.dump()], gone, *extra)
        promise.identity(self.net, report)
        return report

    async def apply(self, plan):
        """Run the plan's commands, as printed, on the real servers."""
        for command in plan["commands"]:
            await console.argv(self.net, command["argv"])

    async def script(self, gone=()):
        """A plan from dumps taken now, as a script that names where the servers are."""
        await self.dump()
        return self.scripted(gone)

    def scripted(self, gone=(), flags=(), ports=None):
        """The plan from the newest dumps, as a script; for servers at these ports, or at their own."""
        path = self.folder / f"repair{len(self.folders)}.sh"
        own = {name: self.net.members[name].port for name in (*self.net.alive, *gone)}
        places = [f"{name}=127.0.0.1:{port}" for name, port in (own | (ports or {})).items()]
        self.tool.script(self.recent(flags), gone, places, path, *flags)
        return path

    async def carry_out(self, plan, gone=(), flags=()):
        """Make the marks of a plan: by its script, once a trial, or in process."""
        if not self.by_script:
            await self.apply(plan)
            return
        self.by_script = False
        marks = len(plan["commands"])
        code, said = await self.sh(self.scripted(gone, flags), "--run")
        made = f"{marks} of {marks} marks were made; tickdiff verify ended"
        self.true(f"the script makes all marks and verifies: {code} {said}", made in said)

    async def sh(self, script, *flags):
        """Run a script with the real commands on the PATH; exit code and output.

        Servers save into the folder of the trial, which is also that of the locks.
        """
        saves = ("--saves", self.folder.resolve()) if "--run" in flags else ()
        with real_time():
            done = await trio.run_process(
                ["sh", str(script), *map(str, (*flags, *saves))], cwd=self.folder, check=False,
                env=os.environ | {"TMPDIR": str(self.folder.resolve())},
                capture_stdout=True, capture_stderr=True,
            )
        return done.returncode, (done.stdout + done.stderr).decode()

    async def repair(self, gone=()):
        """Repair by plan until nothing more comes of it; all promises are held on the way."""
        await repair.repair(self, gone)

    async def mark(self, server, *args):
        """A mark by hand, the way it should not be done."""
        return await console.mark(self.net, server, *args)

    # What must be so.

    def equal(self, what, got, want):
        """Fail the trial if got is not want."""
        if got != want:
            raise Broken(f"{what}: got {got!r}, want {want!r}")

    def true(self, what, holds):
        """Fail the trial unless it holds."""
        if not holds:
            raise Broken(what)

    def found(self, report, check, origin):
        """This report has a finding of this check on this origin."""
        told = {(f["id"], f["origin"]) for f in report["findings"]}
        self.true(f"{check} on {origin} is said: {told}", (check, origin) in told)

    def nothing_missing(self):
        """No living server misses anything."""
        self.equal("missing", {name: truth.missing(self.net[name]) for name in self.net.alive}, dict.fromkeys(self.net.alive, {}))

    async def refused_or_left(self, server, origin, tick, reason, servers=None, flags=()):
        """Asked now, tickdiff gives no mark for this tick, for this reason."""
        folder = await self.dump(*flags, servers=servers)
        self.left_alone([folder], server, origin, tick, reason)

    def left_alone(self, folders, server, origin, tick, reason, gone=(), flags=()):
        """On these dumps tickdiff gives no mark for this tick, for this reason."""
        told = promise.verdicts(self.tool.plan(folders, gone, *flags))
        kind, why = told[server, origin, tick]
        self.equal(f"reason for {origin}:{tick} on {server}", why, reason)
        self.true(f"{why} is not marked", kind != "steps")

    def value(self, server, path):
        """What the server really holds at path; None if nothing living."""
        held = truth.living(self.net[server]).get(tuple(family.P(path)))
        return held.value if held else None

    def values(self, path):
        """Server -> what it really holds at path."""
        return {name: self.value(name, path) for name in self.net.alive}
