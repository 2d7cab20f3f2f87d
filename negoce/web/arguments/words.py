"""What the library and the panel say alike."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from negoce.companies.enums import PurchaseMotive
from negoce.companies.words.choices import choice_label
from negoce.negotiation.models import Argument
from negoce.prospecting.rules.call_figures import Share
from negoce.ui.words.figures import number, percent


def motive_words(row: Argument) -> Sequence[str]:
    """The motives that it serves."""
    return [choice_label(PurchaseMotive, each) for each in row.motives]


def success_words(success: Share) -> str:
    """« A porté 8 fois sur 10 : 80,0 %, entre 49,0 % et 94,3 % »."""
    if success.percent is None:
        return _("Jamais employé encore")
    return _("A porté %(count)s fois sur %(total)s : %(rate)s, entre %(low)s et %(high)s") % {
        "count": number(success.count),
        "total": number(success.total),
        "rate": percent(success.percent),
        "low": percent(success.low),
        "high": percent(success.high),
    }
