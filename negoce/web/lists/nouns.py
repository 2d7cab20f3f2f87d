"""What each list says on screen; those of upper rooms come from rooms.py."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.companies.enums import ActivityState, MeetingAnswer
from negoce.portfolio.queries.life_columns import past_status
from negoce.portfolio.rules.periods import PERIODS
from negoce.web.life.hues import HUES
from negoce.web.lists.rooms import ROOM_SCREENS
from negoce.web.lists.screen_type import Screen


def _companies(number: int) -> str:
    return npgettext("nombre", "entreprise", "entreprises", number)


def _contacts(number: int) -> str:
    return npgettext("nombre", "interlocuteur", "interlocuteurs", number)


def _activities(number: int) -> str:
    return npgettext("nombre", "activité", "activités", number)


# The status of today, and those of the days from which the portfolio counts.
_STATUSES = ("status", *(past_status(months) for months in PERIODS.values()))

SCREENS: Mapping[str, Screen] = {
    "companies": Screen(
        noun=_companies,
        all_label=_("Toutes"),
        create_label=_("Nouvelle entreprise"),
        create_page="companies:create",
        first_title=_("Aucune entreprise pour l’instant"),
        first_text=_("Créez la première, ou importez votre fichier : tout part d’ici."),
        none_title=_("Aucune entreprise ne correspond à ces filtres"),
        quick_label=_("Nom contient…"),
        import_page="imports:list",
        quick_filters=("status", "owner", "department", "tags"),
        tones={key: {status: f"life:{hue}" for status, hue in HUES.items()} for key in _STATUSES},
        second_line=("city", "owner", "next_activity_on", "last_contact_on"),
    ),
    "contacts": Screen(
        noun=_contacts,
        all_label=_("Tous"),
        create_label=_("Nouvel interlocuteur"),
        create_page="contacts:create",
        first_title=_("Aucun interlocuteur pour l’instant"),
        first_text=_("Les interlocuteurs de vos entreprises apparaîtront ici."),
        none_title=_("Aucun interlocuteur ne correspond à ces filtres"),
        quick_label=_("Nom contient…"),
        import_page="imports:list",
        quick_filters=("company_owner", "company_department", "company_tags"),
        second_line=("function", "company", "phone"),
    ),
    "activities": Screen(
        noun=_activities,
        all_label=_("Toutes"),
        create_label=_("Nouvelle activité"),
        create_page="activities:create",
        first_title=_("Aucune activité pour l’instant"),
        first_text=_("Visites, appels, messages, notes et tâches apparaîtront ici."),
        none_title=_("Aucune activité ne correspond à ces filtres"),
        quick_label=_("Objet contient…"),
        quick_filters=("owner", "kind", "state"),
        second_line=("starts_at", "state", "company", "owner"),
        # Only hue that means something.
        tones={
            "state": {
                ActivityState.PLANNED.value: "info",
                ActivityState.DONE.value: "good",
                ActivityState.CANCELLED.value: "",
            },
            "meeting_answer": {
                MeetingAnswer.PROPOSED.value: "info",
                MeetingAnswer.ACCEPTED.value: "good",
                MeetingAnswer.REFUSED.value: "bad",
            },
        },
    ),
    **ROOM_SCREENS,
}


def counted_noun(key: str, number: int) -> str:
    """« entreprise » or « entreprises », as the number asks."""
    return SCREENS[key].noun(number)
