"""A margin under the floor: asking a manager, and the manager's answer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.queries.actors import all_role_rights
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.negotiation.actions.quotes.close import check_complete, close_version
from negoce.negotiation.actions.quotes.loading import journal, loaded, move, store
from negoce.negotiation.enums import ApprovalAnswer, QuoteState
from negoce.negotiation.models import Quote, QuoteApproval
from negoce.negotiation.queries.quote_changes import stored_content
from negoce.negotiation.queries.quote_floor import digest_of, quote_floor
from negoce.negotiation.queries.quotes import lines_of
from negoce.negotiation.rules.quote_states import QuoteMove

_LONGEST = 500


def ask_approval(actor: Actor, quote: Quote, *, reason: str, revision: int | None = None) -> QuoteApproval:
    """Ask for what a draft under the floor says, and nothing else: the approval is bound to its content.

    Raises Refused without a reason, when the quote is not complete, or when it needs no approval.
    """
    told = reason.strip()
    if not told:
        raise refuse_field("reason", _("Dites pourquoi : c’est ce que le responsable lira."))
    with transaction.atomic():
        row, version = loaded(actor, quote, revision=revision)
        lines = lines_of(version)
        today = timezone.localdate()
        check_complete(version, lines, today)
        floor = quote_floor(version, lines, today)
        if floor.is_allowed:
            raise Refused(_("Ce devis n’a pas besoin d’accord : sa marge est au-dessus du plancher."))
        before, after = move(version, QuoteMove.ASK)
        version.save()
        asked = QuoteApproval.objects.create(
            version=version,
            asked_by_id=actor.user_id,
            reason=told[:_LONGEST],
            margin_rate=floor.worked.value.rate,
            floor=floor.worked.value.floor,
            content=stored_content(lines),
            content_sha256=floor.digest,
        )
        store(row, version)
        journal(actor, row, "approval_asked", {"state": (before, after), "reason": ("", told[:_LONGEST])})
    return asked


def answer_approval(
    actor: Actor, quote: Quote, *, allow: bool, comment: str = "", seen: str | None = None
) -> QuoteApproval:
    """Allow what was asked, which makes the quote ready to send, or refuse it, which makes it a draft again.

    `seen` is the public id of the request that the person looked at: another one, of another price, is not answered.
    Nobody answers what they asked themselves while somebody else may. Raises NotAllowed, Conflict, and Refused when
    nothing waits, when the content is no longer what was asked about, or for a refusal without a word.
    """
    require(actor, Permission.APPROVE_QUOTES)
    said = comment.strip()[:_LONGEST]
    if not allow and not said:
        raise refuse_field("comment", _("Dites ce qu’il faut changer."))
    with transaction.atomic():
        row, version = loaded(actor, quote, permission=Permission.APPROVE_QUOTES)
        asked = version.approvals.filter(answer=ApprovalAnswer.WAITING.value).order_by("-id").first()
        if asked is None or version.state != QuoteState.APPROVAL:
            raise Refused(_("Aucun accord n’est demandé sur ce devis, ou quelqu’un a déjà répondu."))
        if seen is not None and seen != asked.public_id:
            message = _(
                "La demande n’est plus celle que vous avez lue. Rien n’a été répondu : relisez-la, puis répondez."
            )
            raise Conflict(message, field="request", current=asked.public_id)
        check_not_own(actor, asked)
        lines = lines_of(version)
        if asked.content_sha256 != digest_of(version, lines):
            raise Refused(_("Le devis a changé depuis la demande : elle ne vaut plus."))
        asked.answer = (ApprovalAnswer.APPROVED if allow else ApprovalAnswer.REFUSED).value
        asked.answered_by_id, asked.answered_at, asked.comment = actor.user_id, timezone.now(), said
        asked.save()
        journal(actor, row, "approved" if allow else "approval_refused", {"comment": ("", said)})
        if allow:
            today = timezone.localdate()
            check_complete(version, lines, today)
            close_version(actor, row, version, today)
        else:
            move(version, QuoteMove.REOPEN)
            version.save()
            store(row, version)
    return asked


def check_not_own(actor: Actor, asked: QuoteApproval) -> None:
    """Refuse whoever asked, as long as somebody else may answer."""
    if asked.asked_by_id is None or asked.asked_by_id != actor.user_id:
        return
    roles = [
        role.value
        for role, rights in all_role_rights().items()
        if Permission.APPROVE_QUOTES in rights.permissions
    ]
    if User.objects.filter(role__in=roles, is_active=True).exclude(pk=actor.user_id).exists():
        raise NotAllowed(
            _("On ne donne pas l’accord à sa propre demande. Un autre responsable peut répondre.")
        )
