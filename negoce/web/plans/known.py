"""What customers cost in our own plans, in words: beside a channel, and under the table with the plans counted."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.prospecting.models import ChannelChoice
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.rules.channel_cost import LEAST_CUSTOMERS
from negoce.prospecting.rules.known_cost import KnownCost, read_known
from negoce.ui.words.figures import cents, number
from negoce.web.orders.figures import language


def customers_words(count: int) -> str:
    """So many customers."""
    return ngettext("%(count)s client", "%(count)s clients", count) % {"count": number(count)}


def plans_words(count: int) -> str:
    """So many plans."""
    return ngettext("%(count)s plan", "%(count)s plans", count) % {"count": number(count)}


def known_words(found: KnownCost | None) -> str:
    """What a customer costs through a channel, on how many customers and plans; empty when nobody knows."""
    if found is None:
        return ""
    words = _("Nos plans : %(each)s (%(customers)s, %(plans)s)") % {
        "each": cents(found.each),
        "customers": customers_words(found.customers),
        "plans": plans_words(len(found.plans)),
    }
    if found.is_enough:
        return words
    return _("%(words)s ; il en faut %(least)s pour s’y fier") % {
        "words": words,
        "least": customers_words(LEAST_CUSTOMERS),
    }


def known_context(actor: Actor, row: ChannelChoice) -> Mapping[str, object]:
    """When, by whom and on which plans the figures of a choice were read; plans not shown to the reader are counted."""
    known = read_known(row.known)
    keys = {key for each in known.values() for key in each.plans}
    plans = visible_plans(actor).filter(public_id__in=keys).order_by("-starts_on", "-pk")
    seen = list(plans.values_list("public_id", "name"))
    others = len(keys) - len(seen)
    return {
        "known_on": format_date(timezone.localdate(row.known_at), language()) if row.known_at else "",
        "known_by": row.known_by.full_name if row.known_by else "",
        "known_plans": [(reverse("plans:plan", args=[key]), name) for key, name in seen],
        "known_others": ngettext("%(count)s autre plan", "%(count)s autres plans", others)
        % {"count": number(others)}
        if others
        else "",
    }
