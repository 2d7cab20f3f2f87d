"""What conclusions hold about a person: the words heard from them; shown on request, taken away with an erasure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.negotiation.enums import OutcomeReason
from negoce.negotiation.models import BuyerEvaluation, ConclusionMark
from negoce.negotiation.words.conclusion import FACTS
from negoce.negotiation.words.deal import label_of
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    return [*_signals(contact_id), *_evaluations(contact_id)]


def _signals(contact_id: int) -> Sequence[PersonTable]:
    rows = ConclusionMark.objects.filter(contact_id=contact_id).select_related("deal")
    lines = [
        (format_date(each.happened_on, reader_language()), each.deal.name, str(FACTS[each.fact]), each.words)
        for each in rows.order_by("happened_on", "pk")
    ]
    if not lines:
        return []
    head = (_now("Date"), _now("Affaire"), _now("Signe"), _now("Mots entendus"))
    return [PersonTable("conclusions", _now("Signes d’accord"), head, lines)]


def _evaluations(contact_id: int) -> Sequence[PersonTable]:
    rows = (
        BuyerEvaluation.objects.filter(contact_id=contact_id).select_related("deal").prefetch_related("marks")
    )
    lines = [
        (format_date(each.told_on, reader_language()), each.deal.name, _marks(each), each.words)
        for each in rows.order_by("told_on", "pk")
    ]
    if not lines:
        return []
    head = (_now("Date"), _now("Affaire"), _now("Note"), _now("Mots entendus"))
    return [PersonTable("evaluations", _now("Évaluations après l’achat"), head, lines)]


def _marks(row: BuyerEvaluation) -> str:
    """The score, then the marks of what was marked."""
    marks = [f"{label_of(OutcomeReason, each.criterion)} {each.mark}" for each in row.marks.all()]
    return ", ".join([f"{row.score} / 10", *marks])


def _erase(crowd: Crowd) -> int:
    """What they said goes with their name; what others said of them loses it. A score stays, of nobody."""
    changed = 0
    for model in (ConclusionMark, BuyerEvaluation):
        rows = model.objects.order_by()
        changed += rows.filter(contact_id__in=crowd.keys).update(contact=None, words="")
        others = rows.filter(deal__company_id__in=crowd.own_companies)
        changed += mend_by(others, "deal__company_id", ("words",), crowd.around)
    return changed


CONCLUSION_PEOPLE = PersonData(key="conclusions", label=_("Signes d’accord"), export=_export, erase=_erase)
