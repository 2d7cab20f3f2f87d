"""The form where a message is read and put right before it leaves; quotes, invoices and others open it.

A room gives a `Draft` and answers the same address to GET and POST with `compose_message`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from negoce.companies.rules.privacy.reach import Reach
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.actions.message_send import Attached, queue_message
from negoce.outbox.actions.texts import About, Texts, fill_in
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message, MessageTemplate
from negoce.outbox.words.reasons import from_stored, say
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form
from negoce.web.http import actor_of, go
from negoce.web.outbox.compose_form import OTHER, ComposeForm, field_names
from negoce.web.outbox.draft import Draft
from negoce.web.outbox.letter_preview import LetterPreview, letter_preview

TEMPLATE = "outbox/_compose"


def compose_message(
    request: HttpRequest,
    draft: Draft,
    *,
    url: str,
    done_url: str,
    on_queued: Callable[[Message], None] | None = None,
) -> HttpResponse:
    """Answer the form of a draft; when it is sent, `on_queued` runs in the same transaction, then `done_url` opens.

    What `on_queued` refuses (Refused) is said in the form, and nothing is sent.
    """
    actor = actor_of(request)
    if request.method != "POST":
        form = _first(actor, draft)
        return _show(request, draft, form, url)
    form = ComposeForm(request.POST, actor=actor, draft=draft)
    if request.POST.get("act") == "fill":
        return _show(request, draft, _filled(actor, draft, form), url)
    if request.POST.get("act") == "preview":
        return _show(
            request, draft, form, url, preview=letter_preview(form.chosen("subject"), form.chosen("text"))
        )
    if not form.is_valid():
        return _show(request, draft, form, url, status=422)
    try:
        with transaction.atomic():
            message = _queue(actor, draft, form)
            if on_queued is not None:
                on_queued(message)
    except Refused as refusal:
        _put(form, refusal)
        return _show(request, draft, form, url, status=422)
    flash(request, _("Message confié à l’envoi : %(to)s.") % {"to": message.to_address})
    return go(request, done_url)


def _queue(actor: Actor, draft: Draft, form: ComposeForm) -> Message:
    """Store the message; one that the gate refuses is said at once, and nothing is kept of it."""
    given = form.cleaned_data
    message = queue_message(
        actor,
        kind=draft.kind,
        purpose=form.purpose,
        company=draft.company,
        contact=form.contact,
        address=form.typed_address,
        subject=given["subject"],
        text=given["text"],
        template=form.template,
        attachments=[Attached(each.name, each.read(), each.content_type) for each in draft.files],
        idempotency_key=form.key,
        related_kind=draft.related_kind,
        related_id=draft.related_id,
        language=draft.language,
    )
    if message.state == MessageState.REFUSED.value:
        why = say(from_stored(message.decided_by))
        raise Refused(why, fields={"recipient": [why]})
    return message


def _first(actor: Actor, draft: Draft) -> ComposeForm:
    form = ComposeForm(None, actor=actor, draft=draft)
    return _with_texts(actor, draft, form, form.initial_values())


def _filled(actor: Actor, draft: Draft, form: ComposeForm) -> ComposeForm:
    """The form after another template or another person was chosen; a text that was touched by hand stays."""
    given = form.given()
    changed = given["filled"] != digest(given["subject"], given["text"])
    if changed and given["template"] == given["filled_from"]:
        return ComposeForm(None, actor=actor, draft=draft, initial=given)
    return _with_texts(actor, draft, form, given)


def _with_texts(actor: Actor, draft: Draft, form: ComposeForm, values: dict[str, str]) -> ComposeForm:
    texts = Texts(values.get("subject", ""), values.get("text", ""))
    row = form.find_template(values["template"])
    if row is not None:
        texts = _fill(actor, draft, form, row, values)
    values |= {
        "subject": texts.subject,
        "text": texts.text,
        "filled": digest(texts.subject, texts.text),
        "filled_from": values["template"],
    }
    made = ComposeForm(None, actor=actor, draft=draft, initial=values)
    made.empty_fields = field_names(draft.kind, texts.empty, texts.language)
    return made


def _fill(
    actor: Actor, draft: Draft, form: ComposeForm, row: MessageTemplate, values: Mapping[str, str]
) -> Texts:
    contact = form.find_contact(values.get("recipient", ""))
    about = About(draft.kind, draft.purpose, draft.company, contact)
    try:
        return fill_in(actor, row, about, draft.fields)
    except Refused:
        # A template that went wrong (a field taken out of the program) is shown as it is, to be put right by hand.
        return Texts(row.subject, row.body, language=row.language)


def digest(subject: str, text: str) -> str:
    """What tells whether a person changed the texts; line ends, which browsers change, do not count."""
    plain = f"{subject.strip()}\n{text.strip()}".replace("\r\n", "\n")
    return sha256(plain.encode()).hexdigest()[:16]


def _put(form: ComposeForm, refusal: Refused) -> None:
    for name, said in refusal.fields.items():
        shown = name if name in form.fields else None
        form.add_error(shown, list(said))
    if not refusal.fields:
        form.add_error(None, refusal.message)


def _show(
    request: HttpRequest,
    draft: Draft,
    form: ComposeForm,
    url: str,
    *,
    status: int = 200,
    preview: LetterPreview | None = None,
) -> HttpResponse:
    reach: Reach | None = form.decision()
    form.ask_again_at(url)
    context = {
        "title": draft.title,
        "url": url,
        "files": draft.files,
        "empty_fields": form.empty_fields,
        "is_other": form.chosen("recipient") in ("", OTHER),
        "refusal": "" if reach is None or reach.allowed else say(reach.reason),
        "preview": preview,
        "allowed": say(reach.reason) if reach is not None and reach.allowed else "",
    }
    return show_form(request, TEMPLATE, form, context, status)
