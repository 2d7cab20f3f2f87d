"""Brings a certificate of the house, renews it in the files still to be handed in, takes it off the shelf."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tender_documents.alarm import drop_alarm, keep_alarm
from negoce.negotiation.actions.tender_documents.files import files_together, forget_files, keep_file
from negoce.negotiation.actions.tender_documents.shelf_aid import drop_aid, keep_aid
from negoce.negotiation.models import OwnCertificate, SalesAid, TenderDocument
from negoce.negotiation.rules.tender_days import RUNNING
from negoce.negotiation.rules.tender_file_values import clean_certificate
from negoce.negotiation.words.tender_file import say


def save_certificate(
    actor: Actor,
    row: OwnCertificate | None,
    *,
    given: Mapping[str, object],
    upload: tuple[str, bytes] | None,
    revision: int = 0,
    guard_reason: str = "",
    aid: SalesAid | None = None,
) -> OwnCertificate:
    """Put a certificate on the shelf, or change one; with a file it is renewed, what was handed in keeps the former.

    `upload` is a name and its bytes, `aid` the administrative aid that a new one came by. `given` takes `days_before`
    and `owner` too, a person: the task to renew it is theirs. What is not given stays, from one renewal to the next.
    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict.
    """
    require(actor, Permission.EDIT)
    values = _checked(given)
    reason = guard_texts({"name": values["name"]}, {"name": row.name if row else ""}, guard_reason)
    if row is None and upload is None:
        raise refuse_field("file", _("Joignez le fichier : PDF, Word, Excel, OpenDocument."))
    with files_together() as brought:
        stored = None if row is None else _stored(row, revision)
        if stored is not None and upload is None:
            _change(stored, values)
            _journal(actor, stored, "changed", reason)
            return stored
        assert upload is not None
        if stored is not None:
            values = {"owner": stored.owner, "days_before": stored.days_before, **values}
        fresh = OwnCertificate.objects.create(file=keep_file(actor, upload, brought), revision=1, **values)
        if stored is not None:
            stored.replaced_by = fresh
            stored.save(update_fields=["replaced_by"])
            running = TenderDocument.objects.filter(certificate=stored, tender__stage__in=RUNNING)
            running.update(certificate=fresh)
            keep_alarm(stored)
        keep_aid(fresh, former=stored, aid=aid)
        keep_alarm(fresh)
        _journal(actor, fresh, "created" if stored is None else "changed", reason)
    return fresh


def _checked(given: Mapping[str, object]) -> dict[str, Any]:
    """What was typed, by field; raises Refused with the faulty ones."""
    cleaned = clean_certificate(given, timezone.localdate())
    errors = {name: say(finding) for name, finding in cleaned.errors.items()}
    owner = given.get("owner")
    if owner and not (isinstance(owner, User) and owner.is_active):
        errors["owner"] = _("Cette personne n’existe pas ou ne peut plus se connecter.")
    refuse_all(errors)
    return {**cleaned.values, **({"owner": owner or None} if "owner" in given else {})}


def _change(stored: OwnCertificate, values: Mapping[str, Any]) -> None:
    """Put its words right; its aid and its task follow."""
    was_before, was_called = stored.days_before, stored.name
    for name, value in values.items():
        setattr(stored, name, value)
    stored.revision += 1
    stored.save()
    keep_aid(stored)
    keep_alarm(stored, was_before=was_before, is_renamed=stored.name != was_called)


def remove_certificate(actor: Actor, row: OwnCertificate) -> None:
    """Take a certificate off the shelf; the one that it renewed counts again, with its aid and its task.

    Raises NotAllowed, Refused while a file names it.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        # Held: a file that takes it meanwhile is seen, or finds it gone.
        stored = alone_with(OwnCertificate.objects.filter(pk=row.pk).select_related("file"))
        if stored is None:
            return
        if stored.documents.exists():
            raise Refused(
                _(
                    "Des dossiers d’appels d’offres contiennent ce document : renouvelez-le, ou retirez-le d’eux."
                )
            )
        former = OwnCertificate.objects.filter(replaced_by=stored).select_related("file", "owner").first()
        drop_alarm(stored)
        if former is None:
            drop_aid(stored)
        else:
            keep_aid(former, former=stored)
        _journal(actor, stored, "deleted")
        file = stored.file
        stored.delete()
        if former is not None:
            former.replaced_by = None
            keep_alarm(former)
        forget_files([file])


def _stored(row: OwnCertificate, revision: int) -> OwnCertificate:
    stored = alone_with(OwnCertificate.objects.filter(pk=row.pk, replaced_by=None))
    if stored is None or stored.revision != revision:
        message = _(
            "Ce document a changé entre-temps. Rien n’a été enregistré : fermez, relisez-le, puis recommencez."
        )
        raise Conflict(
            message,
            field="revision",
            current=stored.revision if stored else None,
            subject=Subject("own_certificate", row.pk),
        )
    return stored


def _journal(actor: Actor, row: OwnCertificate, verb: str, guard_reason: str = "") -> None:
    told: dict[str, tuple[object, object]] = {
        "expires_on": (None, row.expires_on.isoformat() if row.expires_on else None)
    }
    if guard_reason:
        told["guard_reason"] = (None, guard_reason)
    record(actor, Entry(verb, "own_certificate", row.pk, row.name, changes=told))
