"""The fields of an activity as its page shows and edits them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityKind, Direction, MeetingAnswer
from negoce.companies.models import Activity
from negoce.companies.words.choices import choice_label, choice_options
from negoce.ui.html import text
from negoce.web.activities.form import people_choices
from negoce.web.activities.words import hour_words, moment_long
from negoce.web.in_place import Field

_ALL = (
    Field("subject", _("Objet"), optional=False),
    Field("kind", _("Type"), "choice", enum=ActivityKind, optional=False),
    Field("starts_at", _("Date"), "moment", optional=False),
    Field("owner", _("Par"), "person", optional=False),
    Field("direction", _("Sens"), "choice", enum=Direction),
    Field("duration_minutes", _("Durée"), "whole", suffix=_("min")),
    Field("body", _("Compte rendu"), "paragraphs"),
    Field("meeting_answer", _("Rendez-vous"), "choice", enum=MeetingAnswer),
    Field("need_recorded", _("Besoin exprimé")),
    Field("brought", _("Information ou conseil apporté")),
    Field("quote_wanted", _("Devis voulu"), "yes_no"),
    Field("buying_intent", _("Intention d’achat"), "yes_no"),
    Field("departure_declared", _("Départ annoncé"), "yes_no"),
    Field("is_pinned", _("Épinglée au fil"), "yes_no"),
)
FIELDS: Mapping[str, Field] = {each.name: each for each in _ALL}


def options_of(field: Field) -> list[tuple[str, str]]:
    """The values that a field may take, with their words."""
    if field.name == "owner":
        return people_choices()
    if field.control == "yes_no":
        return [("", _now("Non")), ("1", _now("Oui"))]
    if field.enum is None:
        return []
    return [*([("", "—")] if field.optional else []), *choice_options(field.enum)]


def shown_value(activity: Activity, name: str) -> SafeString:
    """The value in safe markup; empty for nothing."""
    field = FIELDS[name]
    if name == "owner":
        return SafeString(text(activity.owner.full_name) if activity.owner else "")
    if name == "starts_at":
        return SafeString(text(moment_long(activity.starts_at, all_day=activity.all_day)))
    value = getattr(activity, name)
    if value in (None, ""):
        return SafeString("")
    if field.control == "yes_no":
        return SafeString(text(_now("Oui") if value else _now("Non")))
    if field.enum is not None:
        return SafeString(text(choice_label(field.enum, value)))
    if field.suffix:
        return SafeString(text(f"{value}\u00a0{field.suffix}"))
    if field.control == "paragraphs":
        return SafeString(
            f'<div dir="auto">{linebreaks(urlize(value, nofollow=True, autoescape=True))}</div>'
        )
    return SafeString(text(value))


def input_value(activity: Activity, name: str) -> str:
    """The value as its control shows it."""
    if name == "owner":
        return activity.owner.public_id if activity.owner else ""
    if name == "starts_at":
        here = timezone.localtime(activity.starts_at)
        return f"{here:%d/%m/%Y}" if activity.all_day else f"{here:%d/%m/%Y} {hour_words(here)}"
    value = getattr(activity, name)
    if FIELDS[name].control == "yes_no":
        return "1" if value else ""
    return "" if value is None else str(value)


def seen_value(activity: Activity, name: str) -> str:
    """What the person saw, to notice that somebody else changed it meanwhile."""
    if name == "owner":
        return str(activity.owner_id or "")
    if name == "starts_at":
        return activity.starts_at.isoformat()
    return "" if getattr(activity, name) is None else str(getattr(activity, name))
