"""Notes a fact of the conclusion of a deal, and takes it back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.models import Contact
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.enums import ConclusionFact
from negoce.negotiation.models import ConclusionMark, Deal
from negoce.negotiation.queries.deals.nameable import nameable_people
from negoce.negotiation.rules.conclusion_facts import SIGNALS

WORDS_MAX = 300


def note_mark(
    actor: Actor,
    deal: Deal,
    *,
    fact: str,
    values: Mapping[str, str],
    seen: str | None = None,
    guard_reason: str = "",
) -> ConclusionMark:
    """Note a fact, or put right what was noted of it; `values` as typed: `happened_on`, `words`, `contact`.

    A signal is words that somebody said: without them it is refused. `contact` is a public id; `seen` is
    what `mark_as_seen` said of what was noted then. Raises NotAllowed, Refused with the faulty fields, FreeTextRefused,
    Conflict when somebody noted otherwise meanwhile.
    """
    _check(actor, fact)
    day = _day(values.get("happened_on", ""))
    words = " ".join(values.get("words", "").split())
    if fact in SIGNALS and not words:
        raise refuse_field("words", _("Notez les mots entendus : une impression n’est pas un fait."))
    if fact == ConclusionFact.NO_NEXT_STEP and not words:
        raise refuse_field("words", _("Dites en quelques mots pourquoi rien ne suit."))
    if len(words) > WORDS_MAX:
        raise refuse_field("words", _("%(most)s caractères au plus.") % {"most": WORDS_MAX})
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        alone_with(Deal.objects.filter(pk=row.pk))
        kept = ConclusionMark.objects.filter(deal=row, fact=fact).first()
        _check_unchanged(row, fact, mark_as_seen(kept), seen)
        stored = {} if kept is None else {"words": kept.words}
        reason = guard_texts({"words": words}, stored, guard_reason)
        mark = kept or ConclusionMark(deal=row, fact=fact)
        mark.happened_on, mark.words = day, words
        named = values.get("contact", "") if fact in SIGNALS else ""
        mark.contact = contact_of(actor, row, named, mark.contact_id)
        mark.author_id = actor.user_id
        mark.save()
        told: dict[str, tuple[object, object]] = {fact: (bool(kept), True)}
        if reason:
            told["guard_reason"] = (None, reason)
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, told))
    return mark


def mark_as_seen(mark: ConclusionMark | None) -> str:
    """What tells this state of a fact from any other, without its words; nothing where it is not noted."""
    if mark is None:
        return ""
    told = f"{mark.happened_on}|{mark.contact_id}|{mark.words}"
    return hashlib.blake2s(told.encode(), digest_size=8).hexdigest()


def withdraw_mark(actor: Actor, deal: Deal, *, fact: str) -> None:
    """Take back a fact noted by mistake; nothing when it is not noted any more. Raises NotAllowed."""
    _check(actor, fact)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        if ConclusionMark.objects.filter(deal=row, fact=fact).delete()[0]:
            record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, {fact: (True, False)}))


def _day(typed: str) -> date:
    today = timezone.localdate()
    day = parse_day(typed, today, forward=False).value
    if day is None or day > today:
        raise refuse_field("happened_on", _("Donnez le jour où c’est arrivé, aujourd’hui au plus tard."))
    return day


def _check_unchanged(deal: Deal, fact: str, current: str, seen: str | None) -> None:
    if seen is not None and seen != current:
        message = _("Quelqu’un l’a noté autrement entre-temps. Rien n’a été enregistré : relisez-le.")
        raise Conflict(message, field="seen", current=current, subject=Subject("deal", deal.pk, fact))


def _check(actor: Actor, fact: str) -> None:
    require(actor, Permission.EDIT)
    if fact not in set(ConclusionFact):
        raise refuse_field("fact", _("Choisissez dans la liste."))
    if fact in SIGNALS and not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_("Votre rôle ne note pas ce que des personnes ont dit en entretien."))


def contact_of(actor: Actor, deal: Deal, public_id: str, kept_id: int | None = None) -> Contact | None:
    """Who said it, of the company of the deal or named before (`kept_id`); None for nobody named.

    Raises Refused for anybody else.
    """
    if not public_id:
        return None
    found = nameable_people(actor, deal, kept_id).filter(public_id=public_id).first()
    if found is None:
        raise refuse_field("contact", _("Choisissez un interlocuteur de cette entreprise."))
    return found
