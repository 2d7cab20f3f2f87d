"""A stop at an address with a plus is one of the mailbox."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from negoce.companies.rules.emails import without_tag


def keep_mailboxes(apps: Any, _editor: Any) -> None:
    stopped = apps.get_model("outbox", "StoppedAddress").objects
    for row in stopped.filter(address__contains="+").order_by("pk"):
        mailbox = without_tag(row.address)
        if mailbox == row.address:
            continue
        if stopped.filter(address=mailbox).exists():
            row.delete()
        else:
            stopped.filter(pk=row.pk).update(address=mailbox)


class Migration(migrations.Migration):
    dependencies = [("outbox", "0012_mailing_templates")]

    operations = [migrations.RunPython(keep_mailboxes, migrations.RunPython.noop, elidable=True)]
