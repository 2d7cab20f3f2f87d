"""The script that answers for one page when the network is away: its own scope, its own few files."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from negoce.web.middleware.login_required import public_page

_SCRIPT = "build/fair_worker.js"
_FILES = ("build/app.css", "build/fair.js", "build/inter.woff2", "ui/favicon.svg", "ui/icon-180.png")


@public_page
@require_GET
@cache_control(private=True, no_cache=True)
def script(_request: HttpRequest) -> HttpResponse:
    """The worker, told which files to keep; a change of any of them, or of the language, makes a new one."""
    kept = {
        "page": reverse("fair:entry"),
        "files": [static(name) for name in _FILES],
        "version": f"{_digest()}-{get_language()}",
    }
    text = f"self.KEPT = {json.dumps(kept)};\n{_content(_SCRIPT).decode()}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def _digest() -> str:
    total = hashlib.sha256()
    for name in (_SCRIPT, *_FILES):
        total.update(_content(name))
    return total.hexdigest()[:16]


def _content(name: str) -> bytes:
    """The bytes of a static file, where they are collected or where they are built."""
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:
        return bytes(file.read())
