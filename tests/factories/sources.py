"""Files with their licences, and whom they brought."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from negoce.companies.models import Company, Contact
from negoce.prospecting.models import FileSource, SourcedCompany, SourcedContact


def make_source(name: str = "Fichier laiteries", **fields: object) -> FileSource:
    """A file bought for a year, by e-mail and telephone, that still has half of it."""
    today = timezone.localdate()
    values: dict[str, object] = {
        "kind": "bought",
        "supplier": "Données Pro",
        "channels": ["email", "phone"],
        "starts_on": today - timedelta(days=180),
        "ends_on": today + timedelta(days=180),
        **fields,
    }
    return FileSource.objects.create(name=name, **values)


def brought(
    source: FileSource, record: Company | Contact, on: date | None = None, created: bool = True
) -> None:
    """Tie a record to the source that brought it, 100 days ago unless told otherwise."""
    day = on or timezone.localdate() - timedelta(days=100)
    if isinstance(record, Company):
        SourcedCompany.objects.create(source=source, company=record, brought_on=day, created=created)
    else:
        SourcedContact.objects.create(source=source, contact=record, brought_on=day, created=created)
