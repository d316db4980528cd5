"""The collections of the public site: the first parts of its addresses.

A kind of document declares its collection on its model (`COLLECTION = "conditions"`), and Django's registry
knows all models. So this package needs no line for a new kind, and no import of the content.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.http import Http404

# Where readers have a better word than the address.
READERS_WORDS = {"faqs": "Questions"}


@dataclass(frozen=True, slots=True)
class Collection:
    """address: such as `conditions`; name: as readers see it, such as "Conditions"."""

    address: str
    name: str


def collections() -> list[Collection]:
    """The collections of all kinds of documents, in the order of their models."""
    return list(_collections(apps))


@cache
def _collections(registry: Any) -> tuple[Collection, ...]:
    # The registry is complete before the first request.
    addresses = [getattr(model, "COLLECTION", "") for model in registry.get_models()]
    return tuple(Collection(address, _name(address)) for address in dict.fromkeys(addresses) if address)


def collection_at(address: str) -> Collection:
    """The collection of that address. Raises Http404 where no kind of document has it."""
    for collection in collections():
        if collection.address == address:
            return collection
    raise Http404(f"there is no collection {address!r}")


def _name(address: str) -> str:
    return READERS_WORDS.get(address) or address.replace("-", " ").capitalize()
