"""The screens of the lists of accounts and of payments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.identity.enums import Permission
from negoce.web.lists.screen_type import Screen


def _receivables(number: int) -> str:
    return npgettext("nombre", "document", "documents", number)


def _payments(number: int) -> str:
    return npgettext("nombre", "règlement", "règlements", number)


RECEIVABLE_SCREEN = Screen(
    noun=_receivables,
    all_label=_("Tous"),
    first_title=_("Personne ne vous doit rien"),
    first_text=_("Chaque facture émise ou importée vient ici avec son échéance et ce qui en est réglé."),
    none_title=_("Aucun document ne correspond à ces filtres"),
    quick_label=_("Numéro commence par…"),
    quick_filters=("is_open", "kind"),
    second_line=("company", "due_on", "left"),
)
PAYMENT_SCREEN = Screen(
    noun=_payments,
    all_label=_("Tous"),
    first_title=_("Aucun règlement pour l’instant"),
    first_text=_(
        "Notez-les à la main, ou importez le relevé de la banque : les factures se proposent d’elles-mêmes."
    ),
    none_title=_("Aucun règlement ne correspond à ces filtres"),
    quick_label=_("Référence contient…"),
    create_label=_("Noter un règlement"),
    create_page="payments:create",
    create_permission=Permission.MANAGE_PAYMENTS,
    quick_filters=("method", "source"),
    second_line=("company", "received_on", "amount"),
)
