"""The public page of an offer, as its customer and as its attackers use it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.models import Activity
from negoce.identity.enums import Role, Scope
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.actions.quotes.links import token_digest
from negoce.negotiation.actions.quotes.versions import new_version
from negoce.negotiation.models import (
    Deal,
    Quote,
    QuoteAcceptance,
    QuoteFile,
    QuoteLine,
    QuoteLink,
    QuoteVersion,
    QuoteView,
)
from negoce.negotiation.queries.quote_links import views_of
from negoce.negotiation.rules import quote_link
from negoce.orders.actions.order_from_quote import order_from_quote
from negoce.outbox.models import Message
from negoce.outbox.queries.visible import visible_messages
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_user
from tests.web.offers.conftest import Offer, sent_offer

pytestmark = pytest.mark.django_db
WHO = {"name": "Hélène Garnier", "capacity": "gérante", "agreed": "1"}


def ask_code(visitor: Client, offer: Offer, **more: object) -> int:
    return visitor.post(f"{offer.url}code/", {**WHO, **more}).status_code


def accept(visitor: Client, offer: Offer, code: str, **more: object) -> int:
    return visitor.post(f"{offer.url}acceptance/", {**WHO, **more, "code": code}).status_code


def state(offer: Offer) -> str:
    return Quote.objects.get(pk=offer.quote.pk).state


def positions(offer: Offer) -> list[int]:
    lines = QuoteLine.objects.filter(version=offer.link.version, is_option=True).order_by("position")
    return list(lines.values_list("position", flat=True))


def test_reading_leaves_a_view_and_nothing_else(visitor: Client, offer: Offer) -> None:
    page = visitor.get(offer.url)
    text = page.content.decode()
    assert page.status_code == 200
    for words in (
        offer.quote.number,
        "Laiterie du Vercors",
        "Emballages du Dauphiné",
        "h•••@laiterie.example",
    ):
        assert words in text
    for ours in ("Négoce", "Marge", "helene@laiterie.example", "csrf", "60,00"):
        assert ours not in text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not page.cookies
    assert visitor.head(offer.url).status_code == 200
    visitor.get(offer.url)
    assert (state(offer), Message.objects.count(), QuoteView.objects.count()) == ("sent", 1, 1)
    assert (views_of(offer.link.version).pages, views_of(offer.link.version).files) == (1, 0)
    assert QuoteView.objects.get().ip_hint == "127.0.0.0"


def test_the_file_is_the_one_that_was_sent(visitor: Client, offer: Offer) -> None:
    file = visitor.get(f"{offer.url}offer.pdf")
    kept = QuoteFile.objects.get()
    assert file.content == bytes(kept.pdf)
    assert hashlib.sha256(file.content).hexdigest() == kept.sha256
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert visitor.get(f"{offer.url}colours.css").content == (
        b".offer{--brand:#7a1f2b;--accent:#7a1f2b;--accent-ink:#fff}"
    )
    assert visitor.get(f"{offer.url}logo/").status_code == 404


def test_it_is_accepted_with_the_code_of_the_mailbox(visitor: Client, offer: Offer) -> None:
    Quote.objects.update(deal=make_deal(offer.quote.company))
    first, variant, _other = positions(offer)
    chosen = {"option": [first, variant]}
    second = visitor.post(f"{offer.url}code/", {**WHO, **chosen, "reference": "BC 12"})
    assert second.status_code == 200
    assert "400,00" in second.content.decode()
    assert offer.code() not in second.content.decode()
    accepted = visitor.post(
        f"{offer.url}acceptance/",
        {**WHO, "option": [first, variant], "reference": "BC 12", "code": offer.code()},
    )
    assert (accepted.status_code, accepted.headers["Location"]) == (303, offer.url)
    kept = QuoteAcceptance.objects.get()
    assert (kept.way, kept.name, kept.email) == (
        "online",
        "Hélène Garnier, gérante",
        "helene@laiterie.example",
    )
    assert (kept.ip, kept.pdf_sha256) == ("127.0.0.1", QuoteFile.objects.get().sha256)
    assert (kept.chosen_options, kept.buyer_reference) == ([first, variant], "BC 12")
    assert state(offer) == "accepted"
    assert "Hélène Garnier, gérante" in visitor.get(offer.url).content.decode()
    receipt = Message.objects.latest("id")
    assert (receipt.to_address, receipt.attachments.count()) == ("helene@laiterie.example", 1)
    assert kept.pdf_sha256 in receipt.text
    task = Activity.objects.get()
    assert (task.owner_id, task.state, task.kind) == (offer.owner.pk, "planned", "task")
    assert offer.quote.number in task.subject
    # The task asks for the order, the deal for its customer's word: both follow.
    deal = Deal.objects.get()
    assert (deal.state, deal.amount) == ("won", Decimal("400.00"))
    order_from_quote(make_actor(), kept.version)
    task.refresh_from_db()
    assert task.state == "done"


def test_a_second_post_and_a_second_browser_accept_nothing_more(visitor: Client, offer: Offer) -> None:
    ask_code(visitor, offer)
    code = offer.code()
    assert accept(visitor, offer, code) == 303
    assert accept(visitor, offer, code) == 422
    assert accept(Client(), offer, code) == 422
    assert ask_code(Client(), offer) == 422
    assert (QuoteAcceptance.objects.count(), Activity.objects.count()) == (1, 1)


def test_a_code_is_not_found_by_trying(visitor: Client, offer: Offer) -> None:
    ask_code(visitor, offer)
    good = offer.code()
    wrong = f"{(int(good) + 1) % 10**6:06}"
    for _try in range(5):
        assert accept(visitor, offer, wrong) == 422
    assert accept(visitor, offer, good) == 422
    # Another code does not unlock, nor does another browser.
    assert ask_code(Client(), offer) == 422
    assert accept(Client(), offer, good) == 422
    assert state(offer) == "sent"
    QuoteLink.objects.update(code_expires_at=timezone.now() - timedelta(seconds=1))
    assert ask_code(visitor, offer) == 200
    assert accept(visitor, offer, offer.code()) == 303


def test_wrong_tries_stay_counted_when_a_new_code_is_asked(visitor: Client, offer: Offer) -> None:
    for _round in range(2):
        ask_code(visitor, offer)
        for _try in range(2):
            accept(visitor, offer, "abcdef")
    assert QuoteLink.objects.get().code_tries == 4
    assert accept(visitor, offer, "000 00") == 422
    assert ask_code(visitor, offer) == 422


def test_a_code_gets_old_is_replaced_and_is_not_asked_without_end(visitor: Client, offer: Offer) -> None:
    ask_code(visitor, offer)
    first = offer.code()
    ask_code(visitor, offer)
    if first != offer.code():
        assert accept(visitor, offer, first) == 422
    QuoteLink.objects.update(code_expires_at=timezone.now())
    assert accept(visitor, offer, offer.code()) == 422
    for _time in range(3):
        assert ask_code(visitor, offer) == 200
    assert ask_code(visitor, offer) == 422
    assert Message.objects.filter(kind="quote_code").count() == 5


def test_nobody_of_the_house_reads_the_code(visitor: Client, offer: Offer) -> None:
    ask_code(visitor, offer)
    message = Message.objects.get(kind="quote_code")
    assert offer.code() not in message.subject
    for role in Role:
        assert message not in visible_messages(make_actor(role, scope=Scope.ALL))
    stored = QuoteLink.objects.get()
    assert offer.code() not in stored.code_sha256
    assert stored.code_sha256 != hashlib.sha256(offer.code().encode()).hexdigest()


def test_a_code_of_one_link_opens_no_other(visitor: Client, offer: Offer) -> None:
    other = sent_offer()
    ask_code(visitor, offer)
    code = offer.code()
    QuoteLink.objects.filter(pk=other.link.pk).update(
        code_sha256=QuoteLink.objects.get(pk=offer.link.pk).code_sha256,
        code_expires_at=timezone.now() + timedelta(minutes=5),
    )
    assert accept(visitor, other, code) == 422


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda link: QuoteLink.objects.update(expires_at=timezone.now()), id="expired"),
        pytest.param(lambda link: QuoteLink.objects.update(revoked_at=timezone.now()), id="revoked"),
        pytest.param(lambda link: new_version(system_actor(), link.version.quote), id="superseded"),
        pytest.param(lambda link: Quote.objects.update(deleted_at=timezone.now()), id="deleted"),
    ],
)
def test_what_changed_since_the_page_was_read_is_not_accepted(
    visitor: Client, offer: Offer, spoil: Callable[[QuoteLink], object]
) -> None:
    ask_code(visitor, offer)
    code = offer.code()
    spoil(offer.link)
    assert accept(visitor, offer, code) == 410
    page = visitor.get(offer.url)
    assert page.status_code == 410
    text = page.content.decode()
    assert offer.quote.number not in text
    assert "Laiterie" not in text
    for path in ("offer.pdf", "logo/", "colours.css"):
        assert visitor.get(offer.url + path).status_code == 410
    for path in ("code/", "refusal/", "change/"):
        assert visitor.post(offer.url + path, {**WHO, "reason": "price", "note": "x"}).status_code == 410
    assert not QuoteAcceptance.objects.exists()


def test_an_offer_whose_time_is_over_is_read_but_not_accepted(visitor: Client, offer: Offer) -> None:
    ask_code(visitor, offer)
    code = offer.code()
    QuoteVersion.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    page = visitor.get(offer.url).content.decode()
    assert 'id="answer"' not in page
    assert f"{offer.url}change/" in page
    assert accept(visitor, offer, code) == 422
    assert ask_code(visitor, offer) == 422
    assert state(offer) == "sent"


def test_guessed_tokens_are_all_alike_and_slowed_down(visitor: Client, offer: Offer) -> None:
    assert token_digest(offer.token) == quote_link.token_digest(offer.token) == offer.link.token_sha256
    assert len(offer.token) >= 43
    guesses = ("x" * 43, offer.token[:-1] + "~", "a", offer.link.token_sha256)
    assert len({visitor.get(f"/q/{guess}/").content for guess in guesses}) == 1
    statuses = [visitor.get(f"/q/{number:043}/").status_code for number in range(60)]
    assert (statuses[0], statuses[-1]) == (404, 429)
    assert visitor.get(offer.url).status_code == 200


def test_posts_are_slowed_down(visitor: Client, offer: Offer) -> None:
    answers = [visitor.post(f"{offer.url}change/", {"note": ""}).status_code for _time in range(41)]
    assert (answers[0], answers[-1]) == (422, 429)


def test_what_is_typed_is_text_everywhere(visitor: Client, offer: Offer) -> None:
    evil = '<img src=x onerror=alert(1)>"'
    second = visitor.post(f"{offer.url}code/", {**WHO, "name": evil, "capacity": evil, "reference": evil})
    assert b"<img" not in second.content
    assert accept(visitor, offer, offer.code(), name=evil) == 303
    assert b"<img" not in visitor.get(offer.url).content
    receipt = Message.objects.latest("id")
    assert "<img" not in receipt.html


def test_faulty_forms_say_why_and_lose_nothing(visitor: Client, offer: Offer) -> None:
    page = visitor.post(f"{offer.url}code/", {"name": "", "capacity": "gérante", "agreed": "1"})
    assert page.status_code == 422
    assert "gérante" in page.content.decode()
    assert ask_code(visitor, offer, agreed="") == 422
    assert ask_code(visitor, offer, option=[999]) == 422
    _first, variant, other = positions(offer)
    assert ask_code(visitor, offer, option=[variant, other]) == 422
    assert ask_code(visitor, offer, name="x" * 500) == 422
    assert Message.objects.filter(kind="quote_code").count() == 0


def test_a_refusal_says_why_and_is_told(visitor: Client, offer: Offer) -> None:
    assert visitor.post(f"{offer.url}refusal/", {"reason": "incumbent"}).status_code == 422
    refused = visitor.post(f"{offer.url}refusal/", {"reason": "price", "note": "20 % de trop"})
    assert (refused.status_code, refused.headers["Location"]) == (303, offer.url)
    assert state(offer) == "refused"
    assert "20 % de trop" in Activity.objects.get().body
    assert ask_code(visitor, offer) == 422
    assert visitor.post(f"{offer.url}refusal/", {"reason": "price"}).status_code == 422
    assert visitor.get(offer.url).status_code == 200


def test_a_change_is_passed_on_three_times_a_day(visitor: Client, offer: Offer) -> None:
    assert visitor.post(f"{offer.url}change/", {"note": " "}).status_code == 422
    # What a customer writes is passed on whatever it says.
    notes = ["Livraison lundi ?", "Mon collègue est malade, c’est urgent", "Et 3 de plus"]
    assert [visitor.post(f"{offer.url}change/", {"note": note}).status_code for note in notes] == [200] * 3
    assert visitor.post(f"{offer.url}change/", {"note": "Encore"}).status_code == 422
    assert Activity.objects.count() == 3
    assert state(offer) == "sent"


def test_addresses_of_posts_lead_back_to_the_page(visitor: Client, offer: Offer) -> None:
    for path in ("code/", "acceptance/", "refusal/", "change/"):
        answer = visitor.get(f"{offer.url}{path}?next=https://evil.example/")
        assert (answer.status_code, answer.headers["Location"]) == (302, offer.url)
    assert visitor.put(offer.url).status_code == 405
    assert visitor.delete(f"{offer.url}acceptance/").status_code == 405


def test_the_page_speaks_the_language_of_the_offer(visitor: Client, offer: Offer) -> None:
    QuoteVersion.objects.update(language="en")
    page = visitor.get(offer.url, headers={"Accept-Language": "fr"})
    assert '<html lang="en"' in page.content.decode()
    assert "Accept this offer" in page.content.decode()


def test_a_link_is_revoked_from_the_quote_by_who_may_change_it(visitor: Client, offer: Offer) -> None:
    url = f"/quotes/{offer.quote.public_id}/links/{offer.link.public_id}/revocation/"
    assert visitor.post(url).status_code == 302
    reader = Client()
    reader.force_login(
        make_user(Role.READ_ONLY, scope=Scope.ALL.value),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert reader.post(url).status_code == 403
    boss = Client()
    boss.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert visitor.get(offer.url).status_code == 200
    boss.post(url)
    assert visitor.get(offer.url).status_code == 410


def test_the_total_follows_the_options_that_are_ticked(visitor: Client, offer: Offer) -> None:
    first, variant, other = positions(offer)
    page = visitor.get(offer.url).content.decode()
    # One script of ours, from a file; without it the button asks for the whole page.
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/build/offer.js" type="module">']
    assert f'formaction="{offer.url}totals/#offer-totals"' in page
    totals = visitor.get(f"{offer.url}totals/", {"option": [first, variant]})
    text = totals.content.decode()
    assert "400,00" in text
    assert "<html" not in text
    assert text.count("offer-off") == 1
    assert 'role="alert"' not in text
    assert totals.headers["Cache-Control"] == "private, no-store"
    assert "200,00" in visitor.get(f"{offer.url}totals/").content.decode()
    assert 'role="alert"' in visitor.get(f"{offer.url}totals/", {"option": [variant, other]}).content.decode()
    whole = visitor.post(f"{offer.url}totals/", {"option": [first], "name": "Hélène"}).content.decode()
    assert "300,00" in whole
    assert 'value="Hélène"' in whole
    assert re.search(rf'value="{first}" form="answer" checked', whole)
    assert (state(offer), QuoteView.objects.count()) == ("sent", 1)
