"""Erasing a person leaves no trace of them in any table; what they opposed outlives them (domain 5.6)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings

from negoce.companies.actions.activities.observe import Observed, set_observations
from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.contacts.job_move import Move, move_contact
from negoce.companies.actions.contacts.preference import add_preference
from negoce.companies.actions.contacts.update import update_contact, update_post
from negoce.companies.actions.imports.edits import edit_row
from negoce.companies.actions.imports.start import start_import
from negoce.companies.actions.people.erase import erase_person
from negoce.companies.actions.people.export import export_person
from negoce.companies.actions.people.opposition_record import lift_opposition, record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import (
    Activity,
    ActivityContact,
    Company,
    Contact,
    ImportRowIssue,
    ImportRun,
    Opposition,
    ReportItem,
)
from negoce.companies.queries.contacts import opposed_channels
from negoce.companies.queries.imports.runs import faulty_rows
from negoce.companies.queries.imports.source import prepared_path
from negoce.companies.queries.visible import visible_contacts
from negoce.files.models import StoredFile
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.imports import make_import, run_import_of, text_file
from tests.harness.stored import everything_stored, lines_with

pytestmark = pytest.mark.django_db
NAME = "Hélène Quenneville"
TRACES = ("quenneville", "helene", "639980001", "39.98.00.01", "476951010", "hq@")


def a_whole_life(actor: Actor) -> Contact:
    """A person with everything that the file may hold about one."""
    home = make_company("Gardot", note="Voir Hélène Quenneville au 04 76 95 10 10", email="hq@gardot.example")
    contact = create_contact(
        actor,
        company=home,
        values={
            "first_name": "Hélène",
            "last_name": "Quenneville",
            "email": "hq@gardot.example",
            "phone": "04 76 95 10 10",
            "mobile": "06 39 98 00 01",
            "note": "Hélène préfère le matin",
            "linkedin": "https://www.linkedin.com/in/helene-quenneville",
            "information_source": "Carte de Mme Quenneville",
            "function": "Acheteuse",
            "responsibility": "Achats de Mme Quenneville",
        },
    )
    update_contact(actor, contact, changes={"phone": "04 76 95 10 11"})
    visit = _exchanges(actor, contact)
    seen = Observed("purchase_motive", "security", "Quenneville dit : du solide")
    set_observations(actor, visit, contact, observed=[seen])
    add_preference(actor, contact, text="Hélène préfère le thé", told_for="nos visites", told_on="12/11/2026")
    record_opposition(
        actor, contact, channels=[Channel.EMAIL], opposed_on="12/11/2026", source="mail de hq@gardot.example"
    )
    _an_import(contact)
    move_contact(
        actor,
        contact,
        move=Move(
            left_on="15/11/2026", company_name="Fromagerie Neuve", values={"email": "hq@neuve.example"}
        ),
    )
    contact.refresh_from_db()
    return contact


def _exchanges(actor: Actor, contact: Contact) -> Activity:
    """Colleagues and exchanges that speak of the person; returns a visit paid to them alone."""
    home = contact.company
    other = make_contact(home, last_name="Lambert", first_name="Paul", note="Bras droit d’Hélène Quenneville")
    update_post(
        actor,
        other.current_post,
        changes={"guards": contact.pk, "gatekeeper_advice": "Demander Mme QUENNEVILLE avant 9 h"},
    )
    alone = make_activity(home, subject="Appel à Hélène", body="Quenneville veut des barquettes", brought="x")
    visit = make_activity(home, kind="visit", subject="Visite d’Hélène", body="")
    shared = make_activity(home, subject="Visite", body="Mme Quenneville et Paul ; hq@gardot.example")
    make_activity(home, body="Rappeler Quenneville Hélène au 06.39.98.00.01")
    for activity, people in ((alone, [contact]), (visit, [contact]), (shared, [contact, other])):
        ActivityContact.objects.bulk_create(
            [ActivityContact(activity=activity, contact=each) for each in people]
        )
    ReportItem.objects.create(activity=alone, kind="promise", text="Échantillon pour Hélène")
    return visit


def _an_import(contact: Contact) -> None:
    needed = {
        field.name: ""
        for field in StoredFile._meta.fields
        if field.get_internal_type() in ("CharField", "TextField") and not field.has_default()
    }
    numbers = {
        field.name: 0
        for field in StoredFile._meta.fields
        if "Integer" in field.get_internal_type() and not field.primary_key and not field.has_default()
    }
    stored = StoredFile.objects.create(**{**needed, **numbers})
    run = ImportRun.objects.create(target="contacts", file=stored)
    ImportRowIssue.objects.create(
        run=run,
        row_number=3,
        severity="warning",
        field="email",
        value="helene.quenneville@@x",
        code="email.at_sign",
    )


def test_no_trace_is_left_in_any_table(settings: LazySettings, tmp_path: Path) -> None:
    # Files that other tests left are not this person's.
    settings.MEDIA_ROOT = tmp_path
    actor = make_actor(first_name="Nadia", last_name="B")
    contact = a_whole_life(actor)
    before = everything_stored()
    for trace in TRACES:
        assert trace in before
    erased = erase_person(
        actor, contact, reason="Demande écrite d’Hélène Quenneville", typed_name="hélène  quenneville"
    )
    work_off()
    after = everything_stored()
    for trace in TRACES:
        assert lines_with(trace, after) == []
    assert (erased.activities_blanked, [each.subject for each in erased.to_review]) == (1, ["Visite"])
    assert not visible_contacts(actor).filter(pk=contact.pk).exists()
    assert Activity.objects.count() == 4
    assert Company.objects.get(name="Gardot").note == "Voir [personne effacée] au [personne effacée]"
    entry = JournalEntry.objects.get(verb="erased")
    assert entry.values == {"reason": [None, "Demande écrite d’la personne"]}


def test_other_people_keep_their_texts() -> None:
    actor = make_actor()
    contact = a_whole_life(actor)
    make_activity(make_company("Quenneville SA"), subject="Visite chez Quenneville SA")
    erase_person(actor, contact, reason="x", typed_name=NAME)
    paul = Contact.objects.get(last_name="Lambert")
    assert (paul.first_name, paul.current_post.function) == ("Paul", "Acheteuse")
    assert Activity.objects.filter(subject="Visite chez Quenneville SA").exists()


def test_the_name_is_typed_and_a_reason_given() -> None:
    contact = make_contact(first_name="Hélène", last_name="Quenneville")
    for words, name in (("", NAME), ("demande", "Hélène"), ("demande", "")):
        with pytest.raises(Refused):
            erase_person(make_actor(), contact, reason=words, typed_name=name)
    contact.refresh_from_db()
    assert (contact.full_name, contact.erased_at) == (NAME, None)


@pytest.mark.parametrize(
    "role", [Role.SALESPERSON, Role.MARKETING, Role.READ_ONLY, Role.SALES_ADMINISTRATION]
)
def test_only_who_answers_requests_erases_and_exports(role: Role) -> None:
    actor = make_actor(role, scope=None)
    contact = make_contact(make_company(owner_id=actor.user_id))
    with pytest.raises(NotAllowed):
        erase_person(actor, contact, reason="x", typed_name=contact.full_name)
    with pytest.raises(NotAllowed):
        export_person(actor, contact)


def test_a_manager_erases_only_whom_they_see() -> None:
    contact = make_contact(make_company(owner=make_user()))
    with pytest.raises(NotAllowed):
        erase_person(make_actor(Role.MANAGER), contact, reason="x", typed_name=contact.full_name)


def test_an_opposition_outlives_the_person_and_bars_the_way_back() -> None:
    actor = make_actor()
    contact = a_whole_life(actor)
    erase_person(actor, contact, reason="x", typed_name=NAME, oppose=True)
    kept = Opposition.objects.order_by("pk")
    assert {(each.contact_id, each.source, each.lifted_on) for each in kept} == {(None, "", None)}
    assert {each.channel for each in kept} == {channel.value for channel in Channel}
    home = make_company()
    for email in ("hq@gardot.example", "HQ@Gardot.example", "hq@neuve.example"):
        with pytest.raises(Refused) as refused:
            create_contact(actor, company=home, values={"last_name": "X", "email": email})
        assert list(refused.value.fields) == ["email"]
        with pytest.raises(Refused):
            update_contact(actor, make_contact(), changes={"email": email})
    again = create_contact(actor, company=home, values={"last_name": "X", "mobile": "06 39 98 00 01"})
    assert set(opposed_channels([again.pk])[again.pk]) == {Channel.PHONE, Channel.TEXT_MESSAGE}


def test_an_opposed_address_entered_again_is_opposed() -> None:
    actor = make_actor()
    first = make_contact(email="hq@gardot.example")
    record_opposition(actor, first, channels=[Channel.EMAIL], opposed_on="12/11/2026", source="mail")
    again = create_contact(
        actor, company=make_company(), values={"last_name": "Q", "email": "hq@gardot.example"}
    )
    assert opposed_channels([again.pk]) == {again.pk: {Channel.EMAIL: date(2026, 11, 12)}}
    free = create_contact(actor, company=make_company(), values={"last_name": "R", "email": "r@x.example"})
    assert opposed_channels([free.pk]) == {}


def test_a_new_address_of_an_opposed_person_is_covered() -> None:
    actor = make_actor()
    first = make_contact(email="hq@gardot.example")
    record_opposition(actor, first, channels=[Channel.EMAIL], opposed_on="", source="mail")
    update_contact(actor, first, changes={"email": "hq@neuve.example"})
    again = create_contact(
        actor, company=make_company(), values={"last_name": "Q", "email": "hq@neuve.example"}
    )
    assert list(opposed_channels([again.pk])[again.pk]) == [Channel.EMAIL]


def test_an_opposition_is_recorded_once_and_lifted_with_a_source() -> None:
    actor, contact = make_actor(), make_contact()
    made = record_opposition(
        actor, contact, channels=[Channel.PHONE], opposed_on="01/11/2026", source="appel"
    )
    assert not record_opposition(actor, contact, channels=[Channel.PHONE], opposed_on="", source="appel")
    for source, day, field in (("", "", "source"), ("mail", "30/10/2026", "lifted_on")):
        with pytest.raises(Refused) as refused:
            lift_opposition(actor, made[0], lifted_on=day, source=source)
        assert list(refused.value.fields) == [field]
    lift_opposition(actor, made[0], lifted_on="", source="son mail du jour")
    assert opposed_channels([contact.pk]) == {}
    assert record_opposition(actor, contact, channels=[Channel.PHONE], opposed_on="", source="appel")


@pytest.mark.parametrize(
    ("channels", "day", "source", "field"),
    [
        ([], "", "mail", "channels"),
        ([Channel.EMAIL], "31/02/2026", "mail", "opposed_on"),
        ([Channel.EMAIL], "01/01/2100", "mail", "opposed_on"),
        ([Channel.EMAIL], "", " ", "source"),
        ([Channel.EMAIL], "", "x" * 10_000, "source"),
    ],
)
def test_an_opposition_says_what_when_and_how(
    channels: list[Channel], day: str, source: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        record_opposition(make_actor(), make_contact(), channels=channels, opposed_on=day, source=source)
    assert list(refused.value.fields) == [field]


def test_every_text_column_that_names_people_is_known() -> None:
    """A new table with a link to contacts must be thought of here: exported, and emptied by the erasure."""
    linked = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) is Contact and field.concrete and not field.auto_created
    }
    assert linked == {
        # An invoice keeps its legal content, which names no person: the link alone tells who it was sent to.
        "billing.FiscalDocument",
        # These rooms export and empty what is theirs (`person_data` in their contributions).
        "catalogue.TermsReceipt",
        "loyalty.Contract",
        "negotiation.AidHandout",
        "negotiation.Approach",
        "negotiation.BuyerEvaluation",
        "negotiation.ConclusionMark",
        "negotiation.DealContact",
        "negotiation.Debrief",
        "negotiation.DiscoveryInterview",
        "negotiation.InfluencePerson",
        "negotiation.ObjectionHeard",
        "negotiation.Quote",
        "negotiation.QuoteLink",
        "orders.OrderTerms",
        "outbox.Message",
        "prospecting.CallAttempt",
        "prospecting.CallTarget",
        "prospecting.QualificationAnswer",
        "prospecting.FairEntry",
        "prospecting.FormSubmission",
        "prospecting.MailingRecipient",
        "prospecting.NewsletterConsent",
        "prospecting.Referral",
        # Which file brought them in: dates and a licence, no word of theirs; its texts are mended.
        "prospecting.SourcedContact",
        "companies.Activity",
        "companies.ActivityContact",
        "companies.ContactCustomValue",
        "companies.ContactPreference",
        "companies.Observation",
        "companies.Opposition",
        "companies.Post",
        "companies.RightsRequest",
    }


@pytest.mark.django_db(transaction=True)
def test_the_files_that_brought_the_person_in_go_too() -> None:
    actor = make_actor()
    run = run_import_of(text_file("Société;Nom;Prénom;E-mail", "Gardot;Quenneville;Hélène;h@@x"), actor=actor)
    other = run_import_of(text_file("Société;Nom;Prénom;E-mail", "Gardot;Lambert;Paul;p@@x"), actor=actor)
    paths = [prepared_path(run), run.file.path]
    assert all(path.exists() for path in paths)
    erase_person(
        actor,
        Contact.objects.get(last_name="Quenneville"),
        reason="Demande écrite",
        typed_name="Hélène Quenneville",
    )
    assert not any(path.exists() for path in paths)
    assert list(faulty_rows(run)) == []
    assert [row.cells[1] for row in faulty_rows(other)] == ["Lambert"]


@pytest.mark.django_db(transaction=True)
def test_cells_corrected_by_hand_that_name_the_person_go_too() -> None:
    """The file itself never knew them: somebody typed their name over another one."""
    actor = make_actor()
    head = text_file("Société;Nom;Prénom", "Gardot;Inconnu;")
    corrected, draft, other = (make_import(head, actor=actor) for _each in range(3))
    for run in (corrected, draft):
        edit_row(actor, run, row_number=2, cells={1: "Quenneville", 2: "Hélène"})
    edit_row(actor, other, row_number=2, cells={1: "Lambert"})
    start_import(actor, corrected)
    work_off()
    erase_person(
        actor,
        Contact.objects.get(last_name="Quenneville"),
        reason="Demande écrite",
        typed_name="Hélène Quenneville",
    )
    assert dict(ImportRun.objects.values_list("pk", "edits")) == {
        corrected.pk: {},
        other.pk: {"2": {"1": "Lambert"}},
    }
