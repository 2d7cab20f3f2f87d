"""Sign-in tests share one address: what allauth counts in the cache starts anew for each."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()
