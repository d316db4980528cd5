"""The process in which a sent file is read: `python -m content.importers.child NAME KIND`, the file on its input.

It limits itself before it reads a byte, and answers with JSON. It has no settings, so no key and no database.
"""

import json
import resource
import sys

from content.importers import ImportRefused, read_file
from content.importers.decoding import MAX_BYTES
from content.importers.limited import TOO_MUCH, encoded

MEMORY = 768 * 1024**2
PROCESSOR_SECONDS = 15
MOST_ANSWER = 16 * 1024**2


def main(name: str, kind: str) -> int:
    """Reads the file and answers. Returns 0 unless it ran into a limit."""
    _limit()
    try:
        answer = encoded(read_file(name, sys.stdin.buffer.read(MAX_BYTES + 1), kind))
    except ImportRefused as error:
        answer = json.dumps({"refused": str(error)})
    except (MemoryError, RecursionError):
        answer = json.dumps({"refused": TOO_MUCH})
    sys.stdout.write(answer if len(answer) <= MOST_ANSWER else json.dumps({"refused": TOO_MUCH}))
    return 0


def _limit() -> None:
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: PROCESSOR_SECONDS,
        resource.RLIMIT_FSIZE: 0,  # writes no file
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 32,
    }
    for what, most in limits.items():
        _, hardest = resource.getrlimit(what)
        most = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
