"""The list of contacts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import Civility, ColumnKind, DecisionPower, Department
from negoce.companies.interfaces import BuiltInView, Column, ListDefinition
from negoce.companies.models import Contact
from negoce.companies.queries.lists.imported import imported_column
from negoce.companies.queries.lists.options import members_of, short_phone
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import FieldGroup

K = ColumnKind

COLUMNS: tuple[Column, ...] = (
    Column(
        "name", _("Nom"), K.TEXT, path="last_name", more_paths=("first_name",), sort_path="name_key",
        folded_path="name_key", shown_by_default=True, width=200, position=0,
    ),
    Column(
        "function", _("Fonction"), K.TEXT, path="current_post__function", shown_by_default=True,
        width=170, position=10,
    ),
    Column(
        "company", _("Entreprise"), K.COMPANY, path="company__name", more_paths=("company__public_id",),
        sort_path="company__name_key", folded_path="company__name_key", shown_by_default=True,
        width=220, position=20,
    ),
    Column(
        "city", _("Lieu"), K.TEXT, path="company__city", more_paths=("company__department",),
        sort_path="company__city_key", folded_path="company__city_key", shown_by_default=True,
        width=170, position=30,
    ),
    Column(
        "phone", _("Ligne directe"), K.TEXT, path="phone", words=short_phone, editable="phone",
        shown_by_default=True, width=130, position=40,
    ),
    Column(
        "mobile", _("Mobile"), K.TEXT, path="mobile", words=short_phone, editable="mobile",
        group=FieldGroup.PERSONAL,
        shown_by_default=True, width=130, position=50,
    ),
    Column(
        "email", _("E-mail"), K.TEXT, path="email", editable="email", shown_by_default=True, width=210,
        position=60,
    ),
    Column(
        "owner", _("Suivi par"), K.PERSON, path="owner_id", sort_path="owner__last_name",
        shown_by_default=True, width=130, position=90,
    ),
    Column(
        "civility", _("Civilité"), K.CHOICE, path="civility", options=members_of(Civility), width=100,
        position=100,
    ),
    Column("title", _("Titre"), K.TEXT, path="title", width=90, position=101),
    Column("first_name", _("Prénom"), K.TEXT, path="first_name", position=102),
    Column(
        "department", _("Service"), K.CHOICE, path="current_post__department",
        options=members_of(Department), position=103
    ),
    Column(
        "responsibility", _("Domaine de responsabilité"), K.TEXT, path="current_post__responsibility",
        position=104,
    ),
    Column(
        "decision_power", _("Pouvoir de décision"), K.CHOICE, path="current_post__decision_power",
        options=members_of(DecisionPower), group=FieldGroup.OBSERVATIONS, position=105,
    ),
    Column(
        "linkedin", _("LinkedIn"), K.TEXT, path="linkedin", group=FieldGroup.PERSONAL, width=180,
        position=106,
    ),
    Column("language", _("Langue"), K.TEXT, path="language", width=80, position=107),
    Column(
        "note", _("Note"), K.TEXT, path="note", group=FieldGroup.PERSONAL, sortable=False, width=220,
        position=108,
    ),
    Column("informed_on", _("Information RGPD donnée le"), K.DATE, path="informed_on", position=110),
    Column("last_sign_on", _("Dernier signe de sa part"), K.DATE, path="last_sign_on", position=111),
    Column(
        "company_department", _("Département"), K.TEXT, path="company__department", is_code=True,
        width=90, position=120,
    ),
    Column(
        "company_owner", _("Entreprise suivie par"), K.PERSON, path="company__owner_id",
        sort_path="company__owner__last_name", position=121,
    ),
    Column(
        "company_tags", _("Étiquettes de l’entreprise"), K.TAGS, more_paths=("company_id",), sortable=False,
        shown=False, position=123,
    ),
    Column(
        "company_last_contact_on", _("Dernier contact de l’entreprise"), K.DATE,
        path="company__last_contact_on", position=122,
    ),
    Column("created_at", _("Créé le"), K.MOMENT, path="created_at", position=160),
    imported_column("contact", position=162),
    Column("updated_at", _("Modifié le"), K.MOMENT, path="updated_at", position=161),
)  # fmt: skip

CONTACT_LIST = ListDefinition(
    key="contacts",
    label=_("Interlocuteurs"),
    model=Contact,
    columns=COLUMNS,
    visible=visible_contacts,
    upper=lambda wiring: wiring.contact_columns,
    row_url="contacts:record",
    subject_kind="contact",
    name_paths=("first_name", "last_name"),
    quick="name",
    default_sort="name",
    has_bin=True,
    views=(
        BuiltInView("mine", _("Mes interlocuteurs"), "filter=company_owner is me"),
        BuiltInView("not-informed", _("Information RGPD à donner"), "filter=informed_on empty"),
    ),
    bulk_actions=("owner",),
)
