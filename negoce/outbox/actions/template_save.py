"""A template of messages is written, changed, or thrown away; its merge fields are checked before it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import MessageTemplate
from negoce.outbox.rules.merge import read_template
from negoce.outbox.rules.merge_fields import names_of
from negoce.outbox.words.reasons import say

_LENGTHS = {"name": 80, "subject": 200, "body": 10_000}


def save_template(
    actor: Actor,
    template: MessageTemplate | None,
    *,
    name: str,
    kind: str,
    language: str,
    subject: str,
    body: str,
    is_active: bool = True,
    revision: int | None = None,
) -> MessageTemplate:
    """Make a template, or change one; the kind of one that exists stays. Raises NotAllowed, Refused, Conflict.

    `revision` is the one that the form was drawn from: when somebody saved another meanwhile, nothing is written.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    values = {
        "name": " ".join(name.split()),
        "language": language,
        "subject": " ".join(subject.split()),
        "body": body.replace("\r\n", "\n").strip(),
        "is_active": is_active,
    }
    kept_kind = template.kind if template is not None else kind
    _check(values, kept_kind)
    try:
        with transaction.atomic():
            row = _write(template, {**values, "kind": kept_kind}, revision)
            before = {} if template is None else {key: getattr(template, key) for key in values}
            changes = {
                key: (before.get(key), value) for key, value in values.items() if before.get(key) != value
            }
            verb = "created" if template is None else "changed"
            record(actor, Entry(verb, "message_template", row.pk, row.name, changes=changes))
    except IntegrityError as problem:
        raise refuse_field("name", _("Un autre modèle de cette langue porte déjà ce nom.")) from problem
    return row


def delete_template(actor: Actor, template: MessageTemplate) -> None:
    """Throw a template away; those that the house brings are only put aside. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_SETTINGS)
    if template.key:
        raise Refused(
            _(
                "Ce modèle sert aux envois du logiciel : il ne se supprime pas. Changez son texte, ou cessez de le "
                "proposer."
            )
        )
    with transaction.atomic():
        record(actor, Entry("deleted", "message_template", template.pk, template.name))
        MessageTemplate.objects.filter(pk=template.pk).delete()


def _write(
    template: MessageTemplate | None, values: Mapping[str, object], revision: int | None
) -> MessageTemplate:
    if template is None:
        return MessageTemplate.objects.create(**values)
    seen = template.revision if revision is None else revision
    rows = MessageTemplate.objects.filter(pk=template.pk, revision=seen)
    if not rows.update(**values, revision=seen + 1):
        current = MessageTemplate.objects.get(pk=template.pk)
        raise Conflict(
            _(
                "Quelqu’un a changé ce modèle entre-temps. Votre texte est gardé à l’écran, rien n’a été enregistré."
            ),
            field="body",
            current=current.body,
        )
    return MessageTemplate.objects.get(pk=template.pk)


def _check(values: Mapping[str, object], kind: str) -> None:
    if kind not in set(MessageKind):
        raise refuse_field("kind", _("Choisissez un type de message."))
    if values["language"] not in dict(settings.LANGUAGES):
        raise refuse_field("language", _("Choisissez une langue."))
    errors: dict[str, list[str]] = {}
    for name, most in _LENGTHS.items():
        text = str(values[name])
        if not text:
            errors[name] = [_("Il manque un texte ici.")]
        elif len(text) > most:
            errors[name] = [_("C’est trop long : %(max)s caractères au plus.") % {"max": most}]
    for name in ("subject", "body"):
        found = read_template(str(values[name]), names_of(MessageKind(kind))).findings
        if found and name not in errors:
            errors[name] = [say(each) for each in found]
    if errors:
        raise Refused(next(iter(errors.values()))[0], fields=errors)
