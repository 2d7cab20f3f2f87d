"""What buyers marked and said of deals won and lost: marks by criterion, words for who may read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.negotiation.enums import DealState, OutcomeReason
from negoce.negotiation.models import BuyerEvaluation
from negoce.negotiation.queries.signing.marks import names_seen
from negoce.negotiation.rules.buyer_criteria import CRITERIA
from negoce.negotiation.words.deal import label_of
from negoce.portfolio.queries.win_loss import Voices
from negoce.portfolio.rules.buyer_marks import Marked, marked, prized
from negoce.ui.words.figures import NOTHING, number
from negoce.ui.words.say import reader_language, say
from negoce.web.win_loss.words import MESSAGES


def voices_context(actor: Actor, voices: Voices, decided: int) -> Mapping[str, object]:
    """What the tab of buyers shows; the words are read only where the actor may read them."""
    reads = actor.may_read(FieldGroup.OBSERVATIONS)
    names = names_seen(actor, (each.contact_id for each in voices.said)) if reads else {}
    rows = marked(voices.marks, [each.value for each in CRITERIA])
    return {
        "sentences": [_said(each) for each in prized(rows)],
        "scores": [
            {"label": _("Note moyenne, affaires gagnées"), **_mean(voices.won)},
            {"label": _("Note moyenne, affaires perdues"), **_mean(voices.lost)},
        ],
        "evaluated": number(len(voices.won) + len(voices.lost)),
        "decided": number(decided),
        "criteria": [_criterion(each) for each in rows],
        "reads": reads,
        "said": [_line(each, names) for each in voices.said] if reads else [],
        "is_silent": not voices.won and not voices.lost,
    }


def _criterion(each: Marked) -> Mapping[str, object]:
    gap = each.gap
    return {
        "name": label_of(OutcomeReason, each.criterion),
        "won": number(each.won, 1),
        "won_count": number(each.won_count),
        "lost": number(each.lost, 1),
        "lost_count": number(each.lost_count),
        "gap": NOTHING if gap is None else f"{'+' if gap > 0 else ''}{number(gap, 1)}",
        "is_telling": gap is not None and gap >= 1,
    }


def _mean(scores: Sequence[int]) -> Mapping[str, str]:
    if not scores:
        return {"value": NOTHING, "note": _("aucune")}
    mean = (Decimal(sum(scores)) / len(scores)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {
        "value": number(mean, 1),
        "note": _("sur 10, de %(count)s") % {"count": number(len(scores))},
    }


def _line(each: BuyerEvaluation, names: Mapping[int, str]) -> Mapping[str, object]:
    name = names.get(each.contact_id or 0, "")
    about = (format_date(each.told_on, reader_language()), name, each.deal.company.name)
    won = each.deal.state == DealState.WON
    return {
        "words": each.words,
        "score": f"{each.score}\u00a0/\u00a010",
        "tone": "good" if won else "bad",
        "state": _("gagnée") if won else _("perdue"),
        "deal": each.deal.name,
        "url": f"{reverse('deals:deal', args=[each.deal.public_id])}?tab=conclusion",
        "about": " · ".join(part for part in about if part),
    }


def _said(each: Explanation) -> str:
    figures = dict(each.figures)
    if "criterion" in figures:
        figures["criterion"] = label_of(OutcomeReason, str(figures["criterion"]))
    return say(Explanation(each.code, figures), MESSAGES)
