"""The exchanges and tasks on the page of a deal, and those that may come under it."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten

from django.utils import timezone

from negoce.companies.enums import ActivityKind
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.activities import activities_to_add, deal_activities
from negoce.ui.words.say import reader_language
from negoce.web.activities.lines import activity_line
from negoce.web.activities.quick_entry import quick_url

# What a line of a menu holds on a telephone.
MOST_WORDS = 40


def exchanges(actor: Actor, deal: Deal, *, may_edit: bool) -> Mapping[str, object]:
    """What `web/deals/_exchanges.html` shows; four queries at most."""
    today, language = timezone.localdate(), reader_language()
    return {
        **_entries(actor, deal),
        "exchanges": [activity_line(row, today) for row in deal_activities(actor, deal)],
        "to_add": [
            {
                "public_id": row.public_id,
                "words": " · ".join(
                    (
                        format_date(timezone.localtime(row.starts_at).date(), language),
                        choice_label(ActivityKind, row.kind),
                        shorten(row.subject, MOST_WORDS, placeholder="…"),
                    )
                ),
            }
            for row in (activities_to_add(actor, deal) if may_edit else ())
        ],
    }


def _entries(actor: Actor, deal: Deal) -> Mapping[str, str]:
    """Where an exchange is noted, and what comes next is planned, under this deal."""
    if not actor.may(Permission.CREATE):
        return {"log_url": "", "plan_url": ""}
    company, key = deal.company, deal.public_id
    return {
        "log_url": quick_url(company, ActivityKind.CALL, deal_id=key),
        "plan_url": quick_url(company, ActivityKind.TASK, planned=True, deal_id=key),
    }
