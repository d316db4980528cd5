"""Logs as JSON lines: what happened where, with the request's id, and nothing that a person typed.

What libraries log is written as its template alone (`Not Found: %s`), and an error as its kind and its place in the
code, for addresses and messages may hold names, secrets of a link, or a patient's words.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

OURS = ("governance", "content", "imprimatur")
DEEPEST = 20  # calls of an error that are written, the innermost

request_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("imprimatur.requests")


class JsonFormatter(logging.Formatter):
    """One record as one line of JSON: time, level, logger, message, request id, and what the record adds."""

    def format(self, record: logging.LogRecord) -> str:
        value = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            "request": request_id.get(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            value["error"], value["at"] = record.exc_info[0].__name__, _places(record.exc_info[2])
        return json.dumps(value, ensure_ascii=False)


class RequestLogMiddleware:
    """One line for each request: method, the pattern of the address (not the address), status and milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token, begun = request_id.set(request.id), time.perf_counter()
        try:
            response = self.get_response(request)
            requests.info("answered", extra={"fields": _fields(request, response, begun)})
            return response
        finally:
            request_id.reset(token)


def _fields(request: HttpRequest, response: HttpResponse, begun: float) -> dict[str, object]:
    return {
        "method": request.method if request.method in ("GET", "HEAD", "POST", "OPTIONS") else "other",
        "route": request.resolver_match.route if request.resolver_match else "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - begun) * 1000, 1),
    }


def _message(record: logging.LogRecord) -> str:
    is_ours = record.name.partition(".")[0] in OURS
    return record.getMessage() if is_ours else str(record.msg)


def _places(trace: object) -> list[str]:
    frames = traceback.extract_tb(trace)[-DEEPEST:]
    return [
        f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames
    ]
