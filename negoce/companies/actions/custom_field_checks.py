"""What every action on the custom fields themselves asks first, and how their rows are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.custom_known import forget, known_field
from negoce.companies.models import CustomField
from negoce.companies.rules.custom_fields import Choice, KnownField, clean_label, label_key
from negoce.companies.words.findings import say
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.explain import Finding
from negoce.kit.refusal import refuse_field

SUBJECT = "custom_field"
REINDEX = "companies.custom_field_reindex"


def known(field: CustomField) -> KnownField:
    """The field as the rules know it."""
    return known_field(
        {column.attname: getattr(field, column.attname) for column in field._meta.concrete_fields}
    )


def checked_label(kind: str, label: str, but: int | None = None) -> str:
    """The cleaned name; raises Refused when it is empty, too long or taken among the fields of `kind`."""
    clean, finding = clean_label(label)
    refuse_finding("label", finding)
    same = CustomField.objects.filter(kind=kind, label_key=stored_key(clean)).first()
    if same is not None and same.pk != but:
        said = _("Le champ « %(name)s » existe déjà.") % {"name": same.label}
        raise refuse_field("label", f"{said} {_('Il est archivé.')}" if same.archived else said)
    return clean


def stored_key(label: str) -> str:
    """What two names are compared by, as its column holds it."""
    return label_key(label)[:180]


def refuse_finding(name: str, finding: Finding | None) -> None:
    """Raise Refused with the sentence of a finding, if there is one."""
    if finding is not None:
        raise refuse_field(name, say(finding))


def as_rows(choices: Sequence[Choice]) -> list[dict[str, object]]:
    """Choices as the column holds them."""
    return [asdict(one) for one in choices]


def tell(actor: Actor, field: CustomField, verb: str, changes: Changes) -> None:
    """Journal a change of a field, and let this process know at once; others read it within a second."""
    record(actor, Entry(verb, SUBJECT, field.pk, field.label, changes=changes))
    forget()
    transaction.on_commit(forget)


def reindex(field: CustomField) -> None:
    """Write search again, in a job, for the records that hold something in a field."""
    enqueue(REINDEX, {"kind": field.kind, "slot": field.slot}, queue=JobQueue.LONG)
