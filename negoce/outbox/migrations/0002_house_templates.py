"""The texts that the house brings; people change them in the settings."""

from django.db import migrations

# key, kind, {language: (name, subject, body)}
TEMPLATES = [
    (
        "quote_sent",
        "quote",
        {
            "fr": (
                "Envoi d’un devis",
                "Notre devis {{ numero }}",
                "Bonjour {{ salutation }},\n\nVous trouverez ci-joint notre devis {{ numero }} du {{ date }}, d’un montant de {{ montant_ht }} HT ({{ montant_ttc }} TTC). Il est valable jusqu’au {{ valable_jusquau }}.\n\nVous pouvez le consulter et l’accepter en ligne :\n{{ lien }}\n\nJe reste à votre disposition pour en parler.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Sending a quote",
                "Our quote {{ number }}",
                "Dear {{ salutation }},\n\nPlease find attached our quote {{ number }} of {{ date }}, for {{ amount_excl_vat }} excluding VAT ({{ amount_incl_vat }} including VAT). It is valid until {{ valid_until }}.\n\nYou can read it and accept it online:\n{{ link }}\n\nI remain at your disposal to discuss it.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "quote_code",
        "quote_code",
        {
            "fr": (
                "Code pour accepter un devis",
                "{{ code }} : votre code pour accepter le devis {{ numero }}",
                "Bonjour,\n\nVotre code pour accepter le devis {{ numero }} de {{ societe }} est :\n\n{{ code }}\n\nIl est valable quelques minutes. Si vous n’avez rien demandé, ne tenez pas compte de ce message.",
            ),
            "en": (
                "Code to accept a quote",
                "{{ code }}: your code to accept quote {{ number }}",
                "Hello,\n\nYour code to accept quote {{ number }} from {{ seller }} is:\n\n{{ code }}\n\nIt is valid for a few minutes. If you did not ask for it, please ignore this message.",
            ),
        },
    ),
    (
        "order_confirmed",
        "order",
        {
            "fr": (
                "Confirmation de commande",
                "Votre commande {{ numero }}",
                "Bonjour {{ salutation }},\n\nNous avons bien enregistré votre commande {{ numero }} du {{ date }}, d’un montant de {{ montant_ht }} HT ({{ montant_ttc }} TTC). Livraison prévue le {{ date_promise }}.\n\nMerci de votre confiance.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Order confirmation",
                "Your order {{ number }}",
                "Dear {{ salutation }},\n\nWe have recorded your order {{ number }} of {{ date }}, for {{ amount_excl_vat }} excluding VAT ({{ amount_incl_vat }} including VAT). Delivery is planned on {{ promised_on }}.\n\nThank you for your trust.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "order_late",
        "order",
        {
            "fr": (
                "Livraison retardée",
                "Votre commande {{ numero }} : nouvelle date de livraison",
                "Bonjour {{ salutation }},\n\nJe préfère vous prévenir avant que vous n’ayez à appeler : votre commande {{ numero }}, prévue le {{ date_promise_avant }}, sera livrée le {{ date_promise }}.\n\nJe vous prie de nous excuser de ce retard, et reste joignable pour en parler.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Delayed delivery",
                "Your order {{ number }}: new delivery date",
                "Dear {{ salutation }},\n\nI would rather tell you before you have to call: your order {{ number }}, planned on {{ former_promise }}, will be delivered on {{ promised_on }}.\n\nPlease accept our apologies for this delay. Do call me if it causes you any difficulty.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "delivery_shipped",
        "delivery",
        {
            "fr": (
                "Avis d’expédition",
                "Votre commande {{ numero_commande }} est partie",
                "Bonjour {{ salutation }},\n\nLa livraison {{ numero }} de votre commande {{ numero_commande }} est partie le {{ date_expedition }}. Elle est attendue le {{ date_promise }}.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Dispatch notice",
                "Your order {{ order_number }} is on its way",
                "Dear {{ salutation }},\n\nDelivery {{ number }} of your order {{ order_number }} left on {{ shipped_on }}. It is expected on {{ promised_on }}.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "invoice_sent",
        "invoice",
        {
            "fr": (
                "Envoi d’une facture",
                "Facture {{ numero }}",
                "Bonjour {{ salutation }},\n\nVous trouverez ci-joint notre facture {{ numero }} du {{ date }}, d’un montant de {{ montant_ttc }} TTC, à régler au plus tard le {{ echeance }}.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Sending an invoice",
                "Invoice {{ number }}",
                "Dear {{ salutation }},\n\nPlease find attached our invoice {{ number }} of {{ date }}, for {{ amount_incl_vat }} including VAT, payable by {{ due_date }}.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "reminder_1",
        "reminder",
        {
            "fr": (
                "Relance 1 : rappel courtois",
                "Facture {{ numero }} : échéance dépassée",
                "Bonjour {{ salutation }},\n\nSauf erreur de notre part, notre facture {{ numero }} du {{ date }}, échue le {{ echeance }}, reste à régler pour {{ reste_du }}.\n\nSi votre règlement est déjà parti, merci de ne pas tenir compte de ce message. Sinon, pouvez-vous nous indiquer quand il interviendra ?\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Reminder 1: courteous",
                "Invoice {{ number }}: past due",
                "Dear {{ salutation }},\n\nUnless we are mistaken, our invoice {{ number }} of {{ date }}, due on {{ due_date }}, is still open for {{ amount_due }}.\n\nIf your payment is already on its way, please ignore this message. Otherwise, could you tell us when to expect it?\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "reminder_2",
        "reminder",
        {
            "fr": (
                "Relance 2 : ferme",
                "Facture {{ numero }} : {{ jours_de_retard }} jours de retard",
                "Bonjour {{ salutation }},\n\nMalgré notre rappel, notre facture {{ numero }}, échue le {{ echeance }}, reste impayée pour {{ reste_du }}, soit {{ jours_de_retard }} jours de retard.\n\nNous vous remercions de la régler sous huit jours. Les pénalités de retard et l’indemnité forfaitaire de 40 € pour frais de recouvrement prévues par la loi (Code de commerce, art. L. 441-10) sont dues de plein droit.\n\nSi un point de cette facture pose problème, dites-le-nous dès aujourd’hui.\n\nCordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Reminder 2: firm",
                "Invoice {{ number }}: {{ days_late }} days late",
                "Dear {{ salutation }},\n\nDespite our reminder, our invoice {{ number }}, due on {{ due_date }}, is still unpaid for {{ amount_due }}: it is {{ days_late }} days late.\n\nPlease pay it within eight days. Late-payment interest and the fixed recovery fee of €40 provided for by French law (Commercial Code, art. L. 441-10) are due without further notice.\n\nIf anything about this invoice is in question, please tell us today.\n\nRegards,\n{{ sender }}",
            ),
        },
    ),
    (
        "reminder_3",
        "reminder",
        {
            "fr": (
                "Relance 3 : mise en demeure",
                "Mise en demeure de payer la facture {{ numero }}",
                "{{ salutation }},\n\nNos rappels étant restés sans réponse, nous vous mettons en demeure de régler sous huit jours la somme de {{ reste_du }} au titre de notre facture {{ numero }} du {{ date }}, échue le {{ echeance }}, majorée des pénalités de retard et de l’indemnité forfaitaire de 40 €.\n\nÀ défaut, nous engagerons sans autre avis le recouvrement de cette créance par toute voie de droit.\n\n{{ expediteur }}\n{{ societe }}",
            ),
            "en": (
                "Reminder 3: formal notice",
                "Formal notice to pay invoice {{ number }}",
                "{{ salutation }},\n\nOur reminders having remained unanswered, we give you formal notice to pay within eight days the sum of {{ amount_due }} for our invoice {{ number }} of {{ date }}, due on {{ due_date }}, together with late-payment interest and the fixed recovery fee of €40.\n\nFailing that, we shall recover this debt by any legal means without further notice.\n\n{{ sender }}\n{{ seller }}",
            ),
        },
    ),
    (
        "terms_sent",
        "terms",
        {
            "fr": (
                "Envoi des conditions de vente",
                "Nos conditions générales de vente",
                "Bonjour {{ salutation }},\n\nVous trouverez ci-jointes nos conditions générales de vente, version {{ version }}, applicables depuis le {{ date }}.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Sending the terms of sale",
                "Our terms of sale",
                "Dear {{ salutation }},\n\nPlease find attached our terms of sale, version {{ version }}, in force since {{ date }}.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "contract_renewal",
        "contract",
        {
            "fr": (
                "Échéance d’un contrat",
                "Votre contrat {{ numero }} : renouvellement le {{ date_renouvellement }}",
                "Bonjour {{ salutation }},\n\nVotre contrat {{ numero }} arrive à échéance le {{ date_renouvellement }}. Si vous ne souhaitez pas le reconduire, prévenez-nous au plus tard le {{ date_preavis }}.\n\nBien cordialement,\n{{ expediteur }}",
            ),
            "en": (
                "Contract renewal",
                "Your contract {{ number }}: renewal on {{ renewal_on }}",
                "Dear {{ salutation }},\n\nYour contract {{ number }} ends on {{ renewal_on }}. If you do not wish to renew it, please tell us by {{ notice_on }}.\n\nKind regards,\n{{ sender }}",
            ),
        },
    ),
    (
        "letter",
        "letter",
        {
            "fr": ("Message libre", "{{ entreprise }}", "Bonjour {{ salutation }},\n\n\n\nBien cordialement,\n{{ expediteur }}"),
            "en": ("Free message", "{{ company }}", "Dear {{ salutation }},\n\n\n\nKind regards,\n{{ sender }}"),
        },
    ),
]


def bring(apps, schema_editor):
    model = apps.get_model("outbox", "MessageTemplate")
    from negoce.kit.public_id import new_public_id

    model.objects.bulk_create(
        model(
            public_id=new_public_id(),
            key=key,
            kind=kind,
            language=language,
            name=name,
            subject=subject,
            body=body,
        )
        for key, kind, texts in TEMPLATES
        for language, (name, subject, body) in texts.items()
    )


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
