"""A pytest plug-in: Python looks for circles of garbage seldom, and never among what collecting the tests left.

Eleven thousand tests and the modules of the product are half a million objects which stay to the end of the run: the
collector walked through them again and again, a tenth of the whole time. What tests throw away is still taken up.
"""

from __future__ import annotations

import gc

import pytest

# New objects before the young are looked at, then how many such looks before the older ones, and the oldest.
THRESHOLDS = (50_000, 20, 100)

# Loaded before Django and the tests, none of which is garbage.
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is here now stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    gc.enable()
