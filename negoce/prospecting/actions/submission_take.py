"""Takes a request of the public form: counted, kept waiting, and its author written to; nobody is made of it yet."""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.words.findings import say
from negoce.identity.rules.actor import system_actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused
from negoce.outbox.actions.gate import decide
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.parameters.queries.seller import seller as read_seller
from negoce.prospecting.documents.form_notice import form_notice, newsletter_words, notice_text
from negoce.prospecting.models import FormDay, FormHit, FormNonce, FormNotice, FormSubmission, PublicForm
from negoce.prospecting.queries.mailbox import in_mailbox, mailbox_of
from negoce.prospecting.rules.form_fields import asked_fields, read_answers
from negoce.prospecting.rules.form_gate import (
    CONFIRM_WITHIN,
    DAY,
    HOUR,
    Traffic,
    Verdict,
    judge_traffic,
    place_of,
    read_campaign,
)
from negoce.prospecting.words.form import known_customs

RELATED = "form_submission"
_SALT = "negoce.prospecting.form_place"
_TOKEN_BYTES = 32
# What the database calls the lock of one mailbox.
_MAILBOXES = 0x666F726D


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sent: raw texts by key of field, the words of its campaign, its number, and from where."""

    raw: Mapping[str, str]
    nonce: str
    ip: str = ""
    newsletter: bool = False
    campaign: Mapping[str, str] = field(default_factory=dict)


def take_submission(form: PublicForm, sent: Sent, *, address: Callable[[str], str]) -> Verdict:
    """Keep a request waiting and write to its author; `address` makes the link of a secret.

    Raises Refused with what is wrong by field. A page sent twice, an address that had enough mails today or may not be
    written to keep nothing, and the answer tells nothing of it.
    """
    values = _checked(form, sent.raw)
    now = timezone.now()
    place, email = _place_digest(sent.ip, now), values["email"]
    # The hour that began before midnight is counted under the name that the place had then.
    places = {place, _place_digest(sent.ip, now - HOUR)}
    with transaction.atomic():
        _alone_with(email)
        verdict = judge_traffic(_traffic(form, places, email, now))
        if verdict is Verdict.BUSY or not _spend(sent.nonce, now):
            return Verdict.BUSY if verdict is Verdict.BUSY else Verdict.SILENT
        FormHit.objects.create(place=place, at=now)
        if verdict is Verdict.SILENT or not decide(email, None, ContactPurpose.CONTRACTUAL).allowed:
            return Verdict.SILENT
        secret = secrets.token_urlsafe(_TOKEN_BYTES)
        row = FormSubmission.objects.create(
            form=form,
            kind=form.kind,
            email=email,
            values=values,
            campaign=dict(read_campaign(sent.campaign)),
            notice=_notice(form),
            newsletter_wanted=sent.newsletter and form.asks_newsletter,
            place_hint=_hint(sent.ip),
            token_sha256=secret_digest(secret),
            submitted_at=now,
        )
        _write_to(form, row, address(secret))
    return verdict


def secret_digest(secret: str) -> str:
    """What is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def note_view(form: PublicForm) -> None:
    """Count one view of today: a number, and nothing of who looked."""
    day = timezone.localdate()
    if FormDay.objects.filter(form=form, day=day).update(views=F("views") + 1):
        return
    with transaction.atomic():
        FormDay.objects.get_or_create(form=form, day=day)
        FormDay.objects.filter(form=form, day=day).update(views=F("views") + 1)


def _checked(form: PublicForm, raw: Mapping[str, str]) -> dict[str, str]:
    asked = asked_fields(form.fields)
    answers = read_answers(
        asked,
        raw,
        known_customs(list(asked)),
        today=timezone.localdate(),
        mark=mark_of(form.language),
    )
    fields: dict[str, Sequence[str]] = {name: [say(found)] for name, found in answers.errors.items()}
    if fields:
        raise Refused(_("Quelque chose est à corriger. Rien n’a encore été envoyé."), fields=fields)
    return dict(answers.values)


def _traffic(form: PublicForm, places: Collection[str], email: str, now: datetime) -> Traffic:
    taken = FormSubmission.objects.filter(submitted_at__gt=now - HOUR)
    mails = FormSubmission.objects.filter(in_mailbox(email), submitted_at__gt=now - DAY)
    return Traffic(
        from_place=FormHit.objects.filter(place__in=places, at__gt=now - HOUR).count(),
        on_form=taken.filter(form=form).count(),
        to_address=mails.count(),
    )


def _alone_with(email: str) -> None:
    """Let no other request for this mailbox be counted until this one is kept; the first thing a transaction does.

    On SQLite the writer is alone anyway.
    """
    if connection.vendor != "sqlite":
        key = zlib.crc32(mailbox_of(email).encode()) - 2**31
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_MAILBOXES, key])


def _spend(nonce: str, now: datetime) -> bool:
    """Whether this page is sent for the first time; the database says so, whatever the process."""
    try:
        with transaction.atomic():
            FormNonce.objects.create(digest=secret_digest(nonce), used_at=now)
    except IntegrityError:
        return False
    return True


def _place_digest(ip: str, now: datetime) -> str:
    """A place as it is counted today: tomorrow nobody could tell that it is the same."""
    return salted_hmac(_SALT, f"{now:%Y-%m-%d}:{place_of(ip)}", algorithm="sha256").hexdigest()


def _hint(ip: str) -> str:
    """An address without what tells a household, as proof of the request."""
    place = place_of(ip)
    if not place:
        return ""
    return f"{place.rpartition('.')[0]}.0" if "." in place else ":".join(place.split(":")[:3]) + "::"


def _notice(form: PublicForm) -> FormNotice:
    seller = read_seller()
    text = notice_text(form_notice(form, seller))
    if form.asks_newsletter:
        text += f"\n[ ] {newsletter_words(seller)}"
    return FormNotice.objects.get_or_create(form=form, digest=secret_digest(text), defaults={"text": text})[0]


def _write_to(form: PublicForm, row: FormSubmission, link: str) -> None:
    """The mail says nothing that was typed: it may go to somebody who typed nothing."""
    with override(form.language):
        seller = read_seller()
        figures = {
            "title": form.title,
            "house": seller.trade_name or seller.name or _("notre maison"),
            "link": link,
            "days": CONFIRM_WITHIN.days,
            "notice": notice_text(form_notice(form, seller)),
        }
        wanted = (
            _("Vous recevrez aussitôt le document demandé.")
            if form.white_paper_id
            else _("Nous vous répondrons au plus vite.")
        )
        text = _(
            "Bonjour,\n\n"
            "Une demande a été faite avec votre adresse auprès de %(house)s, sur la page «\u00a0%(title)s\u00a0».\n\n"
            "Si c’est bien vous, ouvrez ce lien et confirmez\u00a0:\n\n%(link)s\n\n%(wanted)s\n\n"
            "Si vous n’avez rien demandé, ne faites rien\u00a0: sans confirmation, tout est effacé au bout de"
            " %(days)s jours.\n\nVos données\n%(notice)s"
        ) % {**figures, "wanted": wanted}
        queue_message(
            system_actor(),
            kind=MessageKind.FORM_LINK,
            purpose=ContactPurpose.CONTRACTUAL,
            address=row.email,
            subject=_("Confirmez votre demande") + f"\u00a0: {form.title}"[:150],
            text=text,
            idempotency_key=f"form-{row.public_id}",
            related_kind=RELATED,
            related_id=row.public_id,
            language=form.language,
        )
