"""Begins a discovery interview of a deal, and deletes one with all that was heard in it (N4, domain 5.4)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.enums import SaleKind
from negoce.negotiation.models import Deal, DiscoveryInterview
from negoce.negotiation.queries.discovery.sets import own_set


def begin_interview(actor: Actor, deal: Deal, *, values: Mapping[str, str]) -> DiscoveryInterview:
    """Begin an interview; `values` as typed: `kind` (a kind of sale, or `set-` and the public id
    of a house’s own), `contact` (a public id, or none), `held_on`.

    Raises NotAllowed, Refused with the faulty fields.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        errors = {}
        kind = values.get("kind", "")
        own = own_set(kind)
        if own is None and kind not in set(SaleKind):
            errors["kind"] = _("Choisissez la sorte de vente : elle décide des questions.")
        today = timezone.localdate()
        day = parse_day(values.get("held_on", ""), today, forward=False).value
        if day is None or day > today:
            errors["held_on"] = _("Donnez le jour de l’entretien, aujourd’hui au plus tard.")
        wanted = values.get("contact", "")
        people = visible_contacts(actor).filter(company_id=row.company_id)
        contact = people.filter(public_id=wanted).first() if wanted else None
        if wanted and contact is None:
            errors["contact"] = _("Cette personne n’est pas dans l’entreprise de l’affaire.")
        refuse_all(errors)
        assert day is not None
        interview = DiscoveryInterview.objects.create(
            deal=row,
            contact=contact,
            kind=kind if own is None else own.kind,
            set_name="" if own is None else own.name,
            questions=[] if own is None else own.questions,
            held_on=day,
            author_id=actor.user_id,
        )
        _journal(actor, row, (None, interview.public_id))
    return interview


def delete_interview(actor: Actor, interview: DiscoveryInterview) -> int:
    """Erase an interview, its answers and the motives heard; returns how many answers. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, interview.deal_id)
        there = DiscoveryInterview.objects.filter(pk=interview.pk).select_for_update().first()
        if there is None:
            raise NotAllowed(_("Cet entretien est déjà supprimé. Rien n’a été changé."))
        answers = there.answers.exclude(answer="").count()
        there.delete()
        _journal(actor, row, (interview.public_id, None))
    return answers


def _journal(actor: Actor, row: Deal, change: tuple[str | None, str | None]) -> None:
    """The journal keeps neither person nor words: they must be erasable with the interview."""
    told = {"discovery": change}
    record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, told))
