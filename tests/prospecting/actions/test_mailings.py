"""A mailing from its draft to the messages that leave: who gets one, who is left out and why, what a pause does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from negoce.companies.actions.people.erase import erase_person
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import Address
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import BouncedAddress, Message
from negoce.prospecting.actions import mailing_prepare
from negoce.prospecting.actions.mailing_prepare import prepare_mailing
from negoce.prospecting.actions.mailing_print import letters_path
from negoce.prospecting.actions.mailing_save import MailingValues, change_mailing, delete_mailing
from negoce.prospecting.actions.mailing_steer import pause_mailing, resume_mailing, stop_mailing
from negoce.prospecting.models import Mailing, MailingRecipient, SourceUse
from negoce.prospecting.people_data.mailing import MAILING_PEOPLE
from tests.factories.companies import make_company, make_contact
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor
from tests.factories.mailings import launch, make_mailing, make_marketer, make_reader
from tests.factories.sources import brought, make_source
from tests.harness.mail_server import closed_port, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def route(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]


def prepare() -> None:
    work_off([JobQueue.LONG])


def words_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def reasons(mailing: Mailing) -> dict[str, str]:
    rows = MailingRecipient.objects.filter(mailing=mailing).exclude(left_out="")
    return {row.name or row.company.name: row.left_out for row in rows.select_related("company")}


def test_each_gets_their_own_words() -> None:
    camille = make_marketer()
    named = make_reader(make_company("Laiterie Mallet", city="Valence"), first_name="Hélène")
    company = make_company("Moulin Roux", email="contact@mill.example")
    mailing = make_mailing(
        camille,
        subject="{{ entreprise }}, à {{ ville | côté de chez nous }}",
        body="Bonjour {{ prénom | Madame, Monsieur }},\n\nVotre dernière commande : {{ suivi par | aucune }}.",
    )
    launch(camille, mailing)
    prepare()
    mailing.refresh_from_db()
    assert (mailing.state, mailing.prepared) == ("ready", 2)
    first, second = Message.objects.order_by("pk")
    assert (first.to_address, first.contact, first.subject) == (
        named.email,
        named,
        "Laiterie Mallet, à Valence",
    )
    assert (second.to_address, second.company, second.contact) == ("contact@mill.example", company, None)
    assert second.subject == "Moulin Roux, à côté de chez nous"
    assert first.text.startswith("Bonjour Hélène,\n\n")
    assert second.text.startswith("Bonjour Madame, Monsieur,\n\nVotre dernière commande : aucune.\n\n")
    assert (first.is_bulk, first.kind, first.purpose, first.sender_id) == (
        True,
        "mailing",
        "professional",
        camille.user_id,
    )
    assert first.unsubscribe_url.startswith(f"https://crm.house.example/u/{first.public_id}")
    assert first.unsubscribe_url in first.text


def test_who_is_left_out_and_why() -> None:
    camille = make_marketer()
    make_reader(last_name="Reached", email="twice@dairy.example")
    make_reader(last_name="Twice", email="TWICE@dairy.example")
    make_reader(last_name="Unknowing", informed_on=None)
    opposed = make_reader(last_name="Opposed")
    record_opposition(camille, opposed, channels=[Channel.EMAIL], opposed_on="", source="appel")
    # A colleague of who opposed may be written to: their company is not lost for it.
    both = make_reader(last_name="Silent")
    record_opposition(camille, both, channels=[Channel.EMAIL], opposed_on="", source="appel")
    make_reader(both.company, last_name="Colleague", email="colleague@dairy.example")
    make_contact(make_company("Sans adresse"), first_name="", last_name="Mute")
    make_company("Sans personne")
    back = make_reader(last_name="Bounced")
    now = timezone.now()
    BouncedAddress.objects.create(address=back.email, kind="hard", first_at=now, last_at=now)
    mailing = make_mailing(camille)
    launch(camille, mailing)
    prepare()
    assert reasons(mailing) == {
        "Hélène Twice": "mailing.same_address",
        "Hélène Unknowing": "reach.not_informed",
        "Hélène Opposed": "reach.opposed",
        "Mute": "mailing.no_address",
        "Sans personne": "mailing.no_reader",
        "Hélène Bounced": "address.bounced",
    }
    written = Message.objects.order_by("to_address").values_list("to_address", flat=True)
    assert list(written) == ["colleague@dairy.example", "twice@dairy.example"]


def test_it_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing_prepare, "BATCH", 2)
    camille = make_marketer()
    for _number in range(5):
        make_reader()
    mailing = launch(camille, make_mailing(camille))

    class Killed(BaseException):
        pass

    def kill(done: int, _total: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        prepare_mailing(camille, mailing, progress=kill)
    assert Message.objects.count() == 2
    again = Mailing.objects.get()
    assert prepare_mailing(camille, again) == 5
    assert Message.objects.values("to_address").distinct().count() == Message.objects.count() == 5
    # A second job of the same mailing finds nothing left.
    assert prepare_mailing(camille, Mailing.objects.get()) == 5
    assert MailingRecipient.objects.count() == 5


def test_an_even_pace_and_a_moment() -> None:
    camille = make_marketer()
    for _number in range(3):
        make_reader()
    at = timezone.now() + timedelta(hours=2)
    mailing = launch(camille, make_mailing(camille, a_minute=60, send_at=at))
    prepare()
    assert Message.objects.count() == 0
    prepare_mailing(camille, mailing)
    moments = list(Message.objects.order_by("pk").values_list("not_before", flat=True))
    assert [moment - at for moment in moments] == [timedelta(seconds=number) for number in range(3)]


def test_a_pause_holds_back_and_a_stop_ends() -> None:
    camille = make_marketer()
    for _number in range(4):
        make_reader()
    mailing = launch(camille, make_mailing(camille))
    prepare()
    with mail_server() as found:
        assert send_due(found.server, owner="test", a_minute=1).tried == 1
        assert pause_mailing(camille, mailing) == 3
        Message.objects.update(handed_at=None)
        assert send_due(found.server, owner="test", a_minute=60).tried == 0
        assert resume_mailing(camille, mailing) == 3
        assert send_due(found.server, owner="test", a_minute=1).tried == 1
        assert stop_mailing(camille, mailing) == 2
        Message.objects.update(handed_at=None)
        assert send_due(found.server, owner="test", a_minute=60).tried == 0
    states = sorted(Message.objects.values_list("state", flat=True))
    assert states == ["cancelled", "cancelled", "sent", "sent"]
    with pytest.raises(Refused):
        resume_mailing(camille, mailing)


def test_a_pause_in_the_middle_of_the_preparation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing_prepare, "BATCH", 1)
    camille = make_marketer()
    for _number in range(3):
        make_reader()
    mailing = launch(camille, make_mailing(camille))
    other = Mailing.objects.get()
    prepare_mailing(camille, mailing, progress=lambda _done, _total: _pause_once(camille, other))
    assert list(Message.objects.values_list("state", flat=True)) == ["held"]
    resume_mailing(camille, other)
    prepare()
    assert list(Message.objects.values_list("state", flat=True)) == ["waiting"] * 3


def _pause_once(actor: object, mailing: Mailing) -> None:
    mailing.refresh_from_db()
    if mailing.state == "preparing":
        pause_mailing(actor, mailing)  # type: ignore[arg-type]


def test_letters_have_their_words_and_the_lines_of_their_address() -> None:
    camille = make_marketer()
    company = make_company("Laiterie Mallet", city="Valence", postal_code="26000")
    Address.objects.create(
        company=company, kind="head_office", line1="12 rue du Port", postal_code="26000", city="Valence"
    )
    make_reader(company, civility="madam", last_name="Mallet", email="", informed_on=None)
    make_reader(make_company("Sans ville"))
    mailing = launch(camille, make_mailing(camille, kind="letter"))
    prepare()
    row = MailingRecipient.objects.get(mailing=mailing, left_out="")
    assert row.lines == ["Laiterie Mallet", "Madame Hélène Mallet", "12 rue du Port", "26000 VALENCE"]
    assert row.text == "Bonjour Hélène,\n\nVoici notre nouveauté."
    assert set(reasons(mailing).values()) == {"mailing.no_place"}
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"subject": "{{ prenon }}"}, "subject", "« prenom »"),
        ({"body": "{{ zzzzzzzz }}"}, "body", "« zzzzzzzz »"),
        ({"name": " "}, "name", "Donnez un nom"),
        ({"audience": "powers"}, "powers", "Choisissez"),
        ({"a_minute": 0}, "a_minute", "au moins"),
    ],
)
def test_what_is_wrong_is_said_under_its_field(given: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        make_mailing(**given)
    assert said.replace(" ", "\u00a0", 0) in refused.value.fields[field][0].replace("\u00a0", " ")


def test_a_draft_changes_and_what_is_launched_does_not() -> None:
    camille = make_marketer()
    make_reader()
    mailing = make_mailing(camille)
    values = MailingValues(name="Autre nom", subject="Objet", body="Texte")
    changed = change_mailing(camille, mailing, values, revision=0)
    assert (changed.name, changed.revision) == ("Autre nom", 1)
    with pytest.raises(Refused):
        change_mailing(camille, mailing, values, revision=0)
    launch(camille, changed)
    for act in (
        lambda: change_mailing(camille, mailing, values, revision=2),
        lambda: delete_mailing(camille, mailing),
    ):
        with pytest.raises(Refused):
            act()
    assert [entry.verb for entry in JournalEntry.objects.filter(subject_kind="mailing").order_by("pk")] == [
        "created",
        "changed",
        "changed",
    ]


def test_who_may_not() -> None:
    seller = make_actor(Role.SALESPERSON)
    mailing = make_mailing()
    with pytest.raises(NotAllowed):
        make_mailing(seller)
    for act in (pause_mailing, resume_mailing, stop_mailing, delete_mailing):
        with pytest.raises(NotAllowed):
            act(seller, mailing)


def test_nobody_to_write_to_and_no_server(settings: object) -> None:
    camille = make_marketer()
    mailing = make_mailing(camille)
    with pytest.raises(Refused, match="Aucune entreprise"):
        launch(camille, mailing)
    make_reader()
    settings.NEGOCE_MAIL_ROUTE = None  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="Aucun serveur"):
        launch(camille, mailing)


def test_who_was_erased_is_forgotten_by_letters_too() -> None:
    camille = make_marketer()
    contact = make_reader(make_company(city="Valence", postal_code="26000"))
    launch(camille, make_mailing(camille, kind="letter"))
    prepare()
    (table,) = MAILING_PEOPLE.export(contact.pk)
    assert len(table.rows) == 1
    MAILING_PEOPLE.erase(erasing(contact.pk, "Quintrec"))
    row = MailingRecipient.objects.get()
    assert (row.contact, row.name, row.text, row.lines) == (None, "", "", [])


def test_the_printed_letter_of_who_was_erased_goes_and_the_others_are_printed_again(
    django_capture_on_commit_callbacks: Any,
) -> None:
    camille = make_marketer()
    kept, gone = (
        make_reader(make_company(city="Valence", postal_code="26000"), last_name=name)
        for name in ("Mallet", "Quintrec")
    )
    mailing, posted = (launch(camille, make_mailing(camille, kind="letter")) for _number in range(2))
    prepare()
    Mailing.objects.filter(pk=posted.pk).update(posted_on=timezone.localdate())
    assert "Quintrec" in words_of(letters_path(mailing))
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(system_actor(), gone, reason="sa demande", typed_name=gone.full_name)
    assert not letters_path(mailing).exists()
    prepare()
    printed = words_of(letters_path(mailing))
    assert ("Mallet" in printed, "Quintrec" in printed) == (True, False)
    mailing.refresh_from_db()
    posted.refresh_from_db()
    assert (mailing.letters_pages, posted.letters_pages, letters_path(posted).exists()) == (1, 0, False)
    assert MailingRecipient.objects.filter(contact=kept).count() == 2


def test_no_text_of_a_mailing_names_who_was_erased() -> None:
    contact = make_reader(first_name="Odile", last_name="Quintrec")
    mailing = make_mailing(make_marketer(), name="Suites d’Odile Quintrec", body="Odile Quintrec vous salue.")
    erase_person(system_actor(), contact, reason="sa demande", typed_name="Odile Quintrec")
    mailing.refresh_from_db()
    entries = JournalEntry.objects.filter(subject_kind="mailing").values_list("subject_name", flat=True)
    assert [text for text in (mailing.name, mailing.body, *entries) if "Quintrec" in text] == []
    assert (len(entries), mailing.body.endswith("vous salue.")) == (1, True)


def test_no_letter_to_somebody_else_names_who_was_erased(django_capture_on_commit_callbacks: Any) -> None:
    camille = make_marketer()
    gone = make_reader(first_name="Odile", last_name="Quintrec")
    company = make_company(city="Valence", postal_code="26000")
    make_reader(company)
    letter = make_mailing(
        camille, kind="letter", body="Odile Quintrec vous salue.", chosen=[company.public_id]
    )
    mailing = launch(camille, letter)
    prepare()
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(system_actor(), gone, reason="sa demande", typed_name="Odile Quintrec")
    prepare()
    assert "Quintrec" not in MailingRecipient.objects.get(left_out="").text
    printed = words_of(letters_path(mailing))
    assert ("vous salue" in printed, "Quintrec" in printed) == (True, False)


def test_a_rented_file_serves_one_mailing_whole_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing_prepare, "BATCH", 1)
    camille = make_marketer()
    rented = make_source("Fichier loué", kind="rented", uses_allowed=1)
    ended = make_source("Fichier passé", ends_on=timezone.localdate() - timedelta(days=1))
    for _number in range(2):
        brought(rented, make_reader())
    brought(ended, make_reader(last_name="Late"))
    first = launch(camille, make_mailing(camille))
    prepare()
    assert Message.objects.count() == 2
    assert list(reasons(first)) == ["Hélène Late"]
    assert list(SourceUse.objects.values_list("source__name", "what")) == [("Fichier loué", first.name)]
    second = launch(camille, make_mailing(camille))
    prepare()
    assert Message.objects.count() == 2
    assert len(reasons(second)) == 3
