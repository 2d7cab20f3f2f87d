"""The field of a competitor: names that are known already come while one types."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse


def competitor_attributes() -> Mapping[str, str]:
    """What the input of a competitor’s name carries; its page holds the list `#competitors`."""
    return {
        "hx-get": reverse("companies:competitors"),
        "hx-trigger": "input changed delay:200ms",
        "hx-target": "#competitors",
        "list": "competitors",
        "autocomplete": "off",
    }
