"""What prospecting holds about a person: what they told us of their company, whom they recommended."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.prospecting.models import QualificationAnswer, Referral
from negoce.prospecting.words.qualification import ANSWERS, OUTCOMES, criterion_label
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    language = reader_language()
    answers = QualificationAnswer.objects.filter(contact_id=contact_id).select_related("criterion__grid")
    told = [
        (
            criterion_label(each.criterion.grid, each.criterion),
            str(ANSWERS[each.answer]),
            each.text,
            format_date(each.answered_on, language),
        )
        for each in answers.order_by("pk")
    ]
    rows = Referral.objects.filter(Q(referrer_contact_id=contact_id) | Q(referred_contact_id=contact_id))
    given = [
        (
            each.referrer_company.name,
            each.referred_company.name,
            format_date(each.given_on, language),
            str(OUTCOMES[each.outcome]),
            each.note,
        )
        for each in rows.select_related("referrer_company", "referred_company").order_by("pk")
    ]
    return (
        PersonTable(
            "qualification", _("Qualification"), (_("Critère"), _("Réponse"), _("Précisions"), _("Le")), told
        ),
        PersonTable(
            "referrals",
            _("Recommandations"),
            (_("Recommandé par"), _("À"), _("Le"), _("Suite"), _("Note")),
            given,
        ),
    )


def _erase(crowd: Crowd) -> int:
    """Facts stay, they are of the companies; their texts forget the name, and nothing leads to the person."""
    companies = crowd.own_companies
    answers = QualificationAnswer.objects.filter(company_id__in=companies).exclude(text="")
    changed = mend_by(answers, "company_id", ("text",), crowd.around)
    for side in ("referrer", "referred"):
        rows = Referral.objects.filter(**{f"{side}_company_id__in": companies})
        changed += mend_by(rows, f"{side}_company_id", ("note", "reward"), crowd.around)
    changed += QualificationAnswer.objects.filter(contact_id__in=crowd.keys).update(contact=None)
    for name in ("referrer_contact", "referred_contact"):
        changed += Referral.objects.filter(**{f"{name}__in": crowd.keys}).update(**{name: None})
    return changed


PROSPECTING_PEOPLE = PersonData("prospecting", _("Prospection"), _export, _erase)
