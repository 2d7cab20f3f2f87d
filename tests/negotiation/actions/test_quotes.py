"""Quotes from draft to answer: state, journal, who is refused, and a floor that no path passes."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.quotes.accept import Accepted, accept_version
from negoce.negotiation.actions.quotes.approval import answer_approval, ask_approval
from negoce.negotiation.actions.quotes.close import close_quote, reopen_quote
from negoce.negotiation.actions.quotes.create import create_quote
from negoce.negotiation.actions.quotes.file import file_of, preview_pdf
from negoce.negotiation.actions.quotes.outcome import (
    due_to_expire,
    expire_quote,
    refuse_quote,
    take_back_refusal,
)
from negoce.negotiation.actions.quotes.save import save_quote
from negoce.negotiation.actions.quotes.versions import duplicate_quote, new_version
from negoce.negotiation.enums import AcceptanceWay, QuoteState
from negoce.negotiation.models import Quote, QuoteFile, QuoteVersion
from negoce.negotiation.queries.quote_floor import quote_floor
from negoce.negotiation.queries.quotes import current_version, lines_of
from negoce.negotiation.rules.quote_head import TypedReduction
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.quotes import make_quote, priced_product, typed

pytestmark = pytest.mark.django_db
SIGNED = Accepted(AcceptanceWay.SIGNED, "Hélène Garnier", buyer_reference="BC 12")


def cheap(code: str = "CHEAP") -> TypedLine:
    """A line at 5 % of margin, under the floor of 15 %."""
    return TypedLine(code=priced_product(code, price="100", cost="95").code)


def state(quote: Quote) -> str:
    quote.refresh_from_db()
    assert quote.state == current_version(quote).state
    return quote.state


def test_numbers_follow_one_another_within_the_year() -> None:
    year = timezone.localdate().year
    numbers = [create_quote(make_actor(), make_company()).number for _each in range(2)]
    assert numbers == [f"DEV-{year}-00001", f"DEV-{year}-00002"]


def test_a_draft_is_stored_as_a_whole_with_amounts_and_margin() -> None:
    quote = make_quote(
        reductions=[TypedReduction("trade_discount", "10 %")], shipping="20", title="Films 2027"
    )
    version = current_version(quote)
    # 2 × 100 − 10 % + 20 of shipping, at 20 %.
    assert (version.gross, version.net, version.vat) == (Decimal(200), Decimal(200), Decimal(40))
    assert (quote.net, quote.cost, quote.title) == (Decimal(200), Decimal(120), "Films 2027")
    assert JournalEntry.objects.filter(subject_kind="quote", subject_id=quote.pk).count() == 2


def test_a_wrong_cell_stores_nothing() -> None:
    quote = make_quote()
    kept = [line.label for line in lines_of(current_version(quote))]
    with pytest.raises(Refused) as refused:
        save_quote(
            system_actor(), quote, revision=quote.revision,
            typed=typed(TypedLine(code="NOPE"), TypedLine(code="REF", quantity="-1"), term_days="900"),
        )  # fmt: skip
    assert {"line-0-code", "line-1-quantity", "line-1-code", "term_days"} == set(refused.value.fields)
    assert [line.label for line in lines_of(current_version(quote))] == kept


def test_who_saves_second_is_told_and_loses_nothing() -> None:
    quote = make_quote()
    save_quote(system_actor(), quote, revision=quote.revision, typed=typed())
    with pytest.raises(Conflict):
        save_quote(system_actor(), quote, revision=quote.revision, typed=typed())


def test_a_person_of_another_company_is_refused() -> None:
    with pytest.raises(Refused):
        create_quote(make_actor(), make_company(), contact=make_contact(make_company()))


def test_who_does_not_see_the_company_or_may_not_write_is_refused() -> None:
    quote = make_quote()
    for actor in (make_actor(Role.SALESPERSON, scope=Scope.OWN), make_actor(Role.READ_ONLY)):
        with pytest.raises(NotAllowed):
            save_quote(actor, quote, revision=quote.revision, typed=typed())
        with pytest.raises(NotAllowed):
            create_quote(actor, quote.company)


def test_closing_dates_the_offer_and_reopening_takes_it_back() -> None:
    quote = make_quote(ready=True)
    assert (state(quote), quote.issued_on) == (QuoteState.READY, timezone.localdate())
    reopen_quote(system_actor(), quote)
    assert (state(quote), quote.issued_on) == (QuoteState.DRAFT, None)


@pytest.mark.parametrize(
    "given", [{"term_days": "61"}, {"term_kind": "end_of_month_then_days", "term_days": "60"}]
)
def test_terms_over_the_legal_ceiling_are_not_offered(given: dict[str, str]) -> None:
    quote = make_quote(**given)
    with pytest.raises(Refused) as refused:
        close_quote(system_actor(), quote)
    assert "plafond légal" in refused.value.message
    assert state(quote) == QuoteState.DRAFT


def test_an_empty_quote_is_not_offered() -> None:
    with pytest.raises(Refused):
        close_quote(system_actor(), make_quote(lines=[]))


def test_under_the_floor_nothing_passes_without_an_approval() -> None:
    quote = make_quote(lines=[cheap()])
    version = current_version(quote)
    administrator = make_actor()
    with pytest.raises(Refused):
        close_quote(administrator, quote)
    with pytest.raises(Refused):
        file_of(quote, version)
    with pytest.raises(Refused):
        accept_version(administrator, version, SIGNED)
    # Whatever wrote the state, the floor is looked at again.
    for forced in ("ready", "sent"):
        QuoteVersion.objects.update(state=forced)
        Quote.objects.update(state=forced)
        version.refresh_from_db()
        with pytest.raises(Refused):
            accept_version(administrator, version, SIGNED)
    assert not QuoteFile.objects.exists()


def test_a_margin_that_nobody_knows_asks_the_same_at_every_door() -> None:
    seller = make_actor(Role.SALESPERSON, scope=Scope.ALL)
    quote = make_quote(lines=[TypedLine(label="Conseil", price="1000", price_typed=True)])
    version = current_version(quote)
    with pytest.raises(Refused, match="coût de ces lignes"):
        close_quote(seller, quote)
    with pytest.raises(Refused, match="coût de ces lignes"):
        file_of(quote, version)
    for forced in ("ready", "sent"):
        QuoteVersion.objects.update(state=forced)
        Quote.objects.update(state=forced)
        version.refresh_from_db()
        with pytest.raises(Refused):
            accept_version(seller, version, SIGNED)
    # What left before it had to be asked for stays what was promised.
    QuoteVersion.objects.update(sent_at=timezone.now())
    version.refresh_from_db()
    assert accept_version(seller, version, SIGNED).pk


def test_who_may_approve_allows_what_nobody_knows_by_closing_it() -> None:
    manager = make_actor(Role.MANAGER, scope=Scope.ALL)
    free = TypedLine(label="Conseil", price="1000", price_typed=True)
    quote = make_quote(lines=[free])
    close_quote(manager, quote)
    version = current_version(quote)
    kept = version.approvals.get()
    assert (kept.answer, kept.answered_by_id, state(quote)) == ("approved", manager.user_id, QuoteState.READY)
    assert file_of(quote, version).sha256
    # A salesperson asks, as for a margin that is too low.
    asked = make_quote(lines=[free])
    ask_approval(make_actor(Role.SALESPERSON, scope=Scope.ALL), asked, reason="Prestation sur mesure")
    answer_approval(manager, asked, allow=True)
    assert state(asked) == QuoteState.READY


def test_a_manager_allows_what_another_asked_for_and_only_that() -> None:
    seller, manager = make_actor(Role.ADMINISTRATOR), make_actor(Role.MANAGER, scope=Scope.ALL)
    quote = make_quote(lines=[cheap()])
    with pytest.raises(Refused):
        ask_approval(seller, quote, reason=" ")
    ask_approval(seller, quote, reason="Premier marché")
    assert state(quote) == QuoteState.APPROVAL
    with pytest.raises(NotAllowed):
        answer_approval(seller, quote, allow=True)
    answer_approval(manager, quote, allow=True, comment="Pour cette fois")
    assert state(quote) == QuoteState.READY
    version = current_version(quote)
    assert quote_floor(version, lines_of(version), timezone.localdate()).is_allowed
    # Taken back and sold a euro cheaper, it asks again; put back as it was, it is allowed.
    reopen_quote(seller, quote)
    quote.refresh_from_db()
    for price, allowed in (("99", False), ("100", True)):
        line = TypedLine(code="CHEAP", price=price, price_typed=True)
        quote = save_quote(seller, quote, revision=quote.revision, typed=typed(line))
        version = current_version(quote)
        assert quote_floor(version, lines_of(version), timezone.localdate()).is_allowed is allowed


def test_a_refused_approval_gives_the_draft_back_with_a_word() -> None:
    quote = make_quote(lines=[cheap()])
    ask_approval(make_actor(), quote, reason="Premier marché")
    manager = make_actor(Role.MANAGER, scope=Scope.ALL)
    with pytest.raises(Refused):
        answer_approval(manager, quote, allow=False)
    answer = answer_approval(manager, quote, allow=False, comment="À 12 % au moins")
    assert (state(quote), answer.comment) == (QuoteState.DRAFT, "À 12 % au moins")


def test_who_alone_may_approve_answers_their_own_request() -> None:
    alone = make_actor()
    quote = make_quote(lines=[cheap()])
    ask_approval(alone, quote, reason="Premier marché")
    answer_approval(alone, quote, allow=True)
    assert state(quote) == QuoteState.READY


def test_a_salesperson_approves_nothing() -> None:
    quote = make_quote(lines=[cheap()])
    ask_approval(make_actor(), quote, reason="Premier marché")
    with pytest.raises(NotAllowed):
        answer_approval(make_actor(Role.SALESPERSON, scope=Scope.ALL), quote, allow=True)


def test_the_pdf_of_an_offer_is_always_the_same_and_a_draft_bears_a_watermark() -> None:
    quote = make_quote()
    assert preview_pdf(quote, current_version(quote)).startswith(b"%PDF")
    assert not QuoteFile.objects.exists()
    close_quote(system_actor(), quote)
    version = current_version(quote)
    kept = file_of(quote, version)
    assert kept.sha256 == hashlib.sha256(bytes(kept.pdf)).hexdigest()
    assert preview_pdf(quote, version) == bytes(kept.pdf)


def test_an_acceptance_keeps_who_what_and_which_document() -> None:
    quote = make_quote(ready=True)
    version = current_version(quote)
    answer = accept_version(make_actor(), version, SIGNED)
    assert state(quote) == QuoteState.ACCEPTED
    assert (answer.name, answer.buyer_reference) == ("Hélène Garnier", "BC 12")
    assert answer.pdf_sha256 == QuoteFile.objects.get(version=version).sha256
    with pytest.raises(Refused):
        accept_version(make_actor(), version, SIGNED)


def test_options_taken_by_the_customer_are_those_that_count() -> None:
    priced_product("BASE"), priced_product("PLUS", price="50", cost="10")
    plus = TypedLine(code="PLUS", option="offered", option_group="Pose")
    quote = make_quote(lines=[TypedLine(code="BASE"), plus, plus], ready=True)
    version = current_version(quote)
    assert quote.net == Decimal(100)
    for wrong in ([0], [7], [1, 2]):
        with pytest.raises(Refused):
            accept_version(make_actor(), version, Accepted(AcceptanceWay.SIGNED, "H. Garnier", options=wrong))
    answer = accept_version(make_actor(), version, Accepted(AcceptanceWay.SIGNED, "H. Garnier", options=[2]))
    quote.refresh_from_db()
    assert (quote.net, answer.chosen_options) == (Decimal(150), [2])
    assert [line.is_chosen for line in lines_of(version)] == [True, False, True]


def test_an_old_version_and_an_offer_that_is_over_are_not_accepted() -> None:
    quote = make_quote(ready=True)
    old = current_version(quote)
    new_version(system_actor(), quote)
    with pytest.raises(Refused):
        accept_version(make_actor(), old, SIGNED)
    old.refresh_from_db()
    assert (old.state, state(quote), quote.current_version) == (QuoteState.SUPERSEDED, QuoteState.DRAFT, 2)
    close_quote(system_actor(), quote)
    yesterday = timezone.localdate() - timedelta(days=1)
    QuoteVersion.objects.filter(quote=quote, version=2).update(valid_until=yesterday)
    with pytest.raises(Refused):
        accept_version(make_actor(), current_version(quote), SIGNED)


def test_a_copy_is_a_draft_of_its_own() -> None:
    quote = make_quote(ready=True, title="Films")
    copy = duplicate_quote(make_actor(), quote)
    assert (copy.title, copy.net, state(copy)) == ("Films", quote.net, QuoteState.DRAFT)
    assert copy.number != quote.number
    assert len(lines_of(current_version(copy))) == 1
    assert len(lines_of(current_version(quote))) == 1


@pytest.mark.parametrize("begin", [duplicate_quote, new_version])
def test_what_is_begun_from_a_quote_costs_what_it_costs_today(begin) -> None:
    product = priced_product("COST-1")
    quote = make_quote(lines=[TypedLine(code="COST-1", quantity="2")], ready=True)
    product.price, product.cost = Decimal(130), Decimal(75)
    product.save()
    made = current_version(begin(make_actor(), quote))
    (line,) = lines_of(made)
    assert (line.unit_price, line.unit_cost, made.cost) == (Decimal(100), Decimal(75), Decimal(150))
    assert line.price_reason
    assert [each.unit_cost for each in quote.versions.get(version=1).lines.all()] == [Decimal(60)]


def test_a_refusal_has_its_reason_and_can_be_taken_back() -> None:
    quote = make_quote(ready=True)
    with pytest.raises(Refused):
        refuse_quote(make_actor(), quote, reason="whatever")
    refuse_quote(make_actor(), quote, reason="price", note="10 % trop cher")
    assert (state(quote), quote.answered_on) == (QuoteState.REFUSED, timezone.localdate())
    take_back_refusal(make_actor(), quote)
    assert (state(quote), quote.answered_on) == (QuoteState.SENT, None)


def test_offers_whose_time_is_over_expire_once() -> None:
    quote, other = make_quote(ready=True), make_quote(ready=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    QuoteVersion.objects.filter(quote=quote).update(valid_until=yesterday)
    Quote.objects.filter(pk=quote.pk).update(valid_until=yesterday)
    due = due_to_expire(timezone.localdate(), 100)
    assert [each.pk for each in due] == [quote.pk]
    assert [expire_quote(system_actor(), due[0]) for _each in range(2)] == [True, False]
    assert (state(quote), state(other)) == (QuoteState.EXPIRED, QuoteState.READY)


@pytest.mark.parametrize(("days", "words"), [(1, "à venir"), (-1, "pu être acceptée avant")])
def test_an_acceptance_lies_between_the_issue_and_today(days: int, words: str) -> None:
    version = current_version(make_quote(ready=True))
    when = timezone.now() + timedelta(days=days)
    told = Accepted(AcceptanceWay.SIGNED, "Hélène Garnier", accepted_at=when)
    with pytest.raises(Refused, match=words) as refused:
        accept_version(make_actor(), version, told)
    assert list(refused.value.fields) == ["on"]
    QuoteVersion.objects.filter(pk=version.pk).update(issued_on=timezone.localdate() - timedelta(days=3))
    if days < 0:
        assert accept_version(make_actor(), version, told).accepted_at == when
