"""The final texts of a message: a template filled in, the line that offers to object, the letterhead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext as _

from negoce.companies.models import Company, Contact
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.outbox.documents.letter import letter_html
from negoce.outbox.documents.letterhead import letterhead
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.outbox.models import MessageTemplate
from negoce.outbox.queries.merge_values import common_values
from negoce.outbox.rules.merge import merge, read_template
from negoce.outbox.rules.merge_fields import names_of
from negoce.outbox.words.reasons import say
from negoce.parameters.queries.seller import seller as read_seller

MOST_SUBJECT = 200
MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Texts:
    """Subject, text and HTML of a message; `empty` are the merge fields that had no value."""

    subject: str = ""
    text: str = ""
    html: str = ""
    language: str = "fr"
    template: MessageTemplate | None = None
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a message is about, for what, and to whom."""

    kind: MessageKind
    purpose: ContactPurpose
    company: Company | None
    contact: Contact | None


def whole_texts(
    actor: Actor,
    given: Texts,
    about: About,
    *,
    template: MessageTemplate | str | None,
    fields: Mapping[str, str],
) -> Texts:
    """The texts ready to leave. Raises Refused when one is missing, too long, or the template is wrong."""
    row = find_template(template, given.language) if template else None
    texts = replace(given, language=row.language if row is not None else given.language, template=row)
    if row is not None and not (given.subject and given.text):
        filled = fill_in(actor, row, about, fields)
        texts = replace(texts, subject=given.subject or filled.subject, text=given.text or filled.text)
    subject, text = " ".join(texts.subject.split()), texts.text.replace("\r\n", "\n").strip()
    for name, value, most in (("subject", subject, MOST_SUBJECT), ("text", text, MOST_TEXT)):
        if not value:
            raise refuse_field(name, _("Un message a un objet et un texte."))
        if len(value) > most:
            raise refuse_field(name, _("C’est trop long : %(max)s caractères au plus.") % {"max": most})
    if about.purpose is not ContactPurpose.CONTRACTUAL:
        text = f"{text}\n\n{_way_out(texts.language)}"
    html = texts.html or letter_html(
        text, letterhead(read_seller()), language=texts.language, subject=subject
    )
    return replace(texts, subject=subject, text=text, html=html)


def fill_in(actor: Actor, template: MessageTemplate, about: About, fields: Mapping[str, str]) -> Texts:
    """A template with the values of a record in the place of its fields. Raises Refused when it cannot be read."""
    values = {**common_values(actor, about.company, about.contact, template.language), **fields}
    names = names_of(about.kind)
    read = {name: read_template(getattr(template, name), names) for name in ("subject", "body")}
    for each in read.values():
        if each.findings:
            raise Refused(
                _("Le modèle « %(name)s » est à corriger : %(why)s")
                % {"name": template.name, "why": say(each.findings[0])}
            )
    subject, body = merge(read["subject"], values), merge(read["body"], values)
    empty = tuple(dict.fromkeys([*subject.empty, *body.empty]))
    return Texts(subject.text, body.text, language=template.language, template=template, empty=empty)


def find_template(template: MessageTemplate | str, language: str) -> MessageTemplate:
    """The row, or that of a key in this language, else in French. Raises Refused when there is none."""
    if isinstance(template, MessageTemplate):
        return template
    rows = {row.language: row for row in MessageTemplate.objects.filter(key=template).order_by("pk")}
    row = rows.get(language) or rows.get("fr")
    if row is None:
        raise Refused(_("Le modèle de message « %(key)s » n’existe pas.") % {"key": template})
    return row


def _way_out(language: str) -> str:
    """Each message of prospecting says how to object, free and simple (domain 5.1)."""
    with translation.override(language):
        return _(
            "Vous recevez ce message à titre professionnel. Pour ne plus en recevoir, répondez « stop » : c’est "
            "gratuit et immédiat."
        )
