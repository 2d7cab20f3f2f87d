"""The token by which the reader of a message says stop, without signing in: the message's id and its seal. Pure."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from negoce.kit.public_id import LENGTH, is_public_id

_SALT = b"negoce.outbox.unsubscribe"
_SEAL_LENGTH = 27  # 160 bits: it opens nothing but the right to be left alone


def unsubscribe_token(secret: str, public_id: str) -> str:
    """Return the token of a message; the same at each call, so that every copy of it keeps working."""
    return f"{public_id}{_seal(secret, public_id)}"


def message_of_token(secret: str, token: str) -> str:
    """Return the public id of the message that a token is of; empty for what is no token of ours."""
    public_id, seal = token[:LENGTH], token[LENGTH:]
    if not is_public_id(public_id) or not seal.isascii():
        return ""
    return public_id if hmac.compare_digest(seal, _seal(secret, public_id)) else ""


def may_be_opened(site_url: str) -> bool:
    """Whether readers elsewhere may open pages of this address, and mail programs post to them (RFC 8058: https)."""
    parts = urlsplit(site_url)
    host = parts.hostname or ""
    try:
        is_inner = not ip_address(host).is_global
    except ValueError:
        is_inner = "." not in host
    return parts.scheme == "https" and bool(host) and not is_inner


def _seal(secret: str, public_id: str) -> str:
    key = hmac.new(secret.encode(), _SALT, sha256).digest()
    sealed = hmac.new(key, public_id.encode(), sha256).digest()
    return urlsafe_b64encode(sealed).decode().rstrip("=")[:_SEAL_LENGTH]
