"""A document of the house is an administrative sales aid too: one document, which both shelves show."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from negoce.negotiation.enums import AidKind
from negoce.negotiation.models import OwnCertificate, SalesAid

_NAME_MAX = 120


def keep_aid(
    row: OwnCertificate, former: OwnCertificate | None = None, aid: SalesAid | None = None
) -> SalesAid:
    """Have the aid of a certificate say what it says, inside the caller's transaction; `former` is what it renews.

    `aid` is the one that it came by; an administrative aid of that name without a document becomes its aid.
    """
    found = aid or SalesAid.objects.filter(certificate=former or row).first()
    found = found or _waiting(row) or SalesAid(kind=AidKind.ADMINISTRATIVE.value)
    is_new = found.pk is None
    told = {
        "certificate": row,
        "name": row.name[:_NAME_MAX],
        "file": row.file,
        "expires_on": row.expires_on,
        "withdrawn_at": None,
    }
    for name, value in told.items():
        setattr(found, name, value)
    if is_new:
        found.save()
        return found
    # Nothing else of it is written over.
    SalesAid.objects.filter(pk=found.pk).update(**told, revision=F("revision") + 1)
    return SalesAid.objects.get(pk=found.pk)


def drop_aid(row: OwnCertificate) -> None:
    """Take the aid of a certificate that goes out of use; inside the caller's transaction."""
    SalesAid.objects.filter(certificate=row).update(
        certificate=None, file=None, withdrawn_at=timezone.now(), revision=F("revision") + 1
    )


def _waiting(row: OwnCertificate) -> SalesAid | None:
    rows = SalesAid.objects.filter(
        kind=AidKind.ADMINISTRATIVE.value,
        certificate=None,
        file=None,
        withdrawn_at=None,
        name__iexact=row.name[:_NAME_MAX],
    )
    return rows.order_by("pk").first()
