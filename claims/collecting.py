"""Python's collector of cycles, kept quiet where many rows are made that all live to the end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OFTEN = (50_000, 20, 50)  # against Python's 700, 10, 10


@contextmanager
def few_collections() -> Iterator[None]:
    """Let the collector look seldom, and not at what was there before: it takes a quarter of an import's time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_OFTEN)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
