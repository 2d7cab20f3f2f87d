"""Everything that is held about a person, in words: for their right of access (domain 5.6, 5.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.custom_known import all_custom_fields
from negoce.companies.enums import ActivityKind, ActivityState, Channel, ObservationKind, ReportItemKind
from negoce.companies.interfaces import PersonTable
from negoce.companies.models import (
    Activity,
    Contact,
    ContactPreference,
    Observation,
    Opposition,
    Post,
    ReportItem,
)
from negoce.companies.queries.custom_fields import custom_values
from negoce.companies.rules.contact_values import CONTACT_FIELDS
from negoce.companies.wired import wired
from negoce.companies.words.choices import choice_label
from negoce.companies.words.contact_values import (
    contact_field_label,
    observation_words,
    show_contact_value,
)
from negoce.companies.words.custom_values import show_custom
from negoce.identity.models import JournalEntry


def person_tables(contact: Contact) -> Sequence[PersonTable]:
    """All that the customer file and the rooms above hold about a person; empty tables are left out.

    It is what the person has a right to, whatever the reader's fields: only who answers requests calls it.
    """
    own = (
        _identity(contact),
        _custom(contact),
        _posts(contact),
        _preferences(contact),
        _observations(contact),
        _oppositions(contact),
        _activities(contact),
        _report_items(contact),
        _mentions(contact),
        _journal(contact),
    )
    upper = [table for each in wired().person_data for table in each.export(contact.pk)]
    return [table for table in (*own, *upper) if table.rows]


def person_journal(contact: Contact) -> Sequence[JournalEntry]:
    """The entries about a person, their posts and their oppositions, oldest first."""
    return people_journal([contact.pk])[contact.pk]


def people_journal(keys: Sequence[int]) -> Mapping[int, Sequence[JournalEntry]]:
    """The same for several people, in as many queries as for one."""
    whose: dict[tuple[str, int], int] = {("contact", key): key for key in keys}
    for kind, rows in (("post", Post.objects.all()), ("opposition", Opposition.objects.all())):
        theirs = rows.filter(contact_id__in=keys).order_by().values_list("pk", "contact_id")
        whose |= {(kind, key): contact for key, contact in theirs if contact is not None}
    asked = JournalEntry.objects.none()
    for kind in ("contact", "post", "opposition"):
        subjects = [key for of, key in whose if of == kind]
        asked |= JournalEntry.objects.filter(subject_kind=kind, subject_id__in=subjects)
    found: dict[int, list[JournalEntry]] = {key: [] for key in keys}
    for entry in asked.order_by("at", "pk"):
        found[whose[entry.subject_kind, entry.subject_id or 0]].append(entry)
    return found


def _identity(contact: Contact) -> PersonTable:
    rows = [
        (contact_field_label(name).capitalize(), show_contact_value(name, getattr(contact, name)))
        for name in CONTACT_FIELDS
    ]
    rows += [
        (_("Entreprise"), contact.company.name),
        (_("Fiche fictive"), _("oui") if contact.company.is_fictional else ""),
        (_("Dernier signe de sa part"), show_contact_value("", contact.last_sign_on)),
        (_("Enregistré le"), _moment(contact.created_at)),
    ]
    shown = [row for row in rows if row[1]]
    return PersonTable("identity", _("Identité et coordonnées"), (_("Donnée"), _("Valeur")), shown)


def _custom(contact: Contact) -> PersonTable:
    """What administrators had added fields for; archived ones too, since their values are held."""
    fields = all_custom_fields("contact")
    held = custom_values("contact", [contact.pk], fields).get(contact.pk, {})
    rows = [(one.label, show_custom(one, held[one.key])) for one in fields if one.key in held]
    return PersonTable("custom", _("Champs personnalisés"), (_("Donnée"), _("Valeur")), rows)


def _posts(contact: Contact) -> PersonTable:
    names = (
        *("function", "department", "responsibility", "decision_power", "decision_ceiling"),
        *("gatekeeper_advice", "started_on", "ended_on"),
    )
    posts = Post.objects.filter(contact=contact).select_related("company", "guards", "successor")
    rows = [
        (
            post.company.name,
            *(show_contact_value(name, getattr(post, name)) for name in names),
            post.guards.full_name if post.guards else "",
            post.successor.full_name if post.successor else "",
            post.email_then,
            show_contact_value("phone", post.phone_then),
            show_contact_value("mobile", post.mobile_then),
        )
        for post in posts
    ]
    columns = (
        _("Entreprise"),
        *(contact_field_label(name).capitalize() for name in (*names, "guards", "successor")),
        _("E-mail d’alors"),
        _("Ligne d’alors"),
        _("Mobile d’alors"),
    )
    return PersonTable("posts", _("Postes"), columns, rows)


def _preferences(contact: Contact) -> PersonTable:
    rows = [
        (each.text, each.told_for, show_contact_value("", each.told_on))
        for each in ContactPreference.objects.filter(contact=contact)
    ]
    columns = (_("Préférence"), _("Dite pour"), _("Dite le"))
    return PersonTable("preferences", _("Préférences"), columns, rows)


def _observations(contact: Contact) -> PersonTable:
    rows = [
        (
            _moment(each.activity.starts_at),
            choice_label(ObservationKind, each.kind),
            observation_words(each.kind, each.value),
            each.words_heard,
        )
        for each in Observation.objects.filter(contact=contact).select_related("activity")
    ]
    columns = (_("Entretien du"), _("Nature"), _("Observé"), _("Mots entendus"))
    return PersonTable("observations", _("Observations d’entretien"), columns, rows)


def _oppositions(contact: Contact) -> PersonTable:
    rows = [
        (
            choice_label(Channel, each.channel),
            show_contact_value("", each.opposed_on),
            show_contact_value("", each.lifted_on),
            each.source,
        )
        for each in Opposition.objects.filter(contact=contact)
    ]
    columns = (_("Canal"), _("Reçue le"), _("Levée le"), _("Reçue par"))
    return PersonTable("oppositions", _("Oppositions"), columns, rows)


def _activities(contact: Contact) -> PersonTable:
    rows = [
        (
            _moment(each.starts_at),
            choice_label(ActivityKind, each.kind),
            choice_label(ActivityState, each.state),
            each.subject,
            each.body,
            each.need_recorded,
            each.brought,
            each.owner.full_name if each.owner else "",
        )
        for each in Activity.objects.filter(contacts=contact)
        .select_related("owner")
        .order_by("starts_at", "id")
    ]
    columns = (
        *(_("Date"), _("Type"), _("État"), _("Objet"), _("Compte rendu"), _("Besoin exprimé")),
        *(_("Information apportée"), _("Par")),
    )
    return PersonTable("activities", _("Échanges"), columns, rows)


def _report_items(contact: Contact) -> PersonTable:
    items = ReportItem.objects.filter(activity__contacts=contact).select_related("activity")
    rows = [
        (
            _moment(each.activity.starts_at),
            choice_label(ReportItemKind, each.kind),
            each.text,
            " · ".join(part for part in (each.delivery, each.terms) if part),
        )
        for each in items.order_by("activity__starts_at", "activity_id", "position", "id")
    ]
    columns = (_("Entretien du"), _("Nature"), _("Texte"), _("Délai et conditions"))
    return PersonTable("report_items", _("Points des comptes rendus"), columns, rows)


def _mentions(contact: Contact) -> PersonTable:
    """What other people's posts say of this one: who filters the access and how, whom they follow."""
    rows = [
        (each.company.name, _("Accès filtré par une autre personne"), each.gatekeeper_advice)
        for each in Post.objects.filter(guards=contact).select_related("company").order_by("pk")
    ]
    rows += [
        (each.company.name, _("A succédé à une autre personne"), show_contact_value("", each.ended_on))
        for each in Post.objects.filter(successor=contact).select_related("company").order_by("pk")
    ]
    return PersonTable("mentions", _("Liens"), (_("Entreprise"), _("Lien"), _("Précision")), rows)


def _journal(contact: Contact) -> PersonTable:
    rows = [
        (_moment(entry.at), entry.actor_name, entry.verb, name, _text(pair[0]), _text(pair[1]))
        for entry in person_journal(contact)
        for name, pair in (entry.values or {"": ("", "")}).items()
    ]
    columns = (_("Date"), _("Par"), _("Action"), _("Donnée"), _("Avant"), _("Après"))
    return PersonTable("journal", _("Modifications enregistrées"), columns, rows)


def _text(value: object) -> str:
    if isinstance(value, list):
        return " · ".join(str(each) for each in value)
    return "" if value is None else str(value)


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M")
