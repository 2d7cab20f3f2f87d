"""Writes the seller's own identity, which every document prints from then on; issued ones keep their copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.catalogue.documents.letter import Letter, letter_pdf
from negoce.catalogue.documents.sale_document import Party
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.catalogue.rules.seller_values import read_seller_values
from negoce.catalogue.seller_words import say_seller
from negoce.files.reading.picture_trial import read_drawable
from negoce.files.rules.pictures import Picture
from negoce.files.words import say_file
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.pdf import CannotPrint
from negoce.kit.refusal import Conflict, Refused
from negoce.kit.worked import CannotWork
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Seller
from negoce.parameters.queries.dated_values import dated_values

NO_PICTURE = Picture("", b"")


def update_seller(
    actor: Actor,
    values: Mapping[str, object],
    *,
    revision: int,
    today: date,
    logo: bytes | None = None,
    drops_logo: bool = False,
) -> Seller:
    """Store the values that were typed, by column, and the logo when one is given.

    `revision` is the one that was read. Raises NotAllowed, Conflict when somebody else saved meanwhile, and Refused
    with each field to mend; then nothing is changed.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    reading = read_seller_values(values, today, least_late_rate=_least_late_rate(today))
    problems = {name: [say_seller(finding)] for name, finding in reading.findings.items()}
    picture = NO_PICTURE if drops_logo else None
    if logo is not None:
        picture = _picture(logo, today, problems)
    if problems:
        raise Refused(_("Rien n’a été enregistré : corrigez ce qui est signalé."), fields=problems)
    with transaction.atomic():
        return _write(actor, reading.values, picture, revision)


def _least_late_rate(today: date) -> Decimal | None:
    """Three times the legal rate; None while that of this half-year is not known."""
    try:
        return 3 * dated_values().of_half_year(ParameterKey.LEGAL_RATE.value, today).value
    except CannotWork:
        return None


def _picture(content: bytes, today: date, problems: dict[str, list[str]]) -> Picture | None:
    read = read_drawable(content)
    if read.value is None:
        assert read.finding is not None
        problems["logo"] = [say_file(read.finding)]
    elif not _prints(read.value, today):
        problems["logo"] = [_("Cette image ne s’imprime pas. Exportez-la en PNG.")]
    return read.value


def _prints(picture: Picture, today: date) -> bool:
    """A logo that breaks a document would be found on the day of an invoice: it is printed once now."""
    identity = replace(seller_identity(Seller()), name="—", logo=picture.content, logo_kind=picture.kind)
    try:
        letter_pdf(Letter(today, identity, Party("—"), "—", ("—",)))
    except (CannotPrint, ValueError):
        return False
    return True


def _write(actor: Actor, values: Mapping[str, object], picture: Picture | None, revision: int) -> Seller:
    Seller.objects.get_or_create(pk=1)
    if not Seller.objects.filter(pk=1, revision=revision).update(revision=revision + 1):
        raise Conflict(
            _(
                "Quelqu’un d’autre vient d’enregistrer cette page. Rien n’a été changé : rechargez-la, puis"
                " reprenez."
            ),
            field="revision",
            current=Seller.objects.values_list("revision", flat=True).get(pk=1),
        )
    stored = Seller.objects.get(pk=1)
    before = {name: getattr(stored, name) for name in values}
    changes = {name: (before[name], value) for name, value in values.items() if before[name] != value}
    columns = dict(values)
    if picture is not None:
        columns |= {"logo": picture.content or None, "logo_kind": picture.kind}
        changes["logo"] = (stored.logo_kind, picture.kind)
    if not changes:
        return stored
    for name, value in columns.items():
        setattr(stored, name, value)
    stored.save()
    record(actor, Entry("changed", "seller", stored.pk, stored.name, changes=changes))
    return stored
