"""How far a company is qualified, and who recommended whom, on its page."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.kit.money import format_decimal, format_money
from negoce.kit.refusal import Refused
from negoce.prospecting.enums import Answer, ReferralOutcome
from negoce.prospecting.models import QualificationAnswer, Referral
from negoce.prospecting.queries.qualification import CriterionLine, Qualification, qualification_of
from negoce.prospecting.queries.referrals import referrals_of
from negoce.prospecting.words.qualification import (
    ANSWERS,
    MESSAGES,
    OUTCOMES,
    criterion_label,
    criterion_question,
    grid_name,
)
from negoce.ui.html import chip
from negoce.ui.words.say import say
from negoce.web.companies.panel_types import BEHAVIOUR, Panel
from negoce.web.companies.record import CompanyRecord, company_url
from negoce.web.orders.figures import language

_TONES = {
    ReferralOutcome.WAITING.value: "",
    ReferralOutcome.MET.value: "info",
    ReferralOutcome.CUSTOMER.value: "good",
    ReferralOutcome.DECLINED.value: "warn",
}


def qualification_context(
    record: CompanyRecord,
    grid: str = "",
    *,
    refused: Refused | None = None,
    at: int = 0,
    typed: Mapping[str, str] | None = None,
) -> Mapping[str, object] | None:
    """What the card shows on one grid; `refused` is told beside the criterion `at`, with what was `typed`."""
    found = qualification_of(record.company, grid)
    if found is None:
        return None
    own = record.company.public_id
    said = typed or {}
    return {
        "grid": found.grid,
        "grids": [
            {"key": each.key, "name": grid_name(each), "chosen": each is found.grid} for each in found.grids
        ],
        "card_url": reverse("prospecting:qualification", args=[own]),
        "coverage": found.worked.value,
        "percent": format_decimal(found.worked.value.percent, language(), 0),
        "steps": [say(Explanation(step.code, step.figures), MESSAGES) for step in found.worked.steps],
        "since": format_date(found.since, language()) if found.since else "",
        "lines": [
            {
                **_criterion(found, each, own),
                "problem": refused.message if refused is not None and each.criterion.pk == at else "",
                "guarded": isinstance(refused, FreeTextRefused) and each.criterion.pk == at,
                **({"text": said.get("text", "")} if each.criterion.pk == at and refused is not None else {}),
            }
            for each in found.lines
        ],
        "older": [_entry(found, entry) for entry in _older(found)],
        "may_edit": record.may_edit,
    }


def _criterion(found: Qualification, line: CriterionLine, company: str) -> Mapping[str, object]:
    held = line.held
    return {
        "key": line.criterion.pk,
        "label": criterion_label(found.grid, line.criterion),
        "question": criterion_question(found.grid, line.criterion),
        "answer": line.answer.value,
        "said": str(ANSWERS[line.answer.value]),
        "text": held.text if held is not None else "",
        "trace": _trace(held) if held is not None else "",
        "url": reverse("prospecting:answer", args=[company, line.criterion.pk]),
        "choices": [
            {
                "value": each.value,
                "label": ANSWERS[each.value],
                "chosen": held is not None and each is line.answer,
            }
            for each in Answer
        ],
    }


def _trace(entry: QualificationAnswer) -> str:
    parts = [format_date(entry.answered_on, language())]
    if entry.author is not None:
        parts.append(entry.author.full_name)
    if entry.contact is not None and entry.contact.erased_at is None:
        parts.append(_now("dit par %(name)s") % {"name": entry.contact.full_name})
    return " · ".join(parts)


def _older(found: Qualification) -> list[QualificationAnswer]:
    entries = [entry for line in found.lines for entry in line.entries[1:]]
    return sorted(entries, key=lambda entry: (entry.answered_on, entry.pk), reverse=True)[:50]


def _entry(found: Qualification, entry: QualificationAnswer) -> Mapping[str, str]:
    criteria = {line.criterion.pk: line.criterion for line in found.lines}
    return {
        "label": criterion_label(found.grid, criteria[entry.criterion_id]),
        "said": str(ANSWERS[entry.answer]),
        "text": entry.text,
        "trace": _trace(entry),
    }


def _read_qualification(record: CompanyRecord) -> Mapping[str, object] | None:
    return qualification_context(record)


def _read_referrals(record: CompanyRecord) -> Mapping[str, object] | None:
    given, received = referrals_of(record.actor, record.company)
    if not given and not received and not record.may_edit:
        return None
    own = record.company.public_id
    return {
        "sides": [
            {
                "title": _now("Ils nous ont recommandés à"),
                "lines": [_referral(record, each, given=True) for each in given],
            },
            {
                "title": _now("Recommandés par"),
                "lines": [_referral(record, each, given=False) for each in received],
            },
        ],
        "nothing": not given and not received,
        "given_url": reverse("prospecting:referral_new", args=[own, "given"]) if record.may_edit else "",
        "received_url": reverse("prospecting:referral_new", args=[own, "received"])
        if record.may_edit
        else "",
    }


def _referral(record: CompanyRecord, row: Referral, *, given: bool) -> Mapping[str, object]:
    other = row.referred_company if given else row.referrer_company
    reads_people = record.actor.may_read(FieldGroup.PERSONAL)
    giver, receiver = row.referrer_contact, row.referred_contact
    people = [each.full_name for each in (giver, receiver) if each is not None and each.erased_at is None]
    parts = [format_date(row.given_on, language())]
    if reads_people and people:
        parts.append(" → ".join(people))
    named = _now("peut être nommé") if row.may_be_named else _now("ne pas le nommer")
    parts.append(named)
    if row.won_on:
        parts.append(_now("client le %(day)s") % {"day": format_date(row.won_on, language())})
    return {
        "row": row,
        "name": other.name,
        "url": company_url(other),
        "state": chip(str(OUTCOMES[row.outcome]), tone=_TONES[row.outcome]),
        "facts": " · ".join(parts),
        "reward": _reward(row),
        "edit_url": reverse("prospecting:referral", args=[record.company.public_id, row.public_id])
        if record.may_edit
        else "",
        "removal_url": reverse("prospecting:referral_removal", args=[record.company.public_id, row.public_id])
        if record.may_edit
        else "",
    }


def _reward(row: Referral) -> str:
    parts = [row.reward] if row.reward else []
    if row.reward_amount is not None:
        parts.append(format_money(row.reward_amount, language()))
    if row.rewarded_on is not None:
        parts.append(_now("remercié le %(day)s") % {"day": format_date(row.rewarded_on, language())})
    return " · ".join(parts)


QUALIFICATION = Panel(
    "qualification", _("Qualification"), "web/prospecting/_qualification.html", _read_qualification, 3,
    tab=BEHAVIOUR,
)  # fmt: skip
REFERRALS = Panel(
    "referrals", _("Recommandations"), "web/prospecting/_referrals.html", _read_referrals, 1, tab=BEHAVIOUR
)
