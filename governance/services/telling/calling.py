"""One message to an address outside. It cannot be led to a machine inside: https alone, to addresses that all the
world may reach, looked up once and connected to as looked up; a redirect is not followed.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

SECONDS = 10
# They carry an IPv4 address inside, which nobody has looked at.
WRAPPED = tuple(
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "2002::/16", "2001::/32", "::ffff:0:0/96")
)


class NotCalled(Exception):
    """The message could not be delivered; the sentence names no person."""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Posts a message. Raises NotCalled unless the answer is a 2xx."""
    parts = urlsplit(url)
    address = _address(parts)
    connection = _connection(parts, address)
    try:
        connection.request("POST", _target(parts), body, {"Content-Type": "application/json", **headers})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise NotCalled(f"no answer: {type(error).__name__}") from error
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise NotCalled(f"answered {status}")


def is_public(address: str) -> bool:
    """Whether all the world may reach the address."""
    value = ipaddress.ip_address(address)
    if isinstance(value, ipaddress.IPv6Address) and any(value in net for net in WRAPPED):
        return False
    return value.is_global and not value.is_multicast


def _address(parts: SplitResult) -> str:
    """The address to connect to. Raises NotCalled where one of those of the name is not for all the world."""
    if parts.scheme != "https" and not (settings.WEBHOOK_PRIVATE and parts.scheme == "http"):
        raise NotCalled("the address is not https")
    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise NotCalled("its name is not known") from error
    addresses = [str(item[4][0]) for item in found]
    if not settings.WEBHOOK_PRIVATE and not all(is_public(address) for address in addresses):
        raise NotCalled("it is inside a private network")
    return addresses[0]


def _connection(parts: SplitResult, address: str) -> http.client.HTTPConnection:
    connection: Any = http.client.HTTPConnection(str(parts.hostname), _port(parts), timeout=SECONDS)
    try:
        connection.sock = socket.create_connection((address, _port(parts)), timeout=SECONDS)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=parts.hostname)
    except OSError as error:
        raise NotCalled(f"no connection: {type(error).__name__}") from error
    return connection


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
