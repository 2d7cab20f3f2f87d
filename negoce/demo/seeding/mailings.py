"""The demo’s mailings: one that left six weeks ago with what became of it, and a draft of letters (P10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from negoce.companies.models import Company
from negoce.demo.draws import draws
from negoce.demo.seeding.plans_begun import RUNNING
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.outbox.actions.bounce_record import mark_address
from negoce.outbox.enums import BounceKind, MessageState
from negoce.outbox.models import Message
from negoce.prospecting.actions.mailing_posted import note_cost
from negoce.prospecting.actions.mailing_prepare import prepare_mailing
from negoce.prospecting.actions.mailing_save import MailingValues, begin_mailing
from negoce.prospecting.enums import MailingState
from negoce.prospecting.models import Mailing, MailingRecipient, PlanCompany, PlanCost, ProspectingPlan

DAYS = 42
_READERS = 120
_LETTERS = 40
_SENT = MailingValues(
    name="Vitrines d’hiver : boutiques et hôtels de la région",
    subject="{{ entreprise }} : trois vitrines prêtes pour les fêtes",
    body=(
        "Bonjour {{ prénom | Madame, Monsieur }},\n\nTrois ensembles de vitrine sont prêts pour les fêtes, montés en"
        " une heure par deux personnes. Nous livrons {{ ville | chez vous }} chaque semaine.\n\nVoulez-vous recevoir le"
        " catalogue, ou que {{ expediteur }} passe vous les montrer ?\n\nBien cordialement,\n{{ expediteur }}"
    ),
    piece_cost=Decimal("0.06"),
)
_DRAFT = MailingValues(
    name="Anciens clients : lettre de reprise",
    subject="Nous aimerions vous revoir",
    body=(
        "Madame, Monsieur,\n\nVotre dernière commande ({{ dernière commande | il y a plus d’un an }}) commence à dater."
        " Nos gammes ont changé depuis : nous serions heureux de vous les montrer."
        "\n\nBien cordialement,\n{{ expediteur }}"
    ),
    piece_cost=Decimal("1.52"),
)
# Of a hundred that left: came back for good, came back full, asked to be left alone.
_HARD, _SOFT, _STOPPED = 3, 2, 2


def write_mailings(today: date, _place: int) -> None:
    """Write both, unless somebody made mailings already."""
    writer = User.objects.filter(role=Role.MARKETING.value, is_active=True).order_by("pk").first()
    writer = (
        writer or User.objects.filter(role=Role.ADMINISTRATOR.value, is_active=True).order_by("pk").first()
    )
    if writer is None or Mailing.objects.exists():
        return
    actor = actor_for(writer)
    plan = ProspectingPlan.objects.filter(name=RUNNING).first()
    chosen = _readers(plan, today - timedelta(days=DAYS))
    if not chosen:
        return
    at = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS), time(9, 30)))
    with transaction.atomic():
        mailing = begin_mailing(actor, kind="email", values=replace(_SENT, plan=plan), chosen=chosen)
        Mailing.objects.filter(pk=mailing.pk).update(
            state=MailingState.PREPARING.value,
            launched_at=at,
            launched_by=writer,
            site_url="http://127.0.0.1:8000",
        )
        mailing.refresh_from_db()
        prepare_mailing(actor, mailing)
        _settle(mailing, at)
        note_cost(mailing, writer.pk)
        PlanCost.objects.filter(origin=mailing.public_id).update(day=timezone.localdate(at))
        begin_mailing(actor, kind="letter", values=_DRAFT, chosen=_away(today))


def _readers(plan: ProspectingPlan | None, day: date) -> list[str]:
    """Whom the plan that runs aims at and had not bought by a day, else anybody; all were told what we hold of them."""
    told = Company.objects.filter(deleted_at__isnull=True, contacts__informed_on__isnull=False)
    if plan is not None:
        waiting = Q(sales=None) | Q(sales__first_order_on__gt=day)
        told = told.filter(waiting, pk__in=PlanCompany.objects.filter(plan=plan).values("company_id"))
    return list(told.order_by("pk").distinct().values_list("public_id", flat=True)[:_READERS])


def _away(today: date) -> list[str]:
    """Whom the letter suits: who bought, and has not for a year and more."""
    gone = Company.objects.filter(
        deleted_at__isnull=True, sales__last_order_on__lt=today - timedelta(days=400)
    )
    return list(gone.order_by("-sales__last_order_on", "pk").values_list("public_id", flat=True)[:_LETTERS])


def _settle(mailing: Mailing, at: datetime) -> None:
    """What servers said of each, as if they had left that morning; nothing waits when this ends."""
    rows = MailingRecipient.objects.filter(mailing=mailing, message__isnull=False)
    for row in rows.select_related("message", "company").order_by("pk"):
        message = row.message
        assert message is not None
        draw = draws("mailing", row.company.public_id).randrange(100)
        minute = at + timedelta(seconds=row.pk % 120)
        values = {"sent_at": minute, "handed_at": minute, "created_at": at, "attempts": 1}
        state, reason, words = MessageState.SENT, "", "250 OK"
        if draw < _HARD + _SOFT:
            kind = BounceKind.HARD if draw < _HARD else BounceKind.SOFT
            words = "550 5.1.1 no such user" if kind is BounceKind.HARD else "552 5.2.2 mailbox full"
            state, reason = MessageState.BOUNCED, f"bounce.{kind.value}"
            mark_address(
                message.to_address, kind, code=words.split()[1], words=words, message=message, at=minute
            )
        elif draw < _HARD + _SOFT + _STOPPED:
            MailingRecipient.objects.filter(pk=row.pk).update(unsubscribed_at=minute + timedelta(hours=2))
        Message.objects.filter(pk=message.pk).update(
            state=state.value, reason=reason, server_words=words, **values
        )
    Mailing.objects.filter(pk=mailing.pk).update(
        prepared_at=at, gone_at=at + timedelta(minutes=2), created_at=at - timedelta(days=1)
    )
