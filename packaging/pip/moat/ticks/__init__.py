"""The command `moat ticks`."""
