"""Puts the binary into a wheel, and says for which systems it is."""

import os

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BinaryHook(BuildHookInterface):
    def initialize(self, version, build_data):
        binary = os.environ["TICKDIFF_BINARY"]
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-" + os.environ["TICKDIFF_SYSTEMS"]
        build_data["shared_scripts"][binary] = os.path.basename(binary)
