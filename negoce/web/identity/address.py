"""Where a request comes from. Headers are believed only when a proxy of ours is declared in front."""

from __future__ import annotations

import ipaddress

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address: the peer's, or what ALLAUTH_TRUSTED_PROXY_COUNT proxies of ours wrote."""
    address: str | None = get_client_ip(request)
    return address


def peer_is_this_machine(request: HttpRequest) -> bool:
    """Whether the connection itself comes from this machine and no proxy stands between.

    X-Forwarded-For is never believed here; its mere presence says that somebody else is behind the peer.
    """
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").strip("[]")).is_loopback
    except ValueError:
        return False
