"""What a manager answers to the review of a meeting, and that it was read."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field
from negoce.negotiation.models import Debrief
from negoce.negotiation.queries.debriefs.visible import led_people, visible_debriefs
from negoce.negotiation.rules.debrief_values import clean_feedback
from negoce.negotiation.words.debrief import say


def answer_debrief(actor: Actor, row: Debrief, *, text: str, guard_reason: str = "") -> Debrief:
    """Answer a review of somebody whom the actor leads, or put the answer right: it is to be read again.

    Raises NotAllowed, Refused for an empty text or one on somebody's body without their words, FreeTextRefused.
    """
    parsed = clean_feedback(text)
    if parsed.finding is not None:
        raise refuse_field("feedback", say(parsed.finding))
    with transaction.atomic():
        stored = visible_debriefs(actor).filter(led_people(actor, "author__"), pk=row.pk).first()
        if stored is None:
            raise NotAllowed(
                _("Un retour se donne à une personne de son équipe, sur un bilan qu’elle a fait.")
            )
        guard_texts({"feedback": parsed.value}, {"feedback": stored.feedback}, guard_reason)
        if stored.feedback == parsed.value:
            return stored
        stored.feedback = str(parsed.value)
        stored.feedback_by_id = actor.user_id
        stored.feedback_at = timezone.now()
        stored.feedback_read_at = None
        stored.save(update_fields=["feedback", "feedback_by", "feedback_at", "feedback_read_at"])
        record(actor, Entry("changed", "debrief", stored.pk, _("Bilan d’entretien")))
    return stored


def read_feedback(actor: Actor, row: Debrief) -> None:
    """Note that who wrote the review read the answer; nothing when there is none, or when it was read already."""
    unread = Debrief.objects.filter(pk=row.pk, author_id=actor.user_id, feedback_read_at__isnull=True)
    unread.filter(feedback_at__isnull=False).update(feedback_read_at=timezone.now())
