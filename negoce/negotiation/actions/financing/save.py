"""Keeps how the buyer of a deal or of a quote may pay, takes it away, carries it to the next version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.quotes.loading import loaded
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Deal, Financing, Quote, QuoteVersion
from negoce.negotiation.rules.financing_terms import (
    FIELDS,
    OUR_FIELDS,
    OurTerms,
    Terms,
    Way,
    clean_financing,
    stored_terms,
)
from negoce.negotiation.words.financing import say

_USUAL, _OUR_USUAL = stored_terms(asdict(Terms())), stored_terms(asdict(OurTerms()))


def save_financing(
    actor: Actor,
    home: Deal | Quote,
    *,
    given: Mapping[str, object],
    shown: Sequence[str] = (),
    revision: int = 0,
) -> Financing:
    """Store the terms typed, by field name, for a deal or for the draft of a quote; `shown` are its customer's ways.

    `revision` is the one that the person looked at, 0 for nothing kept yet. What costs us stays as it is for who may
    not read margins. Raises NotAllowed, Refused with the faulty fields, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row, company_id, name = _held(actor, home)
        if row.revision != revision:
            raise _changed(row)
        sees_costs = actor.may_read(FieldGroup.MARGIN)
        names = (*FIELDS, *OUR_FIELDS) if sees_costs else FIELDS
        cleaned = clean_financing(given, names, mark_of(actor.language))
        refuse_all({field: say(finding) for field, finding in cleaned.errors.items()})
        terms = stored_terms({field: cleaned.values[field] for field in FIELDS})
        ours = (
            stored_terms({field: cleaned.values[field] for field in OUR_FIELDS})
            if sees_costs
            else row.our_terms
        )
        ways = [way.value for way in Way if way.value in shown]
        told = _changes(row, terms, ours)
        if ways != row.shown:
            told["shown"] = (", ".join(row.shown), ", ".join(ways))
        if row.pk is not None and not told:
            return row
        verb = "created" if row.pk is None else "changed"
        row.terms, row.our_terms, row.shown = terms, ours, ways
        row.revision += 1
        row.save()
        record(actor, Entry(verb, "financing", row.pk, name, company_id, told))
    return row


def remove_financing(actor: Actor, home: Deal | Quote) -> None:
    """Take the comparison away; the journal keeps that it was there. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row, company_id, name = _held(actor, home)
        if row.pk is None:
            return
        key = row.pk
        row.delete()
        record(actor, Entry("deleted", "financing", key, name, company_id, {}))


def copy_financing(old: QuoteVersion, new: QuoteVersion) -> None:
    """The next version, or a copy, is paid in the same ways; in the caller's transaction."""
    row = Financing.objects.filter(version=old).first()
    if row is not None:
        Financing.objects.create(
            version=new, terms=row.terms, our_terms=row.our_terms, shown=row.shown, revision=1
        )


def _held(actor: Actor, home: Deal | Quote) -> tuple[Financing, int, str]:
    """What is kept, its company and its name; the deal or the version is held first, so that two never begin it."""
    if isinstance(home, Deal):
        deal = visible_deal(actor, home.pk)
        Deal.objects.select_for_update().only("pk").get(pk=deal.pk)
        return (
            Financing.objects.filter(deal=deal).first() or Financing(deal=deal),
            deal.company_id,
            deal.name[:120],
        )
    quote, seen = loaded(actor, home)
    version = QuoteVersion.objects.select_for_update().get(pk=seen.pk)
    if version.state != QuoteState.DRAFT:
        raise Refused(
            _(
                "%(number)s n’est plus un brouillon : son financement est figé. Faites-en une nouvelle version."
            )
            % {"number": quote.number}
        )
    row = Financing.objects.filter(version=version).first() or Financing(version=version)
    return row, quote.company_id, quote.number


def _changes(
    row: Financing, terms: Mapping[str, object], ours: Mapping[str, object]
) -> dict[str, tuple[object, object]]:
    """What differs from what was kept, or to begin with from what is usual."""
    kept = (row.terms, row.our_terms) if row.pk is not None else (_USUAL, _OUR_USUAL)
    return {**_told(kept[0], terms), **_told(kept[1], ours or kept[1])}


def _told(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    names = [*after, *(name for name in before if name not in after)]
    return {
        name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    }


def _changed(row: Financing) -> Conflict:
    message = _(
        "Quelqu’un a modifié ce financement entre-temps. Rien n’a été enregistré : fermez, relisez-le, puis"
        " recommencez."
    )
    subject = None if row.pk is None else Subject("financing", row.pk)
    return Conflict(message, field="revision", current=row.revision, subject=subject)
