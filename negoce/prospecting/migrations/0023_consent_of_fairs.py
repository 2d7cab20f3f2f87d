"""Who agreed on a fair agreed at the address that they have now."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def keep_consents(apps: Any, _editor: Any) -> None:
    entries = apps.get_model("prospecting", "FairEntry").objects.filter(
        newsletter_wanted=True, contact__isnull=False, contact__erased_at__isnull=True
    )
    consent = apps.get_model("prospecting", "NewsletterConsent")
    consent.objects.bulk_create(
        [
            consent(
                contact_id=entry.contact_id,
                email=entry.contact.email,
                given_at=entry.noted_at,
                source=f"Salon «\u00a0{entry.fair.name}\u00a0»"[:200],
            )
            for entry in entries.select_related("contact", "fair").order_by("pk")
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("prospecting", "0022_newsletter_consent")]

    operations = [migrations.RunPython(keep_consents, migrations.RunPython.noop)]
