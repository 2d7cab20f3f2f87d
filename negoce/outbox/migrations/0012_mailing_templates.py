"""Texts for many readers at once: none speaks of what only one of them has lived; people change them."""

from django.db import migrations

# key, {language: (name, subject, body)}
TEMPLATES = {
    "mailing_prospects": {
        "fr": (
            "Envoi : se présenter à des prospects",
            "{{ entreprise }} : ce que nous pouvons vous apporter",
            "Bonjour {{ salutation }},\n\nNous travaillons avec des entreprises de votre métier, et pensons pouvoir être utiles à {{ entreprise }}.\n\nPuis-je vous présenter en dix minutes ce que nous faisons pour elles, au téléphone ou sur place ? Une réponse à ce message suffit, avec le moment qui vous convient.\n\nBien cordialement,\n{{ expediteur }}",
        ),
        "en": (
            "Mailing: introduce ourselves to prospects",
            "{{ company }}: what we can bring you",
            "Dear {{ salutation }},\n\nWe work with companies of your trade, and think that we can be of use to {{ company }}.\n\nMay I show you in ten minutes what we do for them, by telephone or on the spot? An answer to this message is enough, with the time that suits you.\n\nKind regards,\n{{ sender }}",
        ),
    },
    "mailing_news": {
        "fr": (
            "Envoi : une nouveauté",
            "Une nouveauté pour {{ entreprise }}",
            "Bonjour {{ salutation }},\n\nNotre gamme s’enrichit d’une nouveauté. Elle peut convenir à {{ entreprise }} : dites-nous ce que vous cherchez, et nous vous envoyons un échantillon ou un prix.\n\nBien cordialement,\n{{ expediteur }}",
        ),
        "en": (
            "Mailing: something new",
            "Something new for {{ company }}",
            "Dear {{ salutation }},\n\nOur range has something new. It may suit {{ company }}: tell us what you are looking for, and we send you a sample or a price.\n\nKind regards,\n{{ sender }}",
        ),
    },
    "mailing_former": {
        "fr": (
            "Envoi : revenir vers d’anciens clients",
            "Nous aimerions travailler de nouveau avec {{ entreprise }}",
            "Bonjour {{ salutation }},\n\nVous avez été client de {{ societe }}, et nous ne travaillons plus ensemble depuis quelque temps. Notre offre et nos délais ont changé depuis.\n\nS’il y a une raison que nous devrions connaître, un mot de votre part nous sera utile. Si un besoin revient, nous vous répondons le jour même.\n\nBien cordialement,\n{{ expediteur }}",
        ),
        "en": (
            "Mailing: back to former customers",
            "We would like to work with {{ company }} again",
            "Dear {{ salutation }},\n\nYou were a customer of {{ seller }}, and we have not worked together for some time. Our offer and our lead times have changed since.\n\nIf there is a reason that we should know, a word from you will help us. If a need comes back, we answer you the same day.\n\nKind regards,\n{{ sender }}",
        ),
    },
}


def bring(apps, schema_editor):
    model = apps.get_model("outbox", "MessageTemplate")
    from negoce.kit.public_id import new_public_id

    for key, texts in TEMPLATES.items():
        for language, (name, subject, body) in texts.items():
            values = {
                "public_id": new_public_id(),
                "kind": "mailing",
                "name": name,
                "subject": subject,
                "body": body,
            }
            model.objects.get_or_create(key=key, language=language, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("outbox", "0011_notices_of_data")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
