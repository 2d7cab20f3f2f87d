"""The series in which documents are numbered: made, described, closed; never renumbered."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from negoce.billing.findings import say
from negoce.billing.models import FiscalCounter, FiscalSeries
from negoce.billing.rules.fiscal_chain import check_prefix
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field
from negoce.kit.worked import CannotWork


def save_series(
    actor: Actor,
    series: FiscalSeries | None,
    *,
    code: str,
    label: str,
    prefix: str,
    digits: int,
    justification: str = "",
    is_active: bool = True,
) -> FiscalSeries:
    """Make a series or change one; code, prefix and digits stay once a number was given (R-C13 wants one order).

    A second series needs its justification (sites, classes of customers, media). Raises Refused.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    code, label = code.strip().upper(), " ".join(label.split())
    prefix, justification = prefix.strip(), " ".join(justification.split())
    saved = series or FiscalSeries()
    _check_words(code, label, prefix, digits, justification)
    _check_prefix(saved, prefix, digits)
    _check_others(saved, justification, is_active=is_active)
    before = (saved.code, saved.prefix, saved.digits)
    if series is not None and before != (code, prefix, digits) and _is_used(series):
        raise refuse_field(
            "prefix", _("Cette série a déjà servi : son code, son préfixe et ses chiffres ne changent plus.")
        )
    changes: dict[str, tuple[object, object]] = {
        name: (getattr(saved, name) if series else None, value)
        for name, value in (
            ("code", code), ("label", label), ("prefix", prefix), ("digits", digits),
            ("justification", justification), ("is_active", is_active),
        )
        if series is None or getattr(saved, name) != value
    }  # fmt: skip
    for name, (_before, value) in changes.items():
        setattr(saved, name, value)
    try:
        with transaction.atomic():
            saved.save()
            verb = "changed" if series else "created"
            record(actor, Entry(verb, "invoice_series", saved.pk, saved.code, changes=changes))
    except IntegrityError as problem:
        raise refuse_field(
            "code", _("Une série porte déjà ce code, ou celle-ci vient de servir.")
        ) from problem
    return saved


def _check_words(code: str, label: str, prefix: str, digits: int, justification: str) -> None:
    if not code or len(code) > 20:
        raise refuse_field("code", _("Un code de 1 à 20 caractères."))
    if not label or len(label) > 80:
        raise refuse_field("label", _("Un libellé de 1 à 80 caractères."))
    if len(prefix) > 12 or len(justification) > 200:
        raise refuse_field("prefix", _("Préfixe : 12 caractères au plus ; justification : 200."))


def _check_prefix(series: FiscalSeries, prefix: str, digits: int) -> None:
    """What a number may begin with, once among all series."""
    try:
        check_prefix(prefix, digits)
    except CannotWork as problem:
        raise refuse_field("prefix", say(problem.finding)) from problem
    taken = FiscalSeries.objects.exclude(pk=series.pk).order_by("id").values_list("prefix", flat=True)
    if prefix in set(taken):
        raise refuse_field(
            "prefix", _("Une autre série a ce préfixe : deux factures auraient le même numéro.")
        )


def _check_others(series: FiscalSeries, justification: str, *, is_active: bool) -> None:
    """A series beside another is justified, but for the usual one; one of them stays open."""
    others = FiscalSeries.objects.exclude(pk=series.pk)
    if others.exists() and not justification and series.code != "F":
        raise refuse_field(
            "justification", _("Une série de plus se justifie : site, catégorie de clients, support.")
        )
    if not is_active and not others.filter(is_active=True).exists():
        raise refuse_field("is_active", _("Il faut au moins une série ouverte."))


def _is_used(series: FiscalSeries) -> bool:
    return FiscalCounter.objects.filter(series=series, last__gt=0).exists()
