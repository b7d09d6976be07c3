"""Python's collector of cycles, kept quiet where many rows are made that all live to the end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OFTEN = (50_000, 20, 50)  # against Python's 700, 10, 10


@contextmanager
def few_collections() -> Iterator[None]:
    """Let the collector look seldom, and not at what was there before: it takes a quarter of an import's time."""
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    gc.freeze()
    gc.set_threshold(*_OFTEN)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not frozen:  # a server freezes what it shares with its workers: that stays
            gc.unfreeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection of cycles meanwhile: of 10,000 figures it took a third of the time and found nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
