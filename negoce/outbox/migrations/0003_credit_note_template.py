"""The text that goes with a credit note: nothing is to be paid, on the contrary."""

from django.db import migrations

TEXTS = {
    "fr": (
        "Envoi d’un avoir",
        "Avoir {{ numero }}",
        "Bonjour {{ salutation }},\n\nVous trouverez ci-joint notre avoir {{ numero }} du {{ date }}, d’un montant de {{ montant_ttc }} TTC en votre faveur.\n\nBien cordialement,\n{{ expediteur }}",
    ),
    "en": (
        "Sending a credit note",
        "Credit note {{ number }}",
        "Dear {{ salutation }},\n\nPlease find attached our credit note {{ number }} of {{ date }}, for {{ amount_incl_vat }} including VAT in your favour.\n\nKind regards,\n{{ sender }}",
    ),
}


def bring(apps, schema_editor):
    from negoce.kit.public_id import new_public_id

    model = apps.get_model("outbox", "MessageTemplate")
    for language, (name, subject, body) in TEXTS.items():
        if not model.objects.filter(name=name, language=language).exists():
            model.objects.create(
                public_id=new_public_id(),
                key="credit_sent",
                kind="invoice",
                language=language,
                name=name,
                subject=subject,
                body=body,
            )


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_house_templates")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
