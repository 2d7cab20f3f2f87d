"""Keeps the objectives of a partnership, and what was measured of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.rules.value_cleaning import clean_amount, clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.partnerships.save import visible_partnership
from negoce.negotiation.enums import PartnershipAim
from negoce.negotiation.models import Partnership, PartnershipObjective
from negoce.negotiation.words.deal import say

_MOST = Decimal("99999999999.99")


def save_partnership_objective(
    actor: Actor,
    partnership: Partnership,
    row: PartnershipObjective | None,
    *,
    given: Mapping[str, str],
    revision: int | None = None,
    guard_reason: str = "",
) -> PartnershipObjective:
    """Store `aim`, `words`, `unit`, `target`, `measured` as typed; revenue is added up from the deals, not typed.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict when it changed since `revision`.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_partnership(actor, partnership.pk)
        stored = _stored(home, row, revision)
        values = _values(actor, given)
        texts = {"words": values["words"]}
        reason = guard_texts(texts, {"words": stored.words}, guard_reason)
        changed = {
            name: (getattr(stored, name), new) for name, new in values.items() if getattr(stored, name) != new
        }
        if stored.pk and not changed:
            return stored
        if "measured" in changed:
            stored.measured_on = timezone.localdate()
        for name, (_before, new) in changed.items():
            setattr(stored, name, new)
        stored.revision += 1
        stored.save()
        told = {f"objective_{name}": pair for name, pair in changed.items()}
        told |= {"guard_reason": (None, reason)} if reason else {}
        record(actor, Entry("changed", "partnership", home.pk, home.name, home.company_id, told))
    return stored


def remove_partnership_objective(actor: Actor, partnership: Partnership, row: PartnershipObjective) -> None:
    """Take an objective away; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_partnership(actor, partnership.pk)
        if PartnershipObjective.objects.filter(partnership=home, pk=row.pk).delete()[0]:
            told = {"objective_words": (row.words, None)}
            record(actor, Entry("changed", "partnership", home.pk, home.name, home.company_id, told))


def _stored(
    home: Partnership, row: PartnershipObjective | None, revision: int | None
) -> PartnershipObjective:
    if row is None:
        return PartnershipObjective(partnership=home)
    stored = (
        PartnershipObjective.objects.select_for_update(of=("self",))
        .filter(partnership=home, pk=row.pk)
        .first()
    )
    if stored is None:
        raise NotAllowed(_("Cet objectif vient d’être retiré. Rien n’a été enregistré."))
    if revision is not None and revision != stored.revision:
        raise Conflict(
            _("Cet objectif a changé entre-temps. Rien n’a été enregistré : relisez-le, puis recommencez."),
            field="revision",
            current=stored.revision,
            subject=Subject("partnership", home.pk),
        )
    return stored


def _values(actor: Actor, given: Mapping[str, str]) -> dict[str, object]:
    mark, errors = mark_of(actor.language), {}
    words, unit = clean_line(given.get("words"), 160), clean_line(given.get("unit"), 20)
    target = clean_amount(given.get("target"), _MOST, mark)
    measured = clean_amount(given.get("measured"), _MOST, mark)
    for field, read in (("words", words), ("unit", unit), ("target", target), ("measured", measured)):
        if read.finding is not None:
            errors[field] = say(read.finding)
    if words.finding is None and not words.value:
        errors["words"] = _("Dites ce que vous attendez de ce partenariat.")
    aim = given.get("aim", "")
    if aim not in set(PartnershipAim):
        errors["aim"] = _("Choisissez le but.")
    refuse_all(errors)
    is_revenue = aim == PartnershipAim.REVENUE
    return {
        "aim": aim,
        "words": words.value,
        "unit": "" if is_revenue else unit.value or "",
        "target": target.value,
        "measured": None if is_revenue else measured.value,
    }
