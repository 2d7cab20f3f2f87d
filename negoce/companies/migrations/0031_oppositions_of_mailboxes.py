"""Who refused at an address with a plus is recognised at the address without it too."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from negoce.companies.rules.privacy.digest import address_digests


def add_mailboxes(apps: Any, _editor: Any) -> None:
    key = apps.get_model("companies", "DigestKey").objects.filter(name="opposition").first()
    if key is None:
        return
    digest = apps.get_model("companies", "OppositionDigest")
    rows = apps.get_model("companies", "Opposition").objects.filter(
        channel="email", lifted_on__isnull=True, contact__email__contains="+"
    )
    digest.objects.bulk_create(
        [
            digest(opposition_id=pk, digest=each)
            for pk, email in rows.order_by("pk").values_list("pk", "contact__email")
            for each in sorted(address_digests(key.value, email))
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("companies", "0030_contacts_by_mailbox")]

    operations = [migrations.RunPython(add_mailboxes, migrations.RunPython.noop, elidable=True)]
