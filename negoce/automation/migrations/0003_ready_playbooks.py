from django.db import migrations

# key, {language: (name, subject, body)}
TEMPLATES = [
    (
        "playbook_welcome",
        {
            "fr": (
                "Bienvenue à un nouveau client",
                "Merci pour votre première commande",
                "Bonjour {{ salutation }},\n\nMerci d’avoir choisi {{ societe }} pour votre première commande. Tout s’est-il passé comme vous l’attendiez, de la commande à la livraison ?\n\nJe suis votre interlocuteur : pour une question, un délai ou un conseil, écrivez-moi ou appelez-moi directement.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Welcome to a new customer",
                "Thank you for your first order",
                "Dear {{ salutation }},\n\nThank you for choosing {{ seller }} for your first order. Did everything go as you expected, from the order to the delivery?\n\nI am your contact here: for a question, a delivery time or advice, write to me or call me directly.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "playbook_recognise",
        {
            "fr": (
                "Remerciement d’un client fidèle",
                "Merci de votre fidélité",
                "Bonjour {{ salutation }},\n\nVos commandes régulières comptent pour nous, et je voulais vous en remercier. Y a-t-il une chose que nous pourrions mieux faire pour {{ entreprise }} : un délai, un conditionnement, un produit qui vous manque ?\n\nSi vous connaissez une entreprise à qui nous pourrions rendre le même service, je serai heureux que vous me la présentiez.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Thanks to a loyal customer",
                "Thank you for your loyalty",
                "Dear {{ salutation }},\n\nYour regular orders matter to us, and I wanted to thank you for them. Is there one thing that we could do better for {{ company }}: a delivery time, a packaging, a product that you lack?\n\nIf you know a company to which we could be of the same service, I would be glad if you introduced us.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "playbook_wake",
        {
            "fr": (
                "Reprise de contact avec un client dormant",
                "Pouvons-nous encore vous être utiles ?",
                "Bonjour {{ salutation }},\n\nNous n’avons pas eu de commande de {{ entreprise }} depuis quelque temps. Vos besoins ont peut-être changé, ou quelque chose ne vous a pas convenu : dans les deux cas, j’aimerais le savoir.\n\nPuis-je vous appeler cette semaine, dix minutes ?\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Back in touch with a dormant customer",
                "Can we still be of use to you?",
                "Dear {{ salutation }},\n\nWe have not had an order from {{ company }} for some time. Your needs may have changed, or something may not have suited you: either way, I would like to know.\n\nMay I call you this week, for ten minutes?\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "playbook_win_back",
        {
            "fr": (
                "Retour vers un client perdu",
                "Ce qui a changé chez {{ societe }}",
                "Bonjour {{ salutation }},\n\nVous avez travaillé avec nous, puis choisi une autre voie. J’ai relu nos échanges et je voudrais comprendre ce qui vous a fait partir, pour y répondre si nous le pouvons.\n\nUn mot de votre part suffit ; je reviendrai vers vous avec une réponse précise.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Back to a lost customer",
                "What has changed at {{ seller }}",
                "Dear {{ salutation }},\n\nYou worked with us, then chose another way. I have read our exchanges again and would like to understand what made you leave, so as to answer it if we can.\n\nA word from you is enough; I will come back to you with a precise answer.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
]
# key, status, [(step key, kind, days after the beginning)]; their words stand in `playbook_words.py`.
PLAYBOOKS = [
    ("welcome", "new", [("thank", "message", 2), ("check", "task", 10), ("second", "task", 30)]),
    ("recognise", "regular", [("thank", "message", 1), ("visit", "task", 14), ("referral", "task", 45)]),
    ("wake", "dormant", [("call", "task", 0), ("write", "message", 7), ("offer", "task", 21)]),
    ("win_back", "lost", [("why", "task", 0), ("write", "message", 10), ("last", "task", 60)]),
]


def add(apps, schema_editor):
    template_model = apps.get_model("outbox", "MessageTemplate")
    playbook_model = apps.get_model("automation", "Playbook")
    step_model = apps.get_model("automation", "PlaybookStep")
    for key, texts in TEMPLATES:
        for language, (name, subject, body) in texts.items():
            if template_model.objects.filter(name=name, language=language).exists():
                name = f"{name} (2)"
            template_model.objects.get_or_create(
                key=key,
                language=language,
                defaults={"name": name, "subject": subject, "body": body, "kind": "letter"},
            )
    for key, status, steps in PLAYBOOKS:
        playbook, created = playbook_model.objects.get_or_create(key=key, defaults={"status": status})
        if not created:
            continue
        template = template_model.objects.get(key=f"playbook_{key}", language="fr")
        for step, kind, days in steps:
            step_model.objects.create(
                playbook=playbook,
                key=step,
                kind=kind,
                delay_days=days,
                template=template if kind == "message" else None,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("automation", "0002_playbooks"),
        ("outbox", "0004_reminders_of_several_invoices"),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
