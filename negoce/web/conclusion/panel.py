"""« Avant de signer » on the page of a deal: in short beside the rest, whole on its own tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import FieldGroup
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.queries.signing.facts import Signing, read_signing
from negoce.negotiation.rules.before_signing import Point, PointState
from negoce.negotiation.words.quote import say_quote, say_steps
from negoce.negotiation.words.signing import POINTS, SOURCES, STATES, say_margin, say_point
from negoce.web.conclusion.settle import settle
from negoce.web.deals.panel_types import CONCLUSION, SIDE, DealPanel, DealRecord

_SIGNS = {
    PointState.MET: ("good", "check"),
    PointState.WATCH: ("warn", "clock"),
    PointState.UNMET: ("bad", "close"),
    PointState.UNTOLD: ("", "help"),
}
# Before these steps a deal without a quote has nothing to sign: its first tab says nothing of it.
_NEAR = frozenset({DealStep.NEGOTIATION, DealStep.CONCLUSION, DealStep.LEAVE_TAKING})


def _read_short(record: DealRecord) -> Mapping[str, object] | None:
    if not record.is_open or not (record.quotes or record.deal.step in _NEAR):
        return None
    signing = _signing(record)
    return {
        "lines": [_line(record, point) for point in signing.points],
        "count": _count(signing.points),
        "whole_url": f"{record.url}?tab={CONCLUSION}",
    }


def _read_whole(record: DealRecord) -> Mapping[str, object] | None:
    if record.deal.state == DealState.LOST:
        return None
    signing = _signing(record)
    return {
        "lines": [
            {
                **_line(record, point),
                "steps": _steps(record, point),
                "source": SOURCES.get(point.key, ""),
                "settle": settle(record, signing, point),
            }
            for point in signing.points
        ],
        "count": _count(signing.points),
        "number": signing.quote.number if signing.quote is not None else "",
        "quote_url": reverse("quotes:quote", args=[signing.quote.public_id]) if signing.quote else "",
    }


def _signing(record: DealRecord) -> Signing:
    return read_signing(record.actor, record.deal, record.quotes, timezone.localdate())


def _line(record: DealRecord, point: Point) -> dict[str, object]:
    tone, icon = _SIGNS[point.state]
    margins = point.floor is not None and record.actor.may_read(FieldGroup.MARGIN)
    said = say_margin(point.said, point.floor.value) if point.floor and margins else say_point(point.said)
    return {"name": POINTS[point.key], "tone": tone, "icon": icon, "state": STATES[point.state], "said": said}


def _steps(record: DealRecord, point: Point) -> Sequence[str]:
    """How the margin was counted, for who may read margins."""
    if point.floor is None or not record.actor.may_read(FieldGroup.MARGIN):
        return ()
    return [*say_steps(point.floor.steps), *(say_quote(each) for each in point.floor.findings)]


def _count(points: Sequence[Point]) -> str:
    met = sum(1 for each in points if each.state is PointState.MET)
    return _now("%(met)s sur %(all)s vérifiés") % {"met": met, "all": len(points)}


BEFORE_SIGNING = DealPanel(
    "before-signing",
    _("Avant de signer"),
    "web/conclusion/_short.html",
    _read_short,
    queries_max=14,
    column=SIDE,
)
WHOLE_SIGNING = DealPanel(
    "signing",
    _("Avant de signer"),
    "web/conclusion/_whole.html",
    _read_whole,
    queries_max=14,
    tab=CONCLUSION,
)
