"""The three documents that the importers are tried on, where they lie; never a sentence of theirs in here."""

import os
from pathlib import Path

import pytest

INPUTS = Path(__file__).parents[4] / "shared" / "inputs"


@pytest.fixture
def document():
    """Reads one of the documents; without them the test is left out, but fails where CI=true."""

    def read(name: str) -> bytes:
        path = INPUTS / name
        if not path.exists():
            reason = f"{name} is not in ../shared/inputs"
            pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
        return path.read_bytes()

    return read
