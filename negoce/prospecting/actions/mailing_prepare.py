"""Prepares a mailing: some companies a transaction, which also says how far it went; it goes on after a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import AddressKind, Channel, Civility
from negoce.companies.models import Address
from negoce.companies.words.choices import choice_label
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.explain import Explanation
from negoce.kit.refusal import Refused
from negoce.outbox.actions.messages_queue import OneOfMany, Run, queue_many
from negoce.outbox.actions.wake import wake
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import Message
from negoce.outbox.words.reasons import stored
from negoce.parameters.queries.seller import seller as read_seller
from negoce.prospecting.actions.mailing_obey import RELATED, ask_to_obey, obey
from negoce.prospecting.actions.mailing_posted import note_cost
from negoce.prospecting.actions.mailing_print import PRINT
from negoce.prospecting.actions.source_use import note_use
from negoce.prospecting.enums import MailingKind, MailingState
from negoce.prospecting.models import Mailing, MailingRecipient
from negoce.prospecting.queries.mailing_audience import Candidate, audience_companies, read_part, use_key
from negoce.prospecting.queries.mailing_fields import Texts, Written
from negoce.prospecting.rules.mailing_pace import moment_of, start_of_pace
from negoce.prospecting.words.mailing import say

# Under 200 ms a transaction: nobody waits behind it on SQLite.
BATCH = 100


def prepare_mailing(
    actor: Actor,
    mailing: Mailing,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    hold: Callable[[], None] = lambda: None,
) -> int:
    """Prepare what is left to prepare of a mailing that was launched; returns how many pieces there are now.

    `hold` ties each transaction to the job, `progress` is called between two of them and may stop here. Raises Refused,
    the mailing then paused, when its filter or its words are no longer wholly understood: nobody else is written to.
    """
    try:
        return _prepare(actor, mailing, progress, hold)
    except Refused:
        halt_mailing(mailing)
        raise


def halt_mailing(mailing: Mailing) -> int:
    """Pause a mailing that cannot go on by itself, with what waits of it; its job says why."""
    now = timezone.now()
    rows = Mailing.objects.filter(pk=mailing.pk, state=MailingState.PREPARING.value)
    with transaction.atomic():
        if not rows.update(state=MailingState.PAUSED.value, paused_at=now, changed_at=now):
            return 0
        ask_to_obey(mailing, mailing.launched_by_id)
    return obey(mailing)


def _prepare(
    actor: Actor, mailing: Mailing, progress: Callable[[int, int], None], hold: Callable[[], None]
) -> int:
    preparation = _Preparation(actor, mailing)
    total = audience_companies(actor, mailing).count()
    done = 0
    while preparation.step(hold):
        done += preparation.companies
        progress(min(done, total), total)
    return mailing.prepared


def run_of(actor: Actor, mailing: Mailing) -> Run:
    """What all the messages of a mailing that the actor launches share."""
    return Run(
        kind=MessageKind.MAILING,
        writer=User.objects.filter(pk=actor.user_id or 0).first(),
        seller=read_seller(),
        language=mailing.language,
        related_kind=RELATED,
        related_id=mailing.public_id,
        site_url=mailing.site_url,
        template_id=mailing.template_id,
    )


class _Preparation:
    def __init__(self, actor: Actor, mailing: Mailing) -> None:
        self.companies = 0
        self._actor = actor
        self._mailing = mailing
        seller = read_seller()
        before = MailingRecipient.objects.filter(mailing=mailing, left_out="").exclude(address="")
        self._written = set(before.order_by().values_list("address", flat=True))
        self._texts = Texts(actor, mailing.subject, mailing.body, mailing.language, seller=seller)
        for findings in self._texts.findings.values():
            if findings:
                raise Refused(_("Le texte n’est plus valable : %(why)s") % {"why": say(findings[0])})
        self._run = run_of(actor, mailing)

    def step(self, hold: Callable[[], None]) -> bool:
        """One part in one transaction; False once there is no more, or the mailing was stopped."""
        mailing = self._mailing
        part = read_part(self._actor, mailing, after=mailing.last_key, limit=BATCH, written=self._written)
        start = start_of_pace(
            mailing.prepared, mailing.paced_from or mailing.launched_at, mailing.a_minute, timezone.now()
        )
        with transaction.atomic():
            hold()
            if part.last_key is None:
                return self._end()
            count = self._store(part.candidates, start)
            rows = Mailing.objects.filter(
                pk=mailing.pk, last_key=mailing.last_key, state=MailingState.PREPARING.value
            )
            if not rows.update(last_key=part.last_key, prepared=mailing.prepared + count, paced_from=start):
                transaction.set_rollback(True)
                return False
        mailing.last_key, mailing.prepared = part.last_key, mailing.prepared + count
        mailing.paced_from = start
        self._written |= {each.address for each in part.candidates if each.left_out is None and each.address}
        self.companies = part.companies
        return True

    def _end(self) -> bool:
        """All is prepared: letters are printed next; what e-mails cost is known."""
        mailing = self._mailing
        rows = Mailing.objects.filter(pk=mailing.pk, state=MailingState.PREPARING.value)
        if not rows.update(state=MailingState.READY.value, prepared_at=timezone.now()):
            return False
        mailing.state = MailingState.READY.value
        if mailing.kind == MailingKind.LETTER.value:
            enqueue(PRINT, {"mailing": mailing.pk}, actor_id=self._actor.user_id, queue=JobQueue.LONG)
        else:
            note_cost(mailing, self._actor.user_id)
        return False

    def _store(self, candidates: Sequence[Candidate], start: datetime) -> int:
        mailing = self._mailing
        kept = [each for each in candidates if each.left_out is None]
        written = self._texts.write(kept)
        pairs = [(each, words) for each, words in zip(kept, written, strict=True) if words.text]
        empty = [each for each, words in zip(kept, written, strict=True) if not words.text]
        is_email = mailing.kind == MailingKind.EMAIL.value
        messages = self._queue(pairs, start) if is_email else [None] * len(pairs)
        places = {} if is_email else head_offices([each.company.pk for each, _words in pairs])
        rows = [
            self._reached(each, words, message, places.get(each.company.pk))
            for (each, words), message in zip(pairs, messages, strict=True)
        ]
        rows += [self._left(each, each.left_out) for each in candidates if each.left_out is not None]
        rows += [self._left(each, Explanation("mailing.empty")) for each in empty]
        MailingRecipient.objects.bulk_create(rows)
        self._note_use([each for each, _words in pairs])
        if messages and is_email:
            wake(start)
        return len(pairs)

    def _queue(self, pairs: Sequence[tuple[Candidate, Written]], start: datetime) -> Sequence[Message | None]:
        mailing = self._mailing
        items = [
            OneOfMany(
                company_id=each.company.pk,
                contact_id=each.contact.pk if each.contact is not None else None,
                address=each.address,
                name=each.name or each.company.name,
                subject=words.subject,
                text=words.text,
                not_before=moment_of(mailing.prepared + place, start, mailing.a_minute),
                reach=each.reach,  # type: ignore[arg-type]  # whoever is kept was decided
            )
            for place, (each, words) in enumerate(pairs)
        ]
        return list(queue_many(self._run, items)) if items else []

    def _reached(
        self, each: Candidate, words: Written, message: Message | None, place: Address | None
    ) -> MailingRecipient:
        row = MailingRecipient(
            mailing=self._mailing,
            company=each.company,
            contact=each.contact,
            address=each.address,
            name=each.name,
            message=message,
        )
        if message is None:
            row.subject, row.text, row.lines = words.subject, words.text, list(address_lines(each, place))
        return row

    def _left(self, each: Candidate, why: Explanation | None) -> MailingRecipient:
        kept = stored(why or Explanation("mailing.empty"))
        return MailingRecipient(
            mailing=self._mailing,
            company=each.company,
            contact=each.contact,
            address=each.address,
            name=each.name,
            left_out=str(kept["code"])[:40],
            figures=kept["figures"],
        )

    def _note_use(self, kept: Sequence[Candidate]) -> None:
        mailing = self._mailing
        is_email = mailing.kind == MailingKind.EMAIL.value
        note_use(
            self._actor,
            key=use_key(mailing),
            what=mailing.name,
            channel=Channel.EMAIL if is_email else Channel.POST,
            contact_ids=[each.contact.pk for each in kept if each.contact is not None],
            company_ids=[each.company.pk for each in kept],
        )


def head_offices(company_ids: Sequence[int]) -> Mapping[int, Address]:
    """The address to which letters of each company go."""
    rows = Address.objects.filter(company_id__in=company_ids, kind=AddressKind.HEAD_OFFICE.value)
    return {row.company_id: row for row in rows.order_by("pk")}


def address_lines(each: Candidate, place: Address | None) -> Sequence[str]:
    """The lines of an address in the order of the post: company, person, street, town; six at most."""
    company, contact = each.company, each.contact
    street = [place.line1, place.line2] if place is not None else []
    town = f"{company.postal_code} {company.city.upper()}".strip()
    title = ""
    if contact is not None:
        title = contact.title or (choice_label(Civility, contact.civility) if contact.civility else "")
    return [line for line in (company.name, f"{title} {each.name}".strip(), *street, town) if line][:6]
