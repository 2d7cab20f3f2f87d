"""The platform that carries our electronic invoices, as the environment names it. Secrets stand there and nowhere else.

NEGOCE_PLATFORM is `folder:/var/negoce/platform`, or the address of the flow service of an accredited platform
(`https://api.flow.platform.fr/flow-service`, AFNOR XP Z12-013). NEGOCE_PLATFORM_DIRECTORY is that of its directory
service. Either NEGOCE_PLATFORM_TOKEN, or NEGOCE_PLATFORM_TOKEN_URL with NEGOCE_PLATFORM_CLIENT and
NEGOCE_PLATFORM_SECRET; NEGOCE_PLATFORM_ORGANIZATION where one account serves several firms.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from negoce.integrations.platform.types import FolderRoute, PlatformRoute, RestRoute

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_NAME = "NEGOCE_PLATFORM"


class PlatformProblem(ValueError):
    """The platform is badly set; the message says which variable."""


def platform_route(values: Mapping[str, str]) -> PlatformRoute | None:
    """Return the route that the variables tell, None without any. Raises PlatformProblem."""
    where = values.get(_NAME, "").strip()
    if not where:
        return None
    if where.startswith("folder:"):
        path = Path(where.removeprefix("folder:")).expanduser()
        if not path.is_absolute():
            raise PlatformProblem(
                f"{_NAME}: the folder must be a whole path, such as folder:/var/negoce/platform"
            )
        return FolderRoute(path)
    route = RestRoute(
        flows=_address(_NAME, where),
        directory=_address(f"{_NAME}_DIRECTORY", values.get(f"{_NAME}_DIRECTORY", "")),
        token=values.get(f"{_NAME}_TOKEN", ""),
        token_url=_address(f"{_NAME}_TOKEN_URL", values.get(f"{_NAME}_TOKEN_URL", "")),
        client=values.get(f"{_NAME}_CLIENT", ""),
        secret=values.get(f"{_NAME}_SECRET", ""),
        organization=values.get(f"{_NAME}_ORGANIZATION", ""),
    )
    if not route.token and not (route.token_url and route.client and route.secret):
        raise PlatformProblem(
            f"{_NAME}_TOKEN, or {_NAME}_TOKEN_URL with _CLIENT and _SECRET, must be set too"
        )
    return route


def is_here(route: PlatformRoute) -> bool:
    """Whether nothing leaves this machine: all that a demonstration may do."""
    return isinstance(route, FolderRoute) or (urlsplit(route.flows).hostname or "") in LOOPBACK


def _address(name: str, text: str) -> str:
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.username or parts.password or parts.query:
        raise PlatformProblem(
            f"{name}: no user, password or question mark in the address: secrets have variables"
        )
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return text.rstrip("/")
    raise PlatformProblem(f"{name}: expected https://…, http only for this machine")
