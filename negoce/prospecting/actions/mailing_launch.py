"""A mailing is launched: from here its words are fixed, and a job prepares what leaves."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.integrations.smtp.types import MailFolder
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused, refuse_field
from negoce.outbox.rules.unsubscribe import may_be_opened
from negoce.prospecting.enums import MailingKind, MailingState
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailing_audience import audience_companies

PREPARE = "prospecting.prepare_mailing"


def launch_mailing(actor: Actor, mailing: Mailing, *, revision: int, site_url: str) -> Mailing:
    """Let a mailing leave now, or at the moment it says. Raises NotAllowed, Refused.

    `revision` is that of the draft that the person read; `site_url` is where readers of an e-mail say stop.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    _check(actor, mailing)
    _check_way_out(mailing, site_url.rstrip("/"))
    now = timezone.now()
    start = mailing.send_at if mailing.send_at is not None and mailing.send_at > now else now
    with transaction.atomic():
        rows = Mailing.objects.filter(pk=mailing.pk, revision=revision, state=MailingState.DRAFT.value)
        if not rows.update(
            state=MailingState.PREPARING.value,
            launched_at=start,
            launched_by_id=actor.user_id,
            site_url=site_url.rstrip("/"),
            revision=revision + 1,
            changed_at=now,
        ):
            raise Refused(_("Cet envoi a changé entre-temps : relisez-le avant de le lancer."))
        record(
            actor,
            Entry(
                "changed",
                "mailing",
                mailing.pk,
                mailing.name,
                changes={"state": (MailingState.DRAFT.value, MailingState.PREPARING.value)},
            ),
        )
        enqueue_preparation(mailing, actor.user_id, start)
    mailing.refresh_from_db()
    return mailing


def enqueue_preparation(mailing: Mailing, actor_id: int | None, start: object = None) -> None:
    """Ask for the job that prepares a mailing, or goes on with it."""
    moment = start if start is not None else timezone.now()
    enqueue(
        PREPARE,
        {"mailing": mailing.pk},
        actor_id=actor_id,
        unique_key=f"{PREPARE}:{mailing.pk}",
        run_after=moment,  # type: ignore[arg-type]  # a moment
        queue=JobQueue.LONG,
    )


def _check_way_out(mailing: Mailing, site_url: str) -> None:
    """A link that nobody can open is no way out: said before ten thousand mails bear it."""
    stays_here = isinstance(settings.NEGOCE_MAIL_ROUTE, MailFolder)
    is_chosen = bool(site_url) and site_url == settings.NEGOCE_PUBLIC_URL
    if mailing.kind == MailingKind.EMAIL.value and not (stays_here or is_chosen or may_be_opened(site_url)):
        raise Refused(
            _(
                "Le lien de désinscription mènerait à %(site)s, que vos destinataires ne peuvent pas ouvrir. Réglez "
                "l’adresse publique de Négoce (NEGOCE_PUBLIC_URL), ou lancez depuis son adresse en https."
            )
            % {"site": site_url}
        )


def _check(actor: Actor, mailing: Mailing) -> None:
    if mailing.kind == MailingKind.EMAIL.value and not mailing.subject:
        raise refuse_field("subject", _("Un e-mail a un objet."))
    if not mailing.body:
        raise refuse_field("body", _("Il manque le texte."))
    if mailing.kind == MailingKind.EMAIL.value and settings.NEGOCE_MAIL_ROUTE is None:
        raise Refused(
            _(
                "Aucun serveur de messagerie n’est réglé : rien ne partirait. Voyez Réglages, Serveur de messagerie."
            )
        )
    if not audience_companies(actor, mailing).exists():
        raise Refused(_("Aucune entreprise ne correspond : il n’y a personne à qui écrire."))
