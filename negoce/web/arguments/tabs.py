"""The two halves of the library: what to say, and what to answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.ui.components.lists import Tab


def library_tabs(page: str) -> Sequence[Tab]:
    """The tabs above the library; `page` names the one shown."""
    pages = (("arguments:list", _("Arguments")), ("objections:list", _("Objections")))
    return [Tab(label, reverse(name), active=name == page) for name, label in pages]
