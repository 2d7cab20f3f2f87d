"""Reminders list their invoices, one a line: of several, days in a row said nothing. Texts that people changed stay."""

from importlib import import_module

from django.db import migrations
from django.db.models import F

HOUSE = import_module("negoce.outbox.migrations.0002_house_templates").TEMPLATES
TEXTS = {
    ("reminder_1", "fr"): (
        "Relance : échéance dépassée, {{ numero }}",
        "Bonjour {{ salutation }},\n\nSauf erreur de notre part, il reste {{ reste_du }} à régler :\n\n{{ factures }}\n\nSi votre règlement est déjà parti, merci de ne pas tenir compte de ce message. Sinon, pouvez-vous nous indiquer quand il interviendra ?\n\nBien cordialement,\n{{ expediteur }}",
    ),
    ("reminder_1", "en"): (
        "Reminder: past due, {{ number }}",
        "Dear {{ salutation }},\n\nUnless we are mistaken, {{ amount_due }} is still open:\n\n{{ invoices }}\n\nIf your payment is already on its way, please ignore this message. Otherwise, could you tell us when to expect it?\n\nKind regards,\n{{ sender }}",
    ),
    ("reminder_2", "fr"): (
        "Relance : {{ jours_de_retard }} jours de retard, {{ numero }}",
        "Bonjour {{ salutation }},\n\nMalgré notre rappel, {{ reste_du }} restent impayés, avec jusqu’à {{ jours_de_retard }} jours de retard :\n\n{{ factures }}\n\nNous vous remercions de les régler sous huit jours. Les pénalités de retard et l’indemnité forfaitaire de 40 € par facture pour frais de recouvrement prévues par la loi (Code de commerce, art. L. 441-10) sont dues de plein droit.\n\nSi un point pose problème, dites-le-nous dès aujourd’hui.\n\nCordialement,\n{{ expediteur }}",
    ),
    ("reminder_2", "en"): (
        "Reminder: {{ days_late }} days late, {{ number }}",
        "Dear {{ salutation }},\n\nDespite our reminder, {{ amount_due }} is still unpaid, up to {{ days_late }} days late:\n\n{{ invoices }}\n\nPlease pay within eight days. Late-payment interest and the fixed recovery fee of €40 for each invoice provided for by French law (Commercial Code, art. L. 441-10) are due without further notice.\n\nIf anything is in question, please tell us today.\n\nRegards,\n{{ sender }}",
    ),
    ("reminder_3", "fr"): (
        "Mise en demeure de payer, {{ numero }}",
        "{{ salutation }},\n\nNos rappels étant restés sans réponse, nous vous mettons en demeure de régler sous huit jours la somme de {{ reste_du }} au titre de :\n\n{{ factures }}\n\nElle est majorée des pénalités de retard et de l’indemnité forfaitaire de 40 € par facture.\n\nÀ défaut, nous engagerons sans autre avis le recouvrement de cette créance par toute voie de droit.\n\n{{ expediteur }}\n{{ societe }}",
    ),
    ("reminder_3", "en"): (
        "Formal notice to pay, {{ number }}",
        "{{ salutation }},\n\nOur reminders having remained unanswered, we give you formal notice to pay within eight days the sum of {{ amount_due }} for:\n\n{{ invoices }}\n\nTogether with late-payment interest and the fixed recovery fee of €40 for each invoice.\n\nFailing that, we shall recover this debt by any legal means without further notice.\n\n{{ sender }}\n{{ seller }}",
    ),
}


def bring(apps, schema_editor):
    model = apps.get_model("outbox", "MessageTemplate")
    for key, _kind, texts in HOUSE:
        for language, (_name, subject, body) in texts.items():
            if (key, language) not in TEXTS:
                continue
            new_subject, new_body = TEXTS[key, language]
            # As the house wrote them: what somebody changed is theirs.
            rows = model.objects.filter(key=key, language=language, subject=subject, body=body)
            rows.update(subject=new_subject, body=new_body, revision=F("revision") + 1)


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_credit_note_template")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
