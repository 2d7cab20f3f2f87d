"""The screens of quotes: typed and previewed, stored whole, read, answered, compared."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.actions.quotes.approval import ask_approval
from negoce.negotiation.actions.quotes.save import save_quote
from negoce.negotiation.actions.quotes.versions import new_version
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteApproval, QuoteLink
from negoce.negotiation.queries.quotes import current_version, lines_of
from negoce.outbox.models import Message, MessageAttachment
from negoce.web.quotes.compare import side_by_side
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.quotes import make_quote, priced_product, typed
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def signed_in(user: User | None = None) -> Client:
    client = Client(headers={"HX-Request": "true"})
    someone = user or make_user(Role.MANAGER, scope=Scope.ALL.value)
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def url(quote: Quote, name: str = "quote") -> str:
    return reverse(f"quotes:{name}", args=[quote.public_id])


def rows(*lines: Mapping[str, str]) -> dict[str, list[str]]:
    """The columns of the editor for these rows."""
    names = (
        "key", "kind", "product", "code", "label", "description", "quantity", "unit", "price", "price_typed",
        "reductions", "vat", "option", "option_group",
    )  # fmt: skip
    values = [{"key": f"k{place}", "kind": "item", **line} for place, line in enumerate(lines)]
    return {f"line_{name}": [line.get(name, "") for line in values] for name in names}


def post(client: Client, quote: Quote, name: str, data: Mapping[str, object]) -> HttpResponse:
    answer = client.post(url(quote, name), {"revision": str(quote.revision), "term_days": "30", **data})
    assert isinstance(answer, HttpResponse)
    return answer


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_draft_is_a_form_and_an_offer_a_document() -> None:
    client, quote = signed_in(), make_quote()
    assert 'id="quote-form"' in text(client.get(url(quote)))
    offer = text(client.get(url(make_quote(ready=True))))
    assert 'id="quote-form"' not in offer
    assert "Prêt à envoyer" in offer


def test_it_is_seen_by_who_sees_its_company() -> None:
    owner, other = (make_user(Role.SALESPERSON, scope=Scope.OWN.value) for _each in range(2))
    quote = make_quote(company=make_company(owner=owner))
    assert [signed_in(user).get(url(quote)).status_code for user in (owner, other)] == [200, 404]


def test_the_preview_says_amounts_faults_and_what_the_code_brings_and_stores_nothing() -> None:
    priced_product("FILM-1")
    quote = make_quote(lines=[])
    data = rows({"code": "film-1", "quantity": "3"}, {"code": "NOPE"}, {"code": "FILM-1", "quantity": "-2"})
    answer = text(
        post(signed_in(), quote, "preview", {**data, "reduction_trade_discount": "101", "term_days": "90"})
    )
    assert "300,00\u00a0€" in answer
    assert 'data-fill-label="Produit FILM-1"' in answer
    assert "«\u00a0NOPE\u00a0» n’est pas une référence du catalogue." in answer
    assert 'data-cells="quantity"' in answer
    # A total that is short of lines says so.
    assert "2 lignes à corriger, non comptées" in answer
    assert "101\u00a0%\u00a0: un taux va de 0 à 100." in answer
    assert "dépasse de 30 jours le plafond légal" in answer
    assert lines_of(current_version(quote)) == []


def test_margins_are_for_who_may_read_them() -> None:
    priced_product("FILM-1")
    quote, data = make_quote(lines=[]), rows({"code": "FILM-1"})
    assert "Coût connu" in text(post(signed_in(), quote, "preview", data))
    marketing = signed_in(make_user(Role.MARKETING))
    hidden = text(post(marketing, quote, "preview", data))
    assert "Coût connu" not in hidden
    assert "60,00" not in hidden
    assert "Coût connu" not in text(marketing.get(url(make_quote(ready=True))))


def test_as_many_queries_for_one_line_as_for_thirty(queries: Queries) -> None:
    client, quote = signed_in(), make_quote(lines=[])
    codes = [priced_product(f"A-{number}").code for number in range(30)]
    counted = []
    for lines in ([{"code": codes[0]}], [{"code": code, "quantity": "2"} for code in codes]):
        with queries.counted() as count:
            assert post(client, quote, "preview", rows(*lines)).status_code == 200
        counted.append(len(count))
    assert counted[0] == counted[1]


def test_a_draft_is_stored_and_the_page_opened_again() -> None:
    priced_product("FILM-1")
    client, quote = signed_in(), make_quote(lines=[])
    data = rows(
        {"kind": "title", "label": "Films"},
        {"code": "FILM-1", "quantity": "2,5", "price": "90", "price_typed": "1", "reductions": "10 + 5"},
        {"code": "FILM-1", "option": "offered", "option_group": "Pose"},
        {},
    )
    answer = post(client, quote, "draft", {**data, "title": "Essai", "shipping": "12,50"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, url(quote))
    quote.refresh_from_db()
    # 2.5 × 90 = 225.00 − 22.50 − 10.13 = 192.37, and 12.50 of shipping; the option is not counted.
    assert (quote.net, quote.title) == (Decimal("204.87"), "Essai")
    page = text(client.get(url(quote)))
    for shown in ('value="2,5"', 'value="90,00"', 'value="10 + 5"', 'value="Films"', 'value="Pose"'):
        assert shown in page


def test_what_is_wrong_gives_everything_back() -> None:
    client, quote = signed_in(), make_quote(lines=[])
    data = {**rows({"code": "NOPE", "quantity": "1,0000000000001"}), "title": "Gardé", "delivery_days": "x"}
    answer = post(client, quote, "draft", data)
    assert answer.status_code == 422
    for kept in ('value="NOPE"', 'value="1,0000000000001"', 'value="Gardé"', 'value="x"', "13 décimales"):
        assert kept in text(answer)
    quote.refresh_from_db()
    assert (quote.title, quote.revision) == ("", 1)


def test_two_people_on_one_draft_lose_nothing() -> None:
    priced_product("FILM-1")
    client, quote = signed_in(), make_quote(lines=[])
    assert post(client, quote, "draft", rows({"code": "FILM-1"})).status_code == 204
    answer = post(client, quote, "draft", rows({"code": "FILM-1", "quantity": "7"}))
    assert answer.status_code == 409
    assert "entre-temps" in text(answer)
    assert "Garder la mienne" in text(answer)
    assert 'value="7"' in text(answer)


def test_a_margin_under_the_floor_asks_and_a_manager_answers() -> None:
    priced_product("CHEAP", cost="95")
    manager, quote = make_user(Role.MANAGER, scope=Scope.ALL.value), make_quote(lines=[])
    seller = make_user(Role.ADMINISTRATOR)
    data = rows({"code": "CHEAP"})
    assert "Accord d’un responsable nécessaire" in text(post(signed_in(seller), quote, "preview", data))
    answer = post(signed_in(seller), quote, "draft", {**data, "then": "close"})
    assert answer.status_code == 204
    quote.refresh_from_db()
    assert quote.state == QuoteState.DRAFT
    assert signed_in(seller).post(url(quote, "approval"), {"reason": ""}).status_code == 422
    assert signed_in(seller).post(url(quote, "approval"), {"reason": "Premier marché"}).status_code == 204
    assert "Premier marché" in text(signed_in(manager).get(url(quote)))
    read = {"request": QuoteApproval.objects.get().public_id}
    bare = {**read, "answer": "refuse"}
    assert signed_in(manager).post(url(quote, "approval_answer"), bare).status_code == 422
    refusal = {**bare, "comment": "Moins de pièces"}
    assert signed_in(manager).post(url(quote, "approval_answer"), refusal).status_code == 204
    quote.refresh_from_db()
    assert "Moins de pièces" in text(signed_in(seller).get(url(quote)))
    post(signed_in(seller), quote, "draft", rows({"code": "CHEAP", "quantity": "3"}))
    signed_in(seller).post(url(quote, "approval"), {"reason": "Trois seulement"})
    assert "Modifiée\u00a0: Produit CHEAP" in text(signed_in(manager).get(url(quote)))
    # The page of the first request, of another price, answers nothing any more.
    late = signed_in(manager).post(url(quote, "approval_answer"), {**read, "answer": "allow"})
    fresh = QuoteApproval.objects.latest("pk").public_id
    assert ("celle que vous avez lue" in text(late), f'value="{fresh}"' in text(late)) == (True, True)
    quote.refresh_from_db()
    assert (late.status_code, quote.state) == (422, QuoteState.APPROVAL)
    allowed = {"request": fresh, "answer": "allow"}
    assert signed_in(manager).post(url(quote, "approval_answer"), allowed).status_code == 204
    quote.refresh_from_db()
    assert quote.state == QuoteState.READY
    # The answer is told with whoever gave it, the reason with whoever asked.
    told = text(signed_in(manager).get(url(quote)))
    assert f"{manager.full_name} · " in told
    assert f"{seller.full_name}\u00a0: Trois seulement" in told


def test_steps_that_the_state_refuses_say_why() -> None:
    client, quote = signed_in(), make_quote()
    answer = client.post(url(quote, "versions"))
    assert answer.status_code == 422
    assert "nouvelle version" in answer.headers["HX-Trigger"].encode().decode("unicode_escape")


def test_a_quote_that_was_sent_is_asked_after_with_a_message_that_is_ready() -> None:
    contact = make_contact(email="helene@gardot.example")
    quote = make_quote(company=contact.company, ready=True)
    client = signed_in()
    data = {"contact": contact.public_id, "subject": "Notre devis", "text": "Bonjour,\n{lien}"}
    client.post(url(quote, "sending"), data)
    form = text(client.get(f"{url(quote, 'sending')}?chase=1"))
    for words in (f"Relancer {quote.number}", f"notre devis {quote.number}", "Convient-il", "{lien}"):
        assert words in form, words
    assert client.post(f"{url(quote, 'sending')}?chase=1", data).status_code == 204
    assert Message.objects.filter(related_id=quote.public_id).count() == 2


def test_it_is_sent_with_its_pdf_and_a_link(settings: object) -> None:
    settings.NEGOCE_PUBLIC_URL = "https://crm.house.example"  # type: ignore[attr-defined]
    contact = make_contact(email="helene@gardot.example")
    quote = make_quote(company=contact.company, ready=True)
    client = signed_in()
    form = text(client.get(url(quote, "sending")))
    assert quote.number in form
    assert "{lien}" in form
    data = {"contact": contact.public_id, "subject": "Notre devis", "text": "Bonjour,\n{lien}\nMerci"}
    assert client.post(url(quote, "sending"), {**data, "contact": "", "email": "x"}).status_code == 422
    assert client.post(url(quote, "sending"), data).status_code == 204
    quote.refresh_from_db()
    assert (quote.state, quote.sent_on) == (QuoteState.SENT, timezone.localdate())
    message = Message.objects.get()
    assert (message.to_address, "https://crm.house.example/q/" in message.text, "{lien}" in message.text) == (
        contact.email,
        True,
        False,
    )
    assert MessageAttachment.objects.get(message=message).name == f"{quote.number}.pdf"
    assert QuoteLink.objects.get().version == current_version(quote)


def test_a_signed_order_form_and_a_refusal_are_told_in_a_dialog() -> None:
    client, quote, other = signed_in(), make_quote(ready=True), make_quote(ready=True)
    assert client.post(url(quote, "acceptance"), {"way": "online", "name": "H"}).status_code == 422
    data = {"way": "signed", "name": "Hélène Garnier", "on": "", "buyer_reference": "BC 12"}
    assert client.post(url(quote, "acceptance"), data).status_code == 204
    assert "Hélène Garnier" in text(client.get(url(quote)))
    assert client.post(url(other, "refusal"), {"reason": ""}).status_code == 422
    assert client.post(url(other, "refusal"), {"reason": "price", "note": "Trop cher"}).status_code == 204
    assert "Trop cher" in text(client.get(url(other)))


def test_versions_stand_side_by_side() -> None:
    priced_product("A-1"), priced_product("B-1")
    quote = make_quote(lines=[TypedLine(code="A-1"), TypedLine(code="B-1")], ready=True)
    quote = new_version(system_actor(), quote)
    client = signed_in()
    data = rows({"code": "A-1", "quantity": "4"}, {"label": "Pose", "price": "80", "price_typed": "1"})
    data |= {"reduction_trade_discount": ["5"], "term_days": ["20"]}
    assert post(client, quote, "draft", data).status_code == 204
    page = text(client.get(url(quote, "compare")))
    assert "Remise 5" in page  # what changed of the head explains the totals
    assert "20 jours après la date de facture" in page
    assert [page.count(word) for word in ("modifiée", "ajoutée", "retirée")] == [1, 1, 1]
    assert "480,00\u00a0€" in page


def test_two_reductions_of_one_name_keep_each_its_amount() -> None:
    older, newer = (
        [("Remise 10 %", "−100"), ("Total", "900")],
        [("Remise 10 %", "−100"), ("Remise 10 %", "−90")],
    )
    assert side_by_side(older, newer) == [
        ("Remise 10 %", "−100", "−100"),
        ("Total", "900", ""),
        ("Remise 10 %", "", "−90"),
    ]


def test_the_pdf_opens_and_an_unknown_version_does_not() -> None:
    client, quote = signed_in(), make_quote()
    answer = client.get(url(quote, "pdf"))
    assert (answer.headers["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    assert client.get(url(quote, "pdf") + "?version=9").status_code == 404


def test_a_quote_begins_from_a_company_a_person_or_a_deal() -> None:
    contact = make_contact()
    client = signed_in()
    form = text(client.get(reverse("quotes:create") + f"?contact={contact.public_id}"))
    assert contact.company.name in form
    data = {"company": contact.company.public_id, "contact_id": contact.public_id, "title": "Films"}
    answer = client.post(reverse("quotes:create"), data)
    quote = Quote.objects.get()
    assert answer.headers["HX-Redirect"] == url(quote)
    assert (quote.company, quote.contact, quote.title) == (contact.company, contact, "Films")


def test_products_are_proposed_with_the_price_of_the_customer(queries: Queries) -> None:
    priced_product("FILM-1"), priced_product("FILM-2", price="12,5".replace(",", "."))
    client, company = signed_in(), make_company()
    found = text(client.get(reverse("sale_lines:products") + f"?q=film&company={company.public_id}"))
    assert found.count('role="option"') == 2
    assert "12,50\u00a0€" in found


def test_no_bulk_change_and_no_cell_writes_a_quote() -> None:
    """The floor would be passed by whatever wrote a quote without its actions: its list edits nothing."""
    from negoce.negotiation.queries.quote_lists import QUOTE_LIST

    assert not any(column.editable for column in QUOTE_LIST.columns)


def test_those_who_wait_for_an_approval_are_a_view() -> None:
    priced_product("CHEAP", cost="95")
    quote, other = make_quote(lines=[TypedLine(code="CHEAP")]), make_quote()
    ask_approval(make_actor(), quote, reason="Premier marché")
    client = signed_in()
    page = text(client.get(reverse("lists:quotes") + "?view=approval"))
    assert (quote.number in page, other.number in page) == (True, False)


def test_of_two_tabs_the_second_sees_what_differs_and_may_keep_its_own() -> None:
    client, quote = signed_in(), make_quote(title="Films 2027")
    line = lines_of(current_version(quote))[0]
    terms = {name: getattr(line.version, name) for name in ("term_kind", "term_sector")}
    mine = {**rows({"code": line.code, "quantity": "3"}), **terms, "title": "À moi"}
    seen = Quote.objects.get(pk=quote.pk)
    theirs = typed(TypedLine(code=line.code, quantity="5"), title="À Yanis", term_days="30")
    save_quote(system_actor("Yanis"), quote, revision=quote.revision, typed=theirs)
    answer = post(client, seen, "draft", mine)
    assert answer.status_code == 409
    shown = text(answer)
    assert "Yanis a modifié" in shown
    assert 'value="À moi"' in shown
    found = {each.label: (each.theirs, each.mine) for each in answer.context["differences"]}  # type: ignore[attr-defined]
    assert set(found) == {"Objet", line.label}
    assert found["Objet"] == ("À Yanis", "À moi")
    assert found[line.label][0].startswith("5")
    assert found[line.label][1].startswith("3")
    stored = Quote.objects.get(pk=quote.pk)
    assert f"{{&quot;keep&quot;: &quot;{stored.revision}&quot;}}" in shown
    assert stored.title == "À Yanis"
    keep = {**mine, "keep": str(stored.revision)}
    assert post(client, seen, "draft", keep).status_code == 204
    assert Quote.objects.get(pk=quote.pk).title == "À moi"
    # Somebody saved again in between: it is told again.
    assert post(client, seen, "draft", keep).status_code == 409
