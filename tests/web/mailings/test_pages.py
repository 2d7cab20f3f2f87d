"""The pages of mailings: begun from the list, previewed on real records, launched, followed; who may not."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.actions.people.opposition_record import close_channels
from negoce.companies.enums import Channel
from negoce.companies.models import Address, Post
from negoce.identity.enums import Permission, Role, Scope
from negoce.identity.models import JournalEntry, RolePolicy, User
from negoce.identity.queries.actors import actor_for
from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.outbox.actions.messages_send import send_due
from negoce.outbox.models import Message
from negoce.prospecting.models import Mailing, MailingRecipient
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.mailings import SITE, launch, make_mailing, make_marketer, make_reader
from tests.harness.mail_server import closed_port, mail_server

pytestmark = pytest.mark.django_db
LIST = "/prospecting/mailings/"


@pytest.fixture(autouse=True)
def route(settings: object) -> None:
    settings.NEGOCE_MAIL_ROUTE = closed_port()  # type: ignore[attr-defined]
    settings.NEGOCE_PUBLIC_URL = SITE  # type: ignore[attr-defined]


@pytest.fixture
def camille() -> User:
    return make_user(first_name="Camille", last_name="Roche")


@pytest.fixture
def visitor(client: Client, camille: User) -> Client:
    client.force_login(camille)
    return client


def url(mailing: Mailing, part: str = "") -> str:
    return f"{LIST}{mailing.public_id}/{part}"


def typed(mailing: Mailing, **changes: object) -> dict[str, object]:
    return {
        "name": mailing.name,
        "audience": "one",
        "language": "fr",
        "subject": "Objet",
        "body": "Bonjour {{ prénom | Madame, Monsieur }}",
        "revision": mailing.revision,
        **changes,
    }


def test_it_begins_from_a_filter(visitor: Client) -> None:
    make_reader(make_company("Laiterie Mallet", city="Valence"))
    make_reader(make_company("Moulin", city="Lyon"))
    address = f"{LIST}new/?filter=city+contains+Valence"
    assert "1 entreprise." in visitor.get(address).content.decode().replace("\u00a0", " ")
    answer = visitor.post(address, {"name": "Lancement", "kind": "email"})
    mailing = Mailing.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, url(mailing))
    assert (mailing.filter_text, mailing.chosen) == ("city contains Valence", [])
    assert visitor.get(url(mailing)).status_code == 200


def test_it_begins_from_rows_chosen(visitor: Client) -> None:
    first = make_company("Laiterie Mallet")
    make_company("Moulin")
    address = f"{LIST}new/?filter=&rows=1"
    asked = {"name": "Lancement", "kind": "letter"}
    assert visitor.post(address, asked).status_code == 422
    visitor.post(address, {**asked, "selected": [first.public_id]})
    assert Mailing.objects.get().chosen == [first.public_id]
    visitor.post(address, {**asked, "all": "1", "selected": [first.public_id]})
    assert Mailing.objects.order_by("-pk")[0].chosen == []


def test_the_bar_of_the_list_offers_it_to_who_may(visitor: Client, client: Client) -> None:
    make_company()
    assert "/prospecting/mailings/new/?" in visitor.get("/companies/").content.decode()
    client.force_login(make_user(Role.SALESPERSON))
    assert "/prospecting/mailings/new/?" not in client.get("/companies/").content.decode()


def test_a_draft_is_kept_and_what_is_wrong_is_said(visitor: Client) -> None:
    mailing = make_mailing()
    answer = visitor.post(url(mailing, "draft/"), typed(mailing, body="{{ prenon }}"))
    assert answer.status_code == 422
    assert "«\u00a0prenom\u00a0»" in answer.content.decode()
    answer = visitor.post(url(mailing, "draft/"), typed(mailing, a_minute="30", piece_cost="0,05"))
    mailing.refresh_from_db()
    assert (answer.status_code, mailing.subject, mailing.a_minute, str(mailing.piece_cost)) == (
        302,
        "Objet",
        30,
        "0.0500",
    )
    assert visitor.post(url(mailing, "draft/"), typed(mailing, revision=0)).status_code == 409


def test_the_preview_goes_from_record_to_record(visitor: Client, camille: User) -> None:
    make_reader(make_company("Laiterie Mallet"), first_name="Hélène")
    make_reader(make_company("Moulin Roux"), first_name="", informed_on=None)
    mailing = make_mailing()
    first = visitor.get(url(mailing, "preview/")).content.decode()
    assert "Bonjour Hélène," in first
    assert "?at=1" in first
    second = visitor.post(
        url(mailing, "preview/?at=1"), typed(mailing, body="Cher {{ prénom | lecteur }}")
    ).content.decode()
    assert "Cher lecteur" in second
    assert "prénom du destinataire" in second
    assert "Ne recevra rien." in second
    mailing.refresh_from_db()
    assert mailing.body.startswith("Bonjour")
    wrong = visitor.post(url(mailing, "preview/"), typed(mailing, body="{{ zzzzz }}")).content.decode()
    assert "«\u00a0zzzzz\u00a0»" in wrong


def test_who_is_reached_and_who_is_not(visitor: Client) -> None:
    make_reader()
    make_reader(last_name="Secret", informed_on=None)
    page = visitor.get(url(make_mailing(), "audience/")).content.decode()
    assert '<strong class="big">1</strong>' in page
    assert "Pas encore informés" in page
    assert "Hélène Secret" in page


def test_a_trial_then_the_launch_then_what_became_of_it(visitor: Client, camille: User) -> None:
    make_reader(first_name="Hélène")
    gone = make_reader(email="gone@dairy.example")
    make_reader(informed_on=None)
    mailing = make_mailing(piece_cost="0.02")
    visitor.post(url(mailing, "trial/"))
    trial = Message.objects.get()
    assert (trial.to_address, trial.subject[:7], trial.is_bulk) == (camille.email, "[Essai]", False)
    assert "Bonjour Hélène," in trial.text
    assert visitor.post(url(mailing, "launch/"), {"revision": 0}).status_code == 302
    assert "En préparation" in visitor.get(url(mailing)).content.decode()
    work_off([JobQueue.LONG])
    with mail_server() as found:
        found.refuses = "gone@dairy.example"
        send_due(found.server, owner="test", a_minute=60)
    page = visitor.get(url(mailing)).content.decode()
    for words in (
        "Acceptés par le serveur",
        "Adresse qui n’existe pas",
        "Pas encore informés",
        "Ce qui a suivi",
    ):
        assert words in page
    people = visitor.get(url(mailing, "recipients/?which=hard")).content.decode()
    assert gone.email in people
    assert "550 5.1.1 no such user" in people
    assert Message.objects.filter(kind="mailing").first().unsubscribe_url.startswith(f"{SITE}/u/")  # type: ignore[union-attr]


def test_pause_resumption_and_stop(visitor: Client) -> None:
    make_reader()
    mailing = make_mailing()
    visitor.post(url(mailing, "launch/"), {"revision": 0})
    work_off([JobQueue.LONG])
    for part, state in (("pause/", "held"), ("resumption/", "waiting"), ("stop/", "cancelled")):
        assert visitor.post(url(mailing, part)).status_code == 302
        assert Message.objects.get().state == state
    assert "Arrêté" in visitor.get(url(mailing)).content.decode()


def test_letters_their_file_labels_and_thread(visitor: Client) -> None:
    company = make_company("Laiterie Mallet", city="Valence", postal_code="26000")
    Address.objects.create(company=company, kind="head_office", line1="=12 rue du Port")
    make_reader(company)
    mailing = make_mailing(kind="letter", subject="Nouveauté")
    visitor.post(url(mailing, "launch/"), {"revision": 0})
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    assert (mailing.state, mailing.letters_pages) == ("ready", 1)
    file = visitor.get(url(mailing, "letters.pdf"))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    text = b"".join(visitor.get(url(mailing, "labels.csv")).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[1] == ["Laiterie Mallet", rows[1][1], "'=12 rue du Port", "26000 VALENCE", "", ""]
    visitor.post(url(mailing, "pause/"))
    parts = ("letters.pdf", "letters.docx", "labels.csv")
    assert [visitor.get(url(mailing, part)).status_code for part in parts] == [404, 404, 404]
    visitor.post(url(mailing, "resumption/"))
    visitor.post(url(mailing, "posted/"))
    page = visitor.get(url(mailing)).content.decode()
    assert "Postées le" in page
    thread = visitor.get(f"/companies/{company.public_id}/").content.decode()
    assert "Lettre\u00a0: Nouveauté" in thread


@pytest.mark.parametrize("part", ["letters.pdf", "letters.docx", "labels.csv"])
def test_no_file_names_who_opposed_since_it_was_printed(visitor: Client, part: str) -> None:
    make_reader(make_company(city="Valence", postal_code="26000"), last_name="Mallet")
    second = make_reader(make_company(city="Valence", postal_code="26000"), last_name="Quintrec")
    mailing = make_mailing(kind="letter")
    visitor.post(url(mailing, "launch/"), {"revision": 0})
    work_off([JobQueue.LONG])
    close_channels(make_marketer(), second, [Channel.POST], timezone.localdate(), "courrier")
    answer = visitor.get(url(mailing, part))
    assert (answer.status_code, answer.headers["Location"]) == (302, url(mailing))
    page = visitor.get(url(mailing)).content.decode()
    assert "1 destinataire ne peut plus recevoir cette lettre" in page
    work_off()
    text = b"".join(visitor.get(url(mailing, "labels.csv")).streaming_content).decode("utf-8-sig")
    assert ("Mallet" in text, "Quintrec" in text) == (True, False)
    mailing.refresh_from_db()
    assert (mailing.prepared, mailing.letters_pages) == (1, 1)


@pytest.mark.parametrize("form", ["pdf", "docx", "csv"])
def test_names_and_addresses_leave_with_the_right_to_export_and_the_journal_says_so(
    client: Client, visitor: Client, form: str
) -> None:
    make_reader(make_company(city="Valence", postal_code="26000"))
    mailing = make_mailing(kind="letter")
    visitor.post(url(mailing, "launch/"), {"revision": 0})
    work_off()
    part = "labels.csv" if form == "csv" else f"letters.{form}"
    taken = JournalEntry.objects.filter(verb="exported", subject_kind="mailing", subject_id=mailing.pk)
    assert (b"".join(visitor.get(url(mailing, part)).streaming_content) != b"", taken.get().values) == (
        True,
        {"format": [None, form]},
    )
    RolePolicy.objects.create(
        role=Role.MARKETING.value,
        scope=Scope.ALL.value,
        permissions=[Permission.MANAGE_PROSPECTING.value],
        field_access={},
    )
    client.force_login(make_user(Role.MARKETING))
    assert (client.get(url(mailing, part)).status_code, taken.count()) == (403, 1)


def test_labels_of_a_draft_are_none(visitor: Client) -> None:
    assert visitor.get(url(make_mailing(kind="letter"), "labels.csv")).status_code == 404


def test_a_draft_is_thrown_away(visitor: Client) -> None:
    mailing = make_mailing()
    visitor.post(url(mailing, "deletion/"))
    assert not Mailing.objects.exists()


def test_the_list(visitor: Client) -> None:
    assert "Aucun envoi" in visitor.get(LIST).content.decode()
    mailing = make_mailing()
    assert url(mailing) in visitor.get(LIST).content.decode()


def test_as_many_queries_for_three_as_for_one(visitor: Client, queries: object) -> None:
    def make() -> None:
        mailing = make_mailing()
        MailingRecipient.objects.create(mailing=mailing, company=make_company(), left_out="mailing.no_reader")

    queries.same(make=make, read=lambda: visitor.get(LIST))  # type: ignore[attr-defined]
    mailing = make_mailing()

    def recipient() -> None:
        reader = make_reader()
        MailingRecipient.objects.create(
            mailing=mailing, company=reader.company, contact=reader, left_out="mailing.no_address"
        )

    queries.same(  # type: ignore[attr-defined]
        make=recipient, read=lambda: visitor.get(url(mailing, "recipients/?which=mailing.no_address"))
    )
    queries.same(make=make_reader, read=lambda: visitor.get(url(mailing, "audience/")))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "part",
    ["", "audience/", "preview/", "recipients/", "launch/", "letters.pdf", "letters.docx", "labels.csv"],
)
def test_who_may_not_looks_at_nothing(client: Client, part: str) -> None:
    mailing = make_mailing()
    client.force_login(make_user(Role.SALESPERSON))
    assert client.get(url(mailing, part)).status_code == 403
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize(
    "part", ["draft/", "trial/", "launch/", "pause/", "resumption/", "stop/", "deletion/", "posted/"]
)
def test_who_may_not_does_nothing(client: Client, part: str) -> None:
    mailing = make_mailing()
    client.force_login(make_user(Role.SALESPERSON))
    assert client.post(url(mailing, part), typed(mailing)).status_code == 403
    mailing.refresh_from_db()
    assert (mailing.state, Message.objects.count()) == ("draft", 0)


def test_a_draft_whose_filter_one_does_not_read_shows_nobody(client: Client, camille: User) -> None:
    make_reader(make_company("Laiterie Mallet"))
    mailing = make_mailing(actor_for(camille), filter_text="margin_12_months empty")
    client.force_login(make_user(Role.MARKETING, scope=Scope.ALL))
    for part in ("audience", "preview"):
        text = client.get(url(mailing, f"{part}/")).content.decode()
        assert "margin_12_months" in text
        assert "Mallet" not in text
    client.post(url(mailing, "trial/"))
    assert Message.objects.count() == 0
    page = client.get(url(mailing)).content.decode()
    assert 'value="powers"' not in page
    client.post(url(mailing, "launch/"), {"revision": "0"})
    mailing.refresh_from_db()
    assert mailing.state == "draft"


def test_who_was_chosen_by_power_of_decision_is_not_told_to_who_may_not_read_it(
    client: Client, camille: User
) -> None:
    reader = make_reader(make_company(city="Valence", postal_code="26000"))
    Post.objects.update(decision_power="guards")
    mailing = make_mailing(actor_for(camille), kind="letter", audience="powers", powers=["guards"])
    launch(actor_for(camille), mailing)
    work_off()
    assert MailingRecipient.objects.get(left_out="").contact == reader
    client.force_login(make_user(Role.MARKETING, scope=Scope.ALL))
    files = ["recipients/", "letters.pdf", "letters.docx", "labels.csv"]
    assert [client.get(url(mailing, part)).status_code for part in files] == [403] * 4
    client.force_login(camille)
    assert reader.last_name in client.get(url(mailing, "recipients/")).content.decode()


def test_a_mailing_that_paused_by_itself_says_why(client: Client, visitor: Client, camille: User) -> None:
    make_reader()
    mailing = make_mailing(actor_for(camille), filter_text="margin_12_months empty")
    visitor.post(url(mailing, "launch/"), {"revision": "0"})
    Mailing.objects.update(filter_text="wings is two")
    work_off([JobQueue.LONG])
    page = visitor.get(url(mailing)).content.decode()
    assert "Mis en pause de lui-même" in page
    assert "wings" in page


def test_the_way_out_leads_to_the_public_address(visitor: Client, camille: User, settings: object) -> None:
    make_reader()
    settings.NEGOCE_PUBLIC_URL = ""  # type: ignore[attr-defined]
    mailing = make_mailing(actor_for(camille))
    answer = visitor.post(url(mailing, "launch/"), {"revision": "0"}, headers={"Host": "127.0.0.1:8000"})
    mailing.refresh_from_db()
    assert (mailing.state, answer.status_code) == ("draft", 422)
    assert "que vos destinataires ne peuvent pas ouvrir" in answer.content.decode()
    settings.NEGOCE_PUBLIC_URL = SITE  # type: ignore[attr-defined]
    visitor.post(url(mailing, "launch/"), {"revision": "0"}, headers={"Host": "127.0.0.1:8000"})
    work_off([JobQueue.LONG])
    assert Message.objects.get().unsubscribe_url.startswith(f"{SITE}/u/")


def test_letters_need_no_public_address(visitor: Client, camille: User, settings: object) -> None:
    settings.NEGOCE_PUBLIC_URL = ""  # type: ignore[attr-defined]
    make_reader(make_company(city="Valence", postal_code="26000"))
    mailing = make_mailing(actor_for(camille), kind="letter")
    visitor.post(url(mailing, "launch/"), {"revision": "0"})
    mailing.refresh_from_db()
    assert mailing.state == "preparing"
