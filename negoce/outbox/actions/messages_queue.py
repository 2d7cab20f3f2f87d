"""Stores many messages of one text at once: the same gate and the same decision as one by one, in a few questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from negoce.companies.rules.privacy.reach import Reach
from negoce.identity.models import User
from negoce.kit.explain import Explanation
from negoce.kit.public_id import new_public_ids
from negoce.outbox.actions.gate import decision, ways_to_write
from negoce.outbox.actions.message_send import sending_domain
from negoce.outbox.enums import BounceKind, ContactPurpose, MessageKind, MessageState, MessageStep
from negoce.outbox.models import BouncedAddress, Message, MessageEvent, StoppedAddress
from negoce.outbox.rules.unsubscribe import unsubscribe_token
from negoce.outbox.words.reasons import stored
from negoce.parameters.models import Seller

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Run:
    """What the messages of one run share; `site_url` is where their readers say stop."""

    kind: MessageKind
    writer: User | None
    seller: Seller
    language: str
    related_kind: str
    related_id: str
    site_url: str
    template_id: int | None = None

    @property
    def from_name(self) -> str:
        """Whom its readers see as the sender."""
        house = self.seller.trade_name or self.seller.name
        names = (self.writer.full_name if self.writer is not None else "", house)
        return " · ".join(part for part in names if part)[:200]

    @property
    def reply_to(self) -> str:
        """Where their answers go."""
        return self.writer.email if self.writer is not None else self.seller.email


@dataclass(frozen=True, slots=True)
class OneOfMany:
    """One message of a run: to whom, what it says, when it may leave, and the decision that lets it."""

    company_id: int
    contact_id: int | None
    address: str
    name: str
    subject: str
    text: str
    not_before: datetime
    reach: Reach


def queue_many(run: Run, items: Sequence[OneOfMany]) -> Sequence[Message]:
    """Store messages that the gate lets through, in the caller's transaction; each leaves through it once more."""
    rows = [
        _row(run, item, public_id) for item, public_id in zip(items, new_public_ids(len(items)), strict=True)
    ]
    made = Message.objects.bulk_create(rows, batch_size=_BATCH)
    now = timezone.now()
    events = [
        MessageEvent(
            message=row,
            at=now,
            step=MessageStep.QUEUED.value,
            reason=item.reach.reason.code,
            figures=stored(item.reach.reason)["figures"],
            actor=run.writer,
        )
        for row, item in zip(made, items, strict=True)
    ]
    MessageEvent.objects.bulk_create(events, batch_size=_BATCH)
    return made


def closed_among(addresses: Sequence[str]) -> Mapping[str, Explanation]:
    """Those of the addresses, in small letters, that are not solicited any more, with the reason; two queries."""
    asked = set(addresses)
    written = {address: ways_to_write(address) for address in asked}
    rows = StoppedAddress.objects.filter(address__in={each for ways in written.values() for each in ways})
    stopped = set(rows.order_by().values_list("address", flat=True))
    bounced = BouncedAddress.objects.filter(address__in=asked, kind=BounceKind.HARD.value).order_by()
    return {
        **{
            address: Explanation("address.stopped")
            for address in asked
            if stopped.intersection(written[address])
        },
        **{
            address: Explanation("address.bounced", {"day": timezone.localtime(at).date()})
            for address, at in bounced.values_list("address", "last_at")
        },
    }


def _row(run: Run, item: OneOfMany, public_id: str) -> Message:
    writer = run.writer
    url = f"{run.site_url}/u/{unsubscribe_token(settings.SECRET_KEY, public_id)}/"
    return Message(
        public_id=public_id,
        kind=run.kind.value,
        purpose=ContactPurpose.PROFESSIONAL.value,
        state=MessageState.WAITING.value,
        decided_by=decision(item.reach, is_job_related=True),
        company_id=item.company_id,
        contact_id=item.contact_id,
        to_address=item.address,
        to_name=item.name[:161],
        sender=writer,
        from_name=run.from_name,
        reply_to=run.reply_to,
        is_bulk=True,
        unsubscribe_url=url,
        language=run.language,
        subject=item.subject,
        text=f"{item.text}\n\n{way_out(run.language, url)}",
        related_kind=run.related_kind,
        related_id=run.related_id,
        template_id=run.template_id,
        message_id=f"<{public_id}@{sending_domain()}>",
        not_before=item.not_before,
    )


def way_out(language: str, url: str) -> str:
    """Each message of prospecting says how to object, free and simple (domain 5.1)."""
    with translation.override(language):
        return _("Vous recevez ce message à titre professionnel. Pour ne plus en recevoir : %(url)s") % {
            "url": url
        }
