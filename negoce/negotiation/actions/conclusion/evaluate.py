"""Notes what the buyer says of a purchase, or of an offer that was not taken, and takes it back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.conclusion.mark import contact_of
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import BuyerEvaluation, BuyerMark, Deal
from negoce.negotiation.rules.buyer_criteria import mark_of, typed_marks

WORDS_MAX = 500


def evaluate_deal(
    actor: Actor, deal: Deal, *, values: Mapping[str, str], guard_reason: str = ""
) -> BuyerEvaluation:
    """Keep a score of a closed deal; `values` as typed: `told_on`, `score`, `words`, `contact` (a public id), and
    `mark_…` of the criteria that were marked.

    Raises NotAllowed, Refused with the faulty fields or for a deal under way, FreeTextRefused.
    """
    _check(actor)
    today = timezone.localdate()
    day = parse_day(values.get("told_on", ""), today, forward=False)
    if day.value is None or day.value > today:
        raise refuse_field("told_on", _("Donnez le jour où c’est arrivé, aujourd’hui au plus tard."))
    score, typed = mark_of(values.get("score", "")), typed_marks(values)
    if score is None or typed.faulty:
        faulty = [*(["score"] if score is None else []), *typed.faulty]
        refuse_all({name: _("Une note entière de 0 à 10.") for name in faulty})
    words = " ".join(values.get("words", "").split())
    if len(words) > WORDS_MAX:
        raise refuse_field("words", _("%(most)s caractères au plus.") % {"most": WORDS_MAX})
    reason = guard_texts({"words": words}, {}, guard_reason)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        if row.state == DealState.OPEN:
            raise Refused(_("L’acheteur évalue une fois sa décision prise : cette affaire est en cours."))
        kept = BuyerEvaluation.objects.create(
            deal=row,
            told_on=day.value,
            score=score or 0,
            words=words,
            contact=contact_of(actor, row, values.get("contact", "")),
            author_id=actor.user_id,
        )
        BuyerMark.objects.bulk_create(
            BuyerMark(evaluation=kept, criterion=criterion, mark=mark)
            for criterion, mark in typed.marks.items()
        )
        told: dict[str, tuple[object, object]] = {"buyer_score": (None, kept.score)}
        if reason:
            told["guard_reason"] = (None, reason)
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, told))
    return kept


def withdraw_evaluation(actor: Actor, deal: Deal, *, public_id: str) -> None:
    """Take back a score noted by mistake; nothing when it is gone already. Raises NotAllowed."""
    _check(actor)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        kept = BuyerEvaluation.objects.filter(deal=row, public_id=public_id).first()
        if kept is None:
            return
        told = {"buyer_score": (kept.score, None)}
        kept.delete()
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, told))


def _check(actor: Actor) -> None:
    require(actor, Permission.EDIT)
    if not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_("Votre rôle ne note pas ce que des personnes ont dit en entretien."))
