"""Counting what tickdiff concludes from recorded snapshots against the truth beside them."""
