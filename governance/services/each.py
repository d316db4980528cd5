"""An act for each of many things, in which one that fails holds up no other."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def each(things: Iterable[Thing], act: Callable[[Thing], int]) -> int:
    """Does the act for each thing, and adds up what it returns. Raises ExceptionGroup in the end where some failed."""
    done, failed = 0, []
    for thing in things:
        try:
            done += act(thing)
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)} failed, {done} were done", failed)
    return done
