"""The list of messages."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.outbox.models import Message
from negoce.outbox.queries.visible import SECRET, visible_messages
from negoce.outbox.words.choices import KINDS, PURPOSES, STATES

K = ColumnKind


def listed_messages(actor: Actor) -> QuerySet[Message]:
    """The same as `visible_messages`, worded for lists: SQLite follows the order and asks each row for its company."""
    if connection.vendor != "sqlite" or actor.sees_everything:
        return visible_messages(actor)
    seen = Exists(visible_companies(actor).filter(pk=OuterRef("company_id")))
    own = Q(company__isnull=True, sender_id__in=sorted(actor.colleague_ids))
    return Message.objects.filter(seen | own).exclude(SECRET).order_by()


COLUMNS: tuple[Column, ...] = (
    Column(
        "subject", _("Objet"), K.TEXT, path="subject", sortable=False, groupable=False, shown_by_default=True,
        width=280, position=0,
    ),
    Column(
        "state", _("État"), K.CHOICE, path="state", sortable=False, shown_by_default=True, width=130, position=10,
        options=lambda _actor: [(state.value, label) for state, label in STATES.items()],
    ),
    Column(
        "to_address", _("Adresse"), K.TEXT, path="to_address", sortable=False, groupable=False,
        shown_by_default=True, width=220, position=20,
    ),
    Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        folded_path="company__name_key", sortable=False, groupable=False, shown_by_default=True, width=200,
        position=30,
    ),
    Column(
        "kind", _("Type"), K.CHOICE, path="kind", sortable=False, shown_by_default=True, width=120, position=40,
        options=lambda _actor: [(kind.value, label) for kind, label in KINDS.items()],
    ),
    Column(
        "created_at", _("Demandé le"), K.MOMENT, path="created_at", shown_by_default=True, width=140, position=50
    ),
    Column("sent_at", _("Parti le"), K.MOMENT, path="sent_at", sortable=False, width=140, position=60),
    Column("sender", _("De"), K.PERSON, path="sender_id", sortable=False, width=140, position=70),
    Column(
        "purpose", _("Finalité"), K.CHOICE, path="purpose", sortable=False, width=200, position=80,
        options=lambda _actor: [(purpose.value, label) for purpose, label in PURPOSES.items()],
    ),
    Column("attempts", _("Essais"), K.NUMBER, path="attempts", sortable=False, width=80, position=90),
)  # fmt: skip
MESSAGE_LIST = ListDefinition(
    key="messages",
    label=_("Messages"),
    model=Message,
    columns=COLUMNS,
    visible=listed_messages,
    row_url="outbox:message",
    subject_kind="message",
    name_paths=("subject",),
    quick="subject",
    default_sort="-created_at",
    views=(
        BuiltInView("mine", _("Les miens"), "filter=sender is me"),
        BuiltInView("attention", _("À traiter"), "filter=state is in_doubt,failed,refused,bounced"),
        BuiltInView("waiting", _("En attente"), "filter=state is waiting,held,sending"),
    ),
)
