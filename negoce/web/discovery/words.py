"""What the page and the panel of a discovery say alike."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext

from negoce.negotiation.models import Deal, DiscoveryInterview
from negoce.negotiation.rules.discovery import Progress


def interview_url(interview: DiscoveryInterview, deal: Deal) -> str:
    """The page of an interview."""
    return reverse("discovery:interview", args=[deal.public_id, interview.public_id])


def progress_words(done: Progress) -> str:
    """« 14 / 18 réponses »."""
    words = ngettext("%(answered)s / %(asked)s réponse", "%(answered)s / %(asked)s réponses", done.asked)
    return words % {"answered": done.answered, "asked": done.asked}
