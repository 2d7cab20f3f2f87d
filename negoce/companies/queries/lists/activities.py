"""The list of activities: exchanges and things to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityKind, ActivityState, ColumnKind, Direction, MeetingAnswer
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.models import Activity
from negoce.companies.queries.lists.imported import imported_column
from negoce.companies.queries.lists.options import members_of
from negoce.companies.queries.visible import visible_activities

K = ColumnKind

COLUMNS: tuple[Column, ...] = (
    Column(
        "subject", _("Objet"), K.TEXT, editable="subject",
        path="subject", shown_by_default=True, sortable=False, width=260,
        position=0,
    ),
    Column(
        "kind", _("Type"), K.CHOICE, editable="kind",
        path="kind", options=members_of(ActivityKind), shown_by_default=True,
        width=110, position=10,
    ),
    Column(
        "state", _("État"), K.CHOICE, path="state", options=members_of(ActivityState),
        shown_by_default=True, width=110, position=20,
    ),
    Column(
        "starts_at", _("Date"), K.MOMENT, editable="starts_at",
        path="starts_at", shown_by_default=True, width=130, position=30,
    ),
    Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        sort_path="company__name_key", folded_path="company__name_key", shown_by_default=True,
        width=220, position=40,
    ),
    Column(
        "owner", _("Par"), K.PERSON, editable="owner",
        path="owner_id", sort_path="owner__last_name", shown_by_default=True,
        width=130, position=50,
    ),
    Column(
        "meeting_answer", _("Rendez-vous"), K.CHOICE, editable="meeting_answer", path="meeting_answer",
        options=members_of(MeetingAnswer),
        shown_by_default=True, width=110, position=60,
    ),
    Column(
        "direction", _("Sens"), K.CHOICE, editable="direction",
        path="direction", options=members_of(Direction), width=110,
        position=100,
    ),
    Column(
        "duration_minutes", _("Durée (min)"), K.NUMBER, path="duration_minutes", aggregate="sum",
        width=100, position=101,
    ),
    Column(
        "quote_wanted", _("Devis voulu"), K.YES_NO, editable="quote_wanted",
        path="quote_wanted", width=110, position=102,
    ),
    Column(
        "buying_intent", _("Intention d’achat"), K.YES_NO, editable="buying_intent",
        path="buying_intent", width=110, position=102,
    ),
    Column(
        "departure_declared", _("Départ annoncé"), K.YES_NO, editable="departure_declared",
        path="departure_declared", width=110,
        position=103,
    ),
    Column(
        "need_recorded", _("Besoin exprimé"), K.TEXT, editable="need_recorded",
        path="need_recorded", sortable=False, width=220,
        position=104,
    ),
    Column(
        "brought", _("Information ou conseil apporté"), K.TEXT, editable="brought",
        path="brought", sortable=False, width=220,
        position=105,
    ),
    Column(
        "is_pinned", _("Épinglée"), K.YES_NO, editable="is_pinned", path="is_pinned", width=90, position=106
    ),
    Column(
        "city", _("Lieu"), K.TEXT, path="company__city", more_paths=("company__department",),
        sort_path="company__city_key", folded_path="company__city_key", width=170, position=110,
    ),
    Column(
        "company_department", _("Département"), K.TEXT, path="company__department", is_code=True,
        width=90, position=111,
    ),
    Column(
        "company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id",
        sort_path="company__owner__last_name", position=112,
    ),
    Column(
        "company_tags", _("Étiquettes de l’entreprise"), K.TAGS, more_paths=("company_id",), sortable=False,
        shown=False, position=113,
    ),
    imported_column("activity", position=162),
    Column("created_at", _("Créée le"), K.MOMENT, path="created_at", sortable=False, position=160),
)  # fmt: skip

ACTIVITY_LIST = ListDefinition(
    key="activities",
    label=_("Activités"),
    model=Activity,
    columns=COLUMNS,
    visible=visible_activities,
    upper=lambda wiring: wiring.activity_columns,
    row_url="activities:record",
    subject_kind="activity",
    name_paths=("subject",),
    quick="subject",
    default_sort="-starts_at",
    has_bin=True,
    views=(
        BuiltInView("todo", _("À faire"), "filter=owner is me and state is planned&sort=starts_at"),
        BuiltInView(
            "late",
            _("En retard"),
            "filter=owner is me and state is planned and starts_at older 1&sort=starts_at",
        ),
        BuiltInView("done", _("Faites ces 7 jours"), "filter=state is done and starts_at last 7"),
    ),
    bulk_actions=("owner",),
)
