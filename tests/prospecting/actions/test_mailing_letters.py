"""The letters of a mailing on paper and for Word: signed once, the same words, neutral, printed by one worker."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone
from docx import Document
from docx.document import Document as WordDocument
from pypdf import PdfReader

from negoce.catalogue.documents.letters import Letters, OneLetter
from negoce.catalogue.documents.letters_docx import write_letters_docx
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.catalogue.documents.seller_view import seller_view
from negoce.companies.actions.people.erase import erase_person
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import Contact
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from negoce.parameters.queries.seller import seller
from negoce.prospecting.actions import mailing_print
from negoce.prospecting.actions.mailing_posted import note_posted
from negoce.prospecting.actions.mailing_prepare import prepare_mailing
from negoce.prospecting.actions.mailing_print import letters_path, print_letters, word_path
from negoce.prospecting.actions.mailing_recheck import drop_refused
from negoce.prospecting.models import Mailing, MailingRecipient
from tests.factories.companies import make_company
from tests.factories.mailings import launch, make_mailing, make_marketer, make_reader

pytestmark = pytest.mark.django_db
BODY = "Bonjour {{ prénom }},\n\nVoici notre nouveauté.\nElle est là.\n\nBien cordialement,\n{{ expediteur }}"


@pytest.fixture
def camille() -> Actor:
    return make_marketer()


def printed(camille: Actor, **given: object) -> Mailing:
    for name in ("Hélène", "Zoé <b>"):
        make_reader(make_company("Laiterie & fils", city="Valence", postal_code="26000"), first_name=name)
    mailing = make_mailing(camille, kind="letter", body=BODY, subject="Nouveauté", **given)
    launch(camille, mailing)
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    return mailing


def texts(document: WordDocument) -> list[str]:
    return [each.text for each in document.paragraphs]


def test_a_letter_is_signed_once(camille: Actor) -> None:
    mailing = printed(camille)
    words = PdfReader(letters_path(mailing)).pages[0].extract_text()
    assert words.count("Camille Roche") == 1
    document = Document(str(word_path(mailing)))
    assert texts(document).count("Camille Roche") == mailing.prepared == 2
    assert "Bien cordialement," in texts(document)


def test_word_opens_the_same_letters_each_on_its_page(camille: Actor) -> None:
    mailing = printed(camille)
    document = Document(str(word_path(mailing)))
    begun = [each for each in document.paragraphs if each.paragraph_format.page_break_before]
    assert len(begun) == mailing.letters_pages == 2
    found = texts(document)
    assert "Voici notre nouveauté.\nElle est là." in found
    assert "Bonjour Zoé <b>," in found
    assert any(each.startswith("Laiterie & fils\n") and each.endswith("26000 VALENCE") for each in found)
    assert [each.text for each in document.paragraphs if each.style.name == "Subject"] == [  # type: ignore[union-attr]
        "Objet\u202f: Nouveauté"
    ] * 2
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.1)  # type: ignore[union-attr]


def letters_of(language: str) -> Letters:
    return Letters(date(2026, 11, 20), seller_identity(seller()), "Nouveauté", (), "Camille Roche", language)  # type: ignore[arg-type]


def test_what_the_file_says_of_itself_names_the_house_alone_and_is_the_same_again() -> None:
    one = [OneLetter(("Laiterie", "26000 VALENCE"), "Objet", ("Bonjour\x00 \ud800!",))]
    copies = [BytesIO(), BytesIO()]
    assert [write_letters_docx(letters_of("en"), one, each) for each in copies] == [1, 1]
    assert copies[0].getvalue() == copies[1].getvalue()
    told = Document(copies[0]).core_properties
    house = seller().trade_name or seller().name
    assert (told.title, told.author, told.last_modified_by) == ("Nouveauté", house, "")
    assert "Bonjour !" in texts(Document(copies[0]))
    foot = Document(copies[0]).sections[0].footer.paragraphs
    assert [each.text for each in foot] == [str(seller_view(seller_identity(seller()), "en")["legal"])]
    assert sorted(ZipFile(copies[0]).namelist()) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/footer.xml", "word/styles.xml",
    ]  # fmt: skip


def test_nothing_to_print_is_a_document_without_letters() -> None:
    file = BytesIO()
    assert write_letters_docx(letters_of("fr"), (), file) == 0
    assert texts(Document(file)) == []


def test_a_second_print_waits_for_the_first(camille: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing_print, "_PATIENCE", 0.01)
    mailing = printed(camille, piece_cost=Decimal(1))
    before = word_path(mailing).stat().st_mtime_ns

    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with mailing_print._alone(mailing, lambda _done, _total: None), pytest.raises(Stopped):
        print_letters(mailing, progress=stop)
    assert word_path(mailing).stat().st_mtime_ns == before
    assert print_letters(mailing) == 2


def test_who_opposes_between_the_preparation_and_the_printing_has_no_letter(camille: Actor) -> None:
    first, second = (
        make_reader(make_company(city="Valence", postal_code="26000"), last_name=name)
        for name in ("Mallet", "Quintrec")
    )
    mailing = launch(camille, make_mailing(camille, kind="letter"))
    prepare_mailing(camille, mailing)
    record_opposition(camille, second, channels=[Channel.POST], opposed_on="", source="courrier")
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    assert (mailing.prepared, mailing.letters_pages) == (1, 1)
    words = "".join(texts(Document(str(word_path(mailing)))))
    assert (first.last_name in words, second.last_name in words) == (True, False)
    rows = MailingRecipient.objects.order_by("contact__last_name").values_list("left_out", "text")
    assert [(left, bool(text)) for left, text in rows] == [("", True), ("reach.opposed", False)]


def test_no_folder_is_left_of_letters_that_were_forgotten(camille: Actor) -> None:
    mailing = printed(camille)
    mailing_print.forget_letters(mailing)
    assert [Path(path).exists() for path in (letters_path(mailing), word_path(mailing))] == [False, False]


def names_printed(mailing: Mailing) -> list[bool]:
    words = "".join(texts(Document(str(word_path(mailing)))))
    return [name in words for name in ("Mallet", "Quintrec")]


def two_letters(camille: Actor) -> tuple[Mailing, Contact]:
    """Printed letters to Mallet and Quintrec, and the second of them."""
    _first, second = (
        make_reader(make_company(city="Valence", postal_code="26000"), last_name=name)
        for name in ("Mallet", "Quintrec")
    )
    mailing = launch(camille, make_mailing(camille, kind="letter"))
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    assert names_printed(mailing) == [True, True]
    return mailing, second


def test_who_opposes_once_letters_are_printed_has_none_left(camille: Actor) -> None:
    mailing, second = two_letters(camille)
    record_opposition(camille, second, channels=[Channel.PHONE], opposed_on="", source="appel")
    work_off()
    assert names_printed(mailing) == [True, True]
    record_opposition(camille, second, channels=[Channel.POST], opposed_on="", source="courrier")
    work_off()
    mailing.refresh_from_db()
    assert (mailing.prepared, mailing.letters_pages, names_printed(mailing)) == (1, 1, [True, False])


def test_a_print_cut_short_leaves_no_page_to_who_may_have_none(
    camille: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailing, second = two_letters(camille)
    made, folder = letters_path(mailing).read_bytes(), letters_path(mailing).parent
    (folder / "part-00000.pdf").write_bytes(made)
    Contact.objects.filter(pk=second.pk).update(deleted_at=timezone.now())

    def cut(_mailing: Mailing) -> int:
        raise InterruptedError

    monkeypatch.setattr(mailing_print, "drop_refused", cut)
    with pytest.raises(InterruptedError):
        print_letters(mailing)
    monkeypatch.undo()
    drop_refused(mailing)
    assert (print_letters(mailing), names_printed(mailing)) == (1, [True, False])


def test_letters_that_were_posted_stay_as_they_were(camille: Actor) -> None:
    mailing, second = two_letters(camille)
    note_posted(camille, mailing)
    record_opposition(camille, second, channels=[Channel.POST], opposed_on="", source="courrier")
    work_off()
    mailing.refresh_from_db()
    assert (mailing.prepared, names_printed(mailing)) == (2, [True, True])


def test_a_letter_that_an_erasure_took_away_is_not_paid_for(camille: Actor) -> None:
    mailing, second = two_letters(camille)
    erase_person(camille, second, reason="demande", typed_name=second.full_name)
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    assert (note_posted(camille, mailing).prepared, names_printed(mailing)) == (1, [True, False])


def test_letters_to_who_opposed_a_moment_ago_are_not_noted_as_posted(camille: Actor) -> None:
    mailing, second = two_letters(camille)
    record_opposition(camille, second, channels=[Channel.POST], opposed_on="", source="courrier")
    with pytest.raises(Refused) as refused:
        note_posted(camille, mailing)
    assert "1 destinataire ne peut plus recevoir" in refused.value.message
    work_off([JobQueue.LONG])
    mailing.refresh_from_db()
    assert (mailing.posted_on, mailing.prepared, names_printed(mailing)) == (None, 1, [True, False])
    assert note_posted(camille, mailing).posted_on is not None
