"""Quotes that wait for an answer, or for a manager; messages that did not leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.asked import MOST_OF_A_SOURCE, Asked, Candidate, midnight
from negoce.automation.rules.day_stake import Amounts
from negoce.identity.enums import Permission
from negoce.negotiation.enums import ApprovalAnswer, QuoteState
from negoce.negotiation.models import QuoteApproval, QuoteView
from negoce.negotiation.queries.quotes import visible_quotes
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message
from negoce.outbox.queries.visible import visible_messages

SILENT_DAYS, ENDING_DAYS, MESSAGE_DAYS = 7, 10, 30
_TOLD_DAYS = 5
_STOPPED = (MessageState.REFUSED, MessageState.FAILED, MessageState.IN_DOUBT)
_READ = (
    "public_id",
    "number",
    "company_id",
    "sent_on",
    "valid_until",
    "net",
    "cost",
    "current_version",
    "views",
)


def quotes_waiting(asked: Asked) -> Sequence[Candidate]:
    """Quotes that were sent and not answered, or end soon; one query."""
    today = asked.today
    ends_soon = Q(valid_until__range=(today, today + timedelta(days=ENDING_DAYS)))
    told = Q(company__last_contact_on__gte=today - timedelta(days=_TOLD_DAYS))
    silent = Q(sent_on__lte=today - timedelta(days=SILENT_DAYS)) & ~(
        told & Q(company__last_contact_on__gt=F("sent_on"))
    )
    views = (
        QuoteView.objects.filter(
            link__version__quote=OuterRef("pk"),
            link__version__version=OuterRef("current_version"),
            what="page",
        )
        .order_by()
        .values("link__version__quote")
        .annotate(count=Count("pk"))
        .values("count")
    )
    # Asked after since it was sent, from wherever it was: it rests as long as a silent one waits.
    chased = Message.objects.filter(
        related_kind="quote",
        related_id=OuterRef("public_id"),
        created_at__gte=midnight(today - timedelta(days=SILENT_DAYS)),
        created_at__date__gt=OuterRef("sent_on"),
    ).exclude(state__in=[each.value for each in _STOPPED])
    rows = (
        visible_quotes(asked.actor)
        .filter(asked.mine(), ends_soon | silent, ~Exists(chased), state=QuoteState.SENT.value)
        .annotate(views=Coalesce(Subquery(views), 0))
        .order_by("-net", "pk")
    )
    return [_quote(row, asked) for row in rows.values(*_READ)[:MOST_OF_A_SOURCE]]


def approvals_waiting(asked: Asked) -> Sequence[Candidate]:
    """Quotes under the margin floor that wait for who may allow them; one query, none for others."""
    if not asked.actor.may(Permission.APPROVE_QUOTES):
        return ()
    quotes = visible_quotes(asked.actor).filter(state=QuoteState.APPROVAL.value)
    rows = QuoteApproval.objects.filter(
        answer=ApprovalAnswer.WAITING.value, version__quote__in=quotes.values("pk")
    ).exclude(asked_by_id=asked.person_id)
    names = ("public_id", "asked_at", "version__net", "version__cost", "version__quote__public_id")
    more = (
        "version__quote__number",
        "version__quote__company_id",
        "asked_by__first_name",
        "asked_by__last_name",
    )
    return [_approval(row, asked) for row in rows.order_by("pk").values(*names, *more)[:MOST_OF_A_SOURCE]]


def messages_stopped(asked: Asked) -> Sequence[Candidate]:
    """Messages of the person that did not reach anybody; one query."""
    rows = visible_messages(asked.actor).filter(
        sender_id=asked.person_id,
        state__in=[each.value for each in _STOPPED],
        created_at__gte=midnight(asked.today - timedelta(days=MESSAGE_DAYS)),
    )
    names = ("public_id", "company_id", "subject", "created_at", "state")
    return [
        Candidate(
            DayKind.MESSAGE,
            key=row["public_id"],
            fact=row["state"],
            company_id=row["company_id"],
            target=row["public_id"],
            gesture="open",
            code=f"day.message_{row['state']}",
            figures={"subject": row["subject"], "on": timezone.localtime(row["created_at"]).date()},
            due_on=timezone.localtime(row["created_at"]).date(),
            by_year=row["company_id"] is not None,
        )
        for row in rows.order_by("-created_at", "-pk").values(*names)[:MOST_OF_A_SOURCE]
    ]


def _quote(row: Mapping[str, Any], asked: Asked) -> Candidate:
    until = row["valid_until"]
    left = None if until is None else (until - asked.today).days
    ending = left is not None and 0 <= left <= ENDING_DAYS
    views = row["views"]
    sent = row["sent_on"] or asked.today
    figures: dict[str, object] = {
        "number": row["number"],
        "days": (asked.today - sent).days,
        "views": views,
        "net": row["net"],
    }
    if ending:
        figures |= {"left": left, "until": until}
    code = "day.quote_ending" if ending else "day.quote"
    return Candidate(
        DayKind.QUOTE_ENDING if ending else DayKind.QUOTE,
        key=row["public_id"],
        # Seen again is something new.
        fact=f"{row['current_version']}:{sent.isoformat()}:{min(views, 99)}",
        company_id=row["company_id"],
        target=row["public_id"],
        gesture="call" if left is not None and left < 0 else "chase",
        code=f"{code}_seen" if views > 1 else code,
        figures=figures,
        due_on=until if ending else sent + timedelta(days=SILENT_DAYS),
        probability=0.5 if views > 1 else None,
        amounts=_offered(row["net"], row["cost"]),
    )


def _approval(row: Mapping[str, Any], asked: Asked) -> Candidate:
    asker = f"{row['asked_by__first_name'] or ''} {row['asked_by__last_name'] or ''}".strip()
    asked_on = timezone.localtime(row["asked_at"]).date()
    return Candidate(
        DayKind.APPROVAL,
        key=row["public_id"],
        fact=asked_on.isoformat(),
        company_id=row["version__quote__company_id"],
        target=row["version__quote__public_id"],
        gesture="answer",
        code="day.approval" if asker else "day.approval_of_nobody",
        figures={
            "number": row["version__quote__number"],
            "name": asker,
            "days": (asked.today - asked_on).days,
            "net": row["version__net"],
        },
        due_on=asked_on,
        amounts=_offered(row["version__net"], row["version__cost"]),
    )


def _offered(net: Any, cost: Any) -> Amounts:
    return Amounts(None if cost is None else net - cost, net)
