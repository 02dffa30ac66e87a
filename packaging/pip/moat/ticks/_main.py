"""Makes `moat ticks …` run the tickdiff that was installed with this module."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import files

import asyncclick as click


class Handover(click.Command):
    """A command whose words all belong to another program, `--` and `--help` too."""

    async def parse_args(self, ctx, args):
        ctx.args = list(args)
        return ctx.args


def binary() -> str:
    for file in files("tickdiff") or ():
        if file.name in ("tickdiff", "tickdiff.exe"):
            return str(file.locate().resolve())
    raise click.ClickException("the tickdiff that belongs to this module is not there: install it again")


@click.command(cls=Handover, short_help="Analyze state dumps of MoaT-KV servers (tickdiff)")
@click.pass_context
async def cli(ctx):
    argv = [binary(), *ctx.args]
    if os.name == "nt":  # where a program cannot take the place of another
        sys.exit(subprocess.call(argv))
    os.execv(argv[0], argv)
