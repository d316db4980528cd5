"""A client that costs little beside the server: a socket for each request, as sync workers have it."""

import socket
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """What one kind of visitor saw. latencies: seconds of each answer; wrong: answers with another status."""

    seconds: float
    latencies: Sequence[float]
    wrong: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, part: int) -> float:
        """The latency that so many in a hundred answers stay under."""
        return statistics.quantiles(self.latencies, n=100)[part - 1] if len(self.latencies) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Visitor:
    """Asks for one address over so many connections at once. headers: lines of the request; status: that is right."""

    address: str
    connections: int
    headers: tuple[str, ...] = ()
    status: int = 200

    def request(self) -> bytes:
        """The bytes of the request."""
        lines = (f"GET {self.address} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *self.headers)
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def visit(port: int, visitors: Sequence[Visitor], seconds: float) -> list[Asked]:
    """All visitors at once for so long; what each saw, in their order."""
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(sum(visitor.connections for visitor in visitors)) as pool:
        running = [
            [pool.submit(_ask, port, visitor, until) for _ in range(visitor.connections)]
            for visitor in visitors
        ]
        return [_together([one.result() for one in some], seconds) for some in running]


def _together(some: Sequence[Asked], seconds: float) -> Asked:
    latencies = [latency for one in some for latency in one.latencies]
    return Asked(seconds, latencies, sum(one.wrong for one in some))


def _ask(port: int, visitor: Visitor, until: float) -> Asked:
    request, right = visitor.request(), f" {visitor.status} ".encode()
    latencies, wrong = [], 0
    while (begun := time.perf_counter()) < until:
        if right not in _answer(port, request)[:16]:
            wrong += 1
        latencies.append(time.perf_counter() - begun)
    return Asked(0.0, latencies, wrong)


def _answer(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)
