"""Columns and filters of the list of companies: what a customer leaves, what is proposed, who is not followed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.portfolio.steering.budget_words import REMEDIES

K = ColumnKind


def _remedies(_actor: Actor) -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in REMEDIES.items()]


def remedy_words(value: object) -> str:
    """A proposal as the reader calls it; nothing where there is none."""
    return str(REMEDIES.get(str(value), ""))


PROFIT_COLUMNS: tuple[Column, ...] = (
    Column(
        "profit", _("Marge nette du suivi"), K.MONEY, path="profit__profit", aggregate="sum",
        group=FieldGroup.MARGIN, width=130, position=230,
    ),
    Column(
        "service_cost", _("Coût du suivi"), K.MONEY, path="profit__cost", aggregate="sum",
        group=FieldGroup.MARGIN, width=110, position=231, sortable=False,
    ),
    Column(
        "remedy", _("Que faire (non rentable)"), K.CHOICE, path="profit__remedy", options=_remedies,
        words=remedy_words, group=FieldGroup.MARGIN, width=150, position=232, sortable=False,
    ),
    Column(
        "contact_due", _("Contact à reprendre"), K.YES_NO, path="profit__contact_due", width=120,
        position=233, sortable=False,
    ),
    Column(
        "wallet_share", _("Notre part de leurs achats"), K.NUMBER, path="profit__share", decimals=1, unit="%",
        width=120, position=234, sortable=False,
    ),
    Column(
        "potential", _("Reste à gagner"), K.MONEY, path="profit__potential", aggregate="sum", width=120,
        position=235,
    ),
)  # fmt: skip
