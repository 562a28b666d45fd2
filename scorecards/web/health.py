"""`/livez` and `/readyz`, for whatever watches the service: JSON, no cookie, no session.

Whoever asks from this machine itself is told why, and which versions run.
"""

import platform
from importlib.metadata import version
from ipaddress import ip_address
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from scorecards import clock
from scorecards.health.model import Readiness, State
from scorecards.health.readiness import Probe
from scorecards.snapshots.manifest import TOOL_VERSION
from scorecards.web import requests


# What a proxy adds: who comes through one does not come from this machine, whatever it says.
PROXIED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
LIBRARIES = ("streamlit", "sqlalchemy", "starlette", "uvicorn")
NOT_KEPT = {"Cache-Control": "no-store"}
_PROBES: WeakKeyDictionary[Engine, Probe] = WeakKeyDictionary()


async def livez(_: Request) -> Response:
    """That the process answers. Touches nothing."""
    return JSONResponse({"status": "alive"}, headers=NOT_KEPT)


def readyz(request: Request) -> Response:
    """200 where it can do its work, if perhaps not all of it; 503 with what is broken."""
    engine = requests.engine(request)
    probe = _PROBES.get(engine)
    if probe is None:
        probe = _PROBES.setdefault(engine, Probe(engine, requests.settings(request)))
    found = probe.look(clock.now())
    told: dict[str, Any] = {
        "status": found.state.value,
        "broken": [probed.part.value for probed in found.broken],
    }
    if _from_here(request):
        told |= _details(found)
    status = 503 if found.state is State.DOWN else 200
    return JSONResponse(told, status_code=status, headers=NOT_KEPT)


def _from_here(request: Request) -> bool:
    if any(name in request.headers for name in PROXIED):
        return False
    try:
        return ip_address(requests.address(request)).is_loopback
    except ValueError:
        return False


def _details(found: Readiness) -> dict[str, Any]:
    return {
        "parts": {
            probed.part.value: {"status": probed.state.value, "said": probed.said}
            for probed in found.parts
        },
        "versions": {
            "scorecards": TOOL_VERSION,
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
    }


routes = [Route("/livez", livez), Route("/readyz", readyz)]
