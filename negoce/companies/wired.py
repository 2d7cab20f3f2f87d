"""How `companies` reaches the contributions of upper rooms without importing them."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from negoce.companies.interfaces import Wiring


@lru_cache(maxsize=1)
def wired() -> Wiring:
    """The one list of contributions, from `config/wiring.py`."""
    wiring: Wiring = import_string(settings.NEGOCE_WIRING)
    return wiring
