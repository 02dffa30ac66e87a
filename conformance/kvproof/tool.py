"""The tickdiff under test: the built binary, told and asked as an operator would."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import family


DIALECT = ("--dialect", family.NAME)


@dataclass(frozen=True)
class Answer:
    """What one run of tickdiff gave."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The output as data."""
        return json.loads(self.out)


class Tool:
    """tickdiff, by the path of its binary."""

    def __init__(self, binary):
        self.binary = Path(binary)

    def run(self, *args):
        """Run tickdiff with these words; a crash or wrong usage is an error here."""
        line = [str(self.binary), *map(str, args)]
        done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode not in (0, 1, 4):
            raise RuntimeError(f"{line}: exit {done.returncode}: {done.stderr}")
        return Answer(done.returncode, done.stdout, done.stderr)

    def plan(self, folders, gone=(), *extra):
        """The plan from the dumps in folders, as data."""
        return self.run("plan", "--format", "json", *DIALECT, *words("--gone", gone), *extra, *folders).json

    def script(self, folders, gone, places, path, *extra):
        """Write the plan as a script to path, for servers at these places."""
        at = words("--at", places)
        self.run("plan", "--format", "script", *DIALECT, *words("--gone", gone), *extra, *at, "-o", path, *folders)

    def predict(self, folders, gone=(), *extra):
        """Server -> its dump as it should read after the plan from the dumps in folders."""
        text = self.run("predict", *DIALECT, *words("--gone", gone), *extra, *folders).out
        documents = text.split("---\n")
        return {re.search("^node: (.*)$", doc, re.M)[1]: doc for doc in documents}

    def verify(self, plan, folder):
        """What became of the plan, saved in the file plan, by the dumps in folder."""
        return self.run("verify", "--format", "json", plan, folder).json

    def report(self, folders, gone=(), *extra):
        """The report from the dumps in folders, as data."""
        return self.run("report", "--format", "json", *words("--gone", gone), *extra, *folders).json


def words(flag, names):
    """The flag before each of the names."""
    return [word for name in names for word in (flag, name)]
