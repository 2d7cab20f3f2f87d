"""The favourite views of a person as lines of the sidebar."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from negoce.companies.models import SavedView
from negoce.companies.queries.lists.registry import LISTS
from negoce.identity.models import User
from negoce.ui.navigation import NavItem

_kept: dict[tuple[int, tuple[str, ...]], tuple[float, Mapping[str, str]]] = {}
_KEPT_AT_MOST = 512


def favourite_items(request: HttpRequest) -> tuple[NavItem, ...]:
    """The pinned views, in the order in which they were pinned; those gone or no longer shared are left out.

    No query without a saved view among them; otherwise one, whose answer is kept a minute.
    """
    user = request.user
    stored = user.preferences.get("pins") if isinstance(user, User) else None
    if not isinstance(stored, list) or not isinstance(user, User):
        return ()
    pins = [tuple(pin.split("/", 1)) for pin in stored if isinstance(pin, str) and "/" in pin]
    built_in = {(key, view.key): str(view.label) for key, spec in LISTS.items() for view in spec.views}
    names = _names(user.pk, [view for key, view in pins if (key, view) not in built_in])
    items = []
    for key, view in pins:
        label = built_in.get((key, view)) or names.get(view, "")
        if label and key in LISTS:
            path = reverse(f"lists:{key}")
            active = request.path == path and request.GET.get("view") == view
            items.append(
                NavItem(label, f"{path}?view={view}", active=active, icon="pin", order_key=f"{key}/{view}")
            )
    return tuple(items)


def _names(user_id: int, keys: Sequence[str]) -> Mapping[str, str]:
    if not keys:
        return {}
    asked = (user_id, tuple(keys))
    now = time.monotonic()
    kept = _kept.get(asked)
    if kept and now - kept[0] < settings.NEGOCE_COUNT_SECONDS:
        return kept[1]
    own_or_shared = Q(owner_id=user_id) | Q(is_shared=True)
    rows = SavedView.objects.filter(own_or_shared, public_id__in=keys).order_by("pk")
    names = dict(rows.values_list("public_id", "name"))
    if len(_kept) >= _KEPT_AT_MOST:
        _kept.clear()
    _kept[asked] = (now, names)
    return names
