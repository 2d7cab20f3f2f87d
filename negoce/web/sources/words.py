"""Licences and what files brought, as pages write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.enums import Channel
from negoce.companies.words.choices import choice_label
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.portfolio.queries.source_results import SourceResult
from negoce.prospecting.enums import SourceKind
from negoce.prospecting.models import FileSource
from negoce.prospecting.queries.sources import SourceLine
from negoce.prospecting.words.source import KINDS, STATES, say
from negoce.ui.html import chip
from negoce.web.orders.figures import language


def line_context(line: SourceLine, result: SourceResult) -> Mapping[str, Any]:
    """One file in the list."""
    source = line.source
    words, tone = STATES[line.state.code]
    return {
        "source": source,
        "url": reverse("sources:source", args=[source.public_id]),
        "kind": KINDS[source.kind],
        "state": chip(str(words), tone=tone),
        "why": state_words(line),
        "left": days_left(line),
        "channels": channel_words(source),
        "uses": uses_words(line),
        "companies": count_words(line.companies),
        "companies_url": companies_url(source),
        "contacts": count_words(line.contacts),
        "answered": count_words(result.answered),
        "customers": count_words(result.customers),
        "cost": money(source.cost),
        "cost_per_customer": money(result.cost_per_customer),
    }


def state_words(line: SourceLine) -> str:
    """Why the file is in its state; until when, for one whose licence merely runs."""
    return days_left(line) if line.state.code == "licence.runs" else say(line.state)


def days_left(line: SourceLine) -> str:
    """« jusqu’au 28/02/2027 · 97 jours »; what ended says since when, what is ours nothing."""
    ends_on, left = line.source.ends_on, line.days_left
    if ends_on is None or left is None:
        return ""
    day = format_date(ends_on, language())
    if left < 0:
        return _("depuis le %(day)s") % {"day": format_date(ends_on, language())}
    days = ngettext("%(count)s jour", "%(count)s jours", left) % {"count": count_words(left)}
    return _("jusqu’au %(day)s · %(days)s") % {"day": day, "days": days}


def channel_words(source: FileSource) -> str:
    """The channels that the licence allows."""
    if source.kind == SourceKind.OWN:
        return _("tous")
    return ", ".join(choice_label(Channel, each) for each in source.channels)


def uses_words(line: SourceLine) -> str:
    """« 1 sur 3 »; how many for a file without a bound."""
    if line.source.uses_allowed is None:
        return count_words(line.uses) if line.uses else ""
    return _("%(made)s sur %(allowed)s") % {"made": line.uses, "allowed": line.source.uses_allowed}


def companies_url(source: FileSource) -> str:
    """The list of the companies that the file made."""
    asked = urlencode({"filter": f"file_source is {source.public_id}"})
    return f"{reverse('lists:companies')}?{asked}"


def money(amount: Decimal | None) -> str:
    """An amount in euros; empty for none."""
    return "" if amount is None else format_money(amount, language(), "EUR")


def day_words(day: date | None) -> str:
    """A day as the reader writes it; empty for none."""
    return "" if day is None else format_date(day, language())


def count_words(count: int) -> str:
    """A count, its thousands set apart."""
    return number_format(count, use_l10n=True, force_grouping=True)
