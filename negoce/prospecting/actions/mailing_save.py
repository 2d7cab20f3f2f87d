"""A mailing is begun, and its draft changed; once it is launched its words stay what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.enums import DecisionPower, Department
from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.outbox.models import MessageTemplate
from negoce.parameters.queries.seller import seller as read_seller
from negoce.prospecting.enums import MailingAudience, MailingKind, MailingState
from negoce.prospecting.models import Mailing, ProspectingPlan
from negoce.prospecting.queries.mailing_audience import powers_refused, reads_powers
from negoce.prospecting.queries.mailing_fields import Texts
from negoce.prospecting.words.mailing import say

MOST_CHOSEN = 2_000
_LENGTHS = {"name": 120, "subject": 200, "body": 10_000}
_FASTEST = 100_000


@dataclass(frozen=True, slots=True)
class MailingValues:
    """What a person says of a draft; what is missing is asked for at launch, not before."""

    name: str
    audience: str = MailingAudience.ONE.value
    powers: Sequence[str] = ()
    departments: Sequence[str] = ()
    takes_generic: bool = True
    language: str = "fr"
    subject: str = ""
    body: str = ""
    a_minute: int | None = None
    send_at: datetime | None = None
    plan: ProspectingPlan | None = None
    piece_cost: Decimal = Decimal(0)


def begin_mailing(
    actor: Actor,
    *,
    kind: str,
    values: MailingValues,
    filter_text: str = "",
    chosen: Sequence[str] = (),
    template: MessageTemplate | None = None,
) -> Mailing:
    """Begin a draft for the companies of a filter, or those `chosen` by public id. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    if kind not in set(MailingKind):
        raise refuse_field("kind", _("Choisissez des e-mails ou des lettres."))
    if len(chosen) > MOST_CHOSEN:
        raise Refused(_("C’est trop de lignes choisies une à une : prenez tout ce que le filtre trouve."))
    text = "" if chosen else _filter(actor, filter_text)
    given = _cleaned(values)
    if template is not None:
        given |= {"template": template, "language": template.language}
        given |= {"subject": given["subject"] or template.subject, "body": given["body"] or template.body}
    _check(actor, given)
    with transaction.atomic():
        row = Mailing.objects.create(
            kind=kind, filter_text=text, chosen=list(chosen), author_id=actor.user_id, **given
        )
        record(actor, Entry("created", "mailing", row.pk, row.name, changes={"kind": (None, kind)}))
    return row


def change_mailing(actor: Actor, mailing: Mailing, values: MailingValues, *, revision: int) -> Mailing:
    """Change a draft. Raises NotAllowed, Refused, and Conflict when somebody changed it meanwhile.

    What is kept as it was is no change: the trial made of it still holds.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    given = _cleaned(values)
    _check(actor, given)
    with transaction.atomic():
        rows = Mailing.objects.filter(pk=mailing.pk, revision=revision, state=MailingState.DRAFT.value)
        if _is_as_it_was(mailing, given, revision) and rows.exists():
            return mailing
        if not rows.update(**given, revision=revision + 1):
            _refuse_change(mailing)
        before = {name: getattr(mailing, name) for name in ("name", "subject", "audience")}
        changes = {name: (old, given[name]) for name, old in before.items() if old != given[name]}
        record(actor, Entry("changed", "mailing", mailing.pk, str(given["name"]), changes=changes))
    mailing.refresh_from_db()
    return mailing


def _is_as_it_was(mailing: Mailing, given: Mapping[str, object], revision: int) -> bool:
    return mailing.revision == revision and all(getattr(mailing, name) == given[name] for name in given)


def delete_mailing(actor: Actor, mailing: Mailing) -> None:
    """Throw a draft away. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        gone, _counts = Mailing.objects.filter(pk=mailing.pk, state=MailingState.DRAFT.value).delete()
        if not gone:
            raise Refused(_("Seul un brouillon se supprime : cet envoi est déjà lancé."))
        record(actor, Entry("deleted", "mailing", mailing.pk, mailing.name))


def _refuse_change(mailing: Mailing) -> None:
    current = Mailing.objects.filter(pk=mailing.pk).first()
    if current is None or current.state != MailingState.DRAFT.value:
        raise Refused(_("Cet envoi est lancé : ses textes ne changent plus."))
    raise Conflict(
        _("Quelqu’un a changé cet envoi entre-temps. Votre texte est à l’écran, rien n’est enregistré."),
        field="body",
        current=current.body,
    )


def _filter(actor: Actor, text: str) -> str:
    spec = understand(COMPANY_LIST, actor, Asked(filter=text))
    if spec.problems:
        raise Refused(
            _("Le filtre n’est plus entièrement valable : revoyez-le sur la liste des entreprises.")
        )
    return spec.filter_text


def _cleaned(values: MailingValues) -> dict[str, object]:
    return {
        "name": " ".join(values.name.split()),
        "audience": values.audience,
        "powers": sorted(set(values.powers) & set(DecisionPower)),
        "departments": sorted(set(values.departments) & set(Department)),
        "takes_generic": values.takes_generic,
        "language": values.language,
        "subject": " ".join(values.subject.split()),
        "body": values.body.replace("\r\n", "\n").strip(),
        "a_minute": values.a_minute,
        "send_at": values.send_at,
        "plan": values.plan,
        "piece_cost": values.piece_cost,
    }


def _check(actor: Actor, given: Mapping[str, object]) -> None:
    """Everything that is wrong, each under its field."""
    errors: dict[str, list[str]] = {}
    if not given["name"]:
        errors["name"] = [_("Donnez un nom à cet envoi : vous le retrouverez sous ce nom.")]
    for name, most in _LENGTHS.items():
        if len(str(given[name])) > most:
            errors[name] = [_("C’est trop long : %(max)s caractères au plus.") % {"max": most}]
    if given["language"] not in dict(settings.LANGUAGES):
        errors["language"] = [_("Choisissez une langue.")]
    if given["audience"] not in set(MailingAudience):
        errors["audience"] = [_("Choisissez à qui écrire.")]
    if given["audience"] == MailingAudience.POWERS and not reads_powers(actor):
        errors["audience"] = [powers_refused()]
    elif given["audience"] == MailingAudience.POWERS and not given["powers"]:
        errors["powers"] = [_("Choisissez au moins un pouvoir de décision.")]
    if given["audience"] == MailingAudience.DEPARTMENT and not given["departments"]:
        errors["departments"] = [_("Choisissez au moins un service.")]
    pace, cost = given["a_minute"], given["piece_cost"]
    if isinstance(pace, int) and not 1 <= pace <= _FASTEST:
        errors["a_minute"] = [_("Un message par minute au moins.")]
    if isinstance(cost, Decimal) and not 0 <= cost < 1_000:
        errors["piece_cost"] = [_("Un coût par envoi, en euros.")]
    texts = Texts(
        actor, str(given["subject"]), str(given["body"]), str(given["language"]), seller=read_seller()
    )
    for name, findings in texts.findings.items():
        if findings and name not in errors:
            errors[name] = [say(each) for each in findings]
    if errors:
        raise Refused(next(iter(errors.values()))[0], fields=errors)
