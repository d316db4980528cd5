"""`make bench`: how well the claim engine reads, and how fast everything is. See `tests.bench.__main__`."""
