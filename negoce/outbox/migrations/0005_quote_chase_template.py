"""The text that asks after a quote that was sent and not answered; people change it in the settings."""

from django.db import migrations

TEXTS = {
    "fr": (
        "Relance d’un devis",
        "Où en êtes-vous de notre devis {{ numero }} ?",
        "Bonjour {{ salutation }},\n\nJe reviens vers vous au sujet de notre devis {{ numero }} du {{ date }}, d’un montant de {{ montant_ht }} HT. Il est valable jusqu’au {{ valable_jusquau }}.\n\nConvient-il à votre besoin ? S’il faut en revoir le délai, les quantités ou les conditions, dites-le-moi : je l’adapte aussitôt.\n\nVous pouvez le relire et l’accepter en ligne :\n{{ lien }}\n\nBien cordialement,\n{{ expediteur }}",
    ),
    "en": (
        "Asking after a quote",
        "Where do you stand on our quote {{ number }}?",
        "Dear {{ salutation }},\n\nI am coming back to you about our quote {{ number }} of {{ date }}, for {{ amount_excl_vat }} excluding VAT. It is valid until {{ valid_until }}.\n\nDoes it suit your need? If the lead time, the quantities or the terms should be looked at again, tell me: I shall adapt it at once.\n\nYou can read it again and accept it online:\n{{ link }}\n\nKind regards,\n{{ sender }}",
    ),
}


def bring(apps, schema_editor):
    model = apps.get_model("outbox", "MessageTemplate")
    from negoce.kit.public_id import new_public_id

    for language, (name, subject, body) in TEXTS.items():
        values = {"public_id": new_public_id(), "kind": "quote", "name": name, "subject": subject, "body": body}
        model.objects.get_or_create(key="quote_chase", language=language, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_reminders_of_several_invoices")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
