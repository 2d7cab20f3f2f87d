"""Where an issued document stands with its platform, and what it went through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from negoce.billing.electronic_words import REASON_WORDS
from negoce.billing.enums import PlatformStatus
from negoce.billing.models import FiscalDocument, PlatformEvent, PlatformSubmission
from negoce.billing.words import STATUSES

_TONES = {
    PlatformStatus.APPROVED.value: "good",
    PlatformStatus.PAID.value: "good",
    PlatformStatus.PAYMENT_SENT.value: "good",
    PlatformStatus.DISPUTED.value: "warn",
    PlatformStatus.SUSPENDED.value: "warn",
    PlatformStatus.PARTLY_APPROVED.value: "warn",
    PlatformStatus.REFUSED.value: "bad",
    PlatformStatus.REJECTED.value: "bad",
}


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A status that a document reached: its words, when, why, and who said so."""

    status: str
    label: str
    tone: str
    at: datetime
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class PlatformLife:
    """The demand (None while nobody asked) and the statuses, the oldest first."""

    submission: PlatformSubmission | None
    steps: tuple[LifeStep, ...]

    @property
    def now(self) -> LifeStep | None:
        """The last status, or None."""
        return self.steps[-1] if self.steps else None


def platform_life(document: FiscalDocument) -> PlatformLife:
    """Return the life of a document that the caller may see, in two queries."""
    submission = PlatformSubmission.objects.filter(document_id=document.pk).first()
    events = PlatformEvent.objects.filter(document_id=document.pk).order_by("at", "id")
    return PlatformLife(submission, tuple(_step(each) for each in events))


def _step(event: PlatformEvent) -> LifeStep:
    words = str(REASON_WORDS.get(event.reason_code, event.reason_code))
    reason = " : ".join(each for each in dict.fromkeys((words, event.reason)) if each)
    label = str(dict(STATUSES).get(event.status, event.status))
    return LifeStep(event.status, label, _TONES.get(event.status, "info"), event.at, reason, event.source)
