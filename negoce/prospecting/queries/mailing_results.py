"""What became of a mailing: counted from its recipients and their messages, whatever happened to them since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.outbox.enums import MessageState
from negoce.prospecting.models import Mailing, MailingRecipient
from negoce.prospecting.queries.mailing_audience import require_powers

S = MessageState
HARD = Q(message__state=S.FAILED.value, message__reason="server.recipient") | Q(
    message__state=S.BOUNCED.value, message__reason="bounce.hard"
)
# Each piece stands in one of these, in the order in which a page tells them.
OUTCOMES: Mapping[str, Q] = {
    "waiting": Q(message__state__in=[S.WAITING.value, S.SENDING.value, S.HELD.value]),
    "sent": Q(message__state=S.SENT.value),
    "in_doubt": Q(message__state=S.IN_DOUBT.value),
    "hard": HARD,
    "soft": Q(message__state=S.BOUNCED.value) & ~Q(message__reason="bounce.hard"),
    "failed": Q(message__state=S.FAILED.value) & ~Q(message__reason="server.recipient"),
    "refused": Q(message__state=S.REFUSED.value),
    "cancelled": Q(message__state=S.CANCELLED.value),
    "gone": Q(message__isnull=True),
}


@dataclass(frozen=True, slots=True)
class Results:
    """Counts by outcome of those written to, by reason of those left out; `unsubscribed` are among the first."""

    by_outcome: Mapping[str, int]
    left_out: Sequence[tuple[str, int]]
    unsubscribed: int

    @property
    def pieces(self) -> int:
        """Messages or letters that were prepared."""
        return sum(self.by_outcome.values())

    @property
    def left(self) -> int:
        """Who got nothing from the start."""
        return sum(count for _reason, count in self.left_out)

    @property
    def reached(self) -> int:
        """What a server took and did not send back."""
        return self.by_outcome.get("sent", 0)


def results_of(mailing: Mailing) -> Results:
    """The figures of a mailing; two queries whatever its size."""
    rows = MailingRecipient.objects.filter(mailing=mailing).order_by()
    counts = {name: Count("pk", filter=Q(left_out="") & condition) for name, condition in OUTCOMES.items()}
    said = rows.aggregate(
        **counts, unsubscribed=Count("pk", filter=Q(left_out="", unsubscribed_at__isnull=False))
    )
    unsubscribed = said.pop("unsubscribed")
    reasons = rows.exclude(left_out="").values_list("left_out").annotate(count=Count("pk"))
    ordered = sorted(reasons, key=lambda each: (-each[1], each[0]))
    return Results({name: count for name, count in said.items() if count}, ordered, unsubscribed)


def recipients_of(actor: Actor, mailing: Mailing, which: str) -> QuerySet[MailingRecipient]:
    """Those of an outcome, of a reason, or `unsubscribed`, whose company the actor sees, in their order.

    Raises NotAllowed for who may not read decision powers, when they were chosen by theirs: being there would tell.
    """
    require_powers(actor, mailing)
    rows = MailingRecipient.objects.filter(mailing=mailing)
    if not actor.sees_everything:
        rows = rows.filter(company__in=visible_companies(actor))
    if which == "unsubscribed":
        rows = rows.filter(left_out="", unsubscribed_at__isnull=False)
    elif which in OUTCOMES:
        rows = rows.filter(OUTCOMES[which], left_out="")
    elif which:
        rows = rows.filter(left_out=which)
    return rows.select_related("company", "contact", "message").order_by("pk")
