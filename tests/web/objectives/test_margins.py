"""What objectives say of margins: for who reads margins alone, on every page; and what agrees with plan and target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.identity.enums import FieldAccess, FieldGroup, Role, Scope
from negoce.identity.models import JournalEntry, RolePolicy, User
from negoce.identity.queries.actors import actor_for
from negoce.negotiation.models import Deal, Objective, Quote
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Parameter
from negoce.portfolio.models import SalesTarget
from negoce.prospecting.models import PlanCompany, ProspectingPlan
from negoce.web.journal.masking import may_read
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.quotes import make_quote, priced_product
from tests.web.objectives.test_objectives import HTMX, shown, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def marc() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value, first_name="Marc", last_name="Vial")


@pytest.fixture
def blind() -> User:
    """Somebody who edits deals and reads no margins."""
    access = {FieldGroup.MARGIN.value: FieldAccess.NONE.value}
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access=access)
    return make_user(Role.SALESPERSON, scope=Scope.ALL.value)


@pytest.fixture
def deal(marc: User) -> Deal:
    return make_deal(make_company(), "Films 2027", close_on=date(2026, 12, 15), owner=marc)


def offer(deal: Deal) -> None:
    """A quote of 1,000 that costs 650."""
    product = priced_product(price="1000", cost="650")
    quote = make_quote(company=deal.company, lines=[TypedLine(code=product.code, quantity="1")])
    Quote.objects.filter(pk=quote.pk).update(deal=deal)


def of_margin(deal: Deal, owner: User, **more: object) -> Objective:
    levels = {"ideal": Decimal(30), "aimed": Decimal(26), "fallback": Decimal(22)}
    given = {"metric": "margin", "rank": 1, "due_on": date(2026, 12, 10), "owner": owner, **levels, **more}
    return Objective.objects.create(deal=deal, words="Garder la marge", **given)


def test_an_objective_of_margin_is_set_and_read_by_who_reads_margins(
    deal: Deal, marc: User, blind: User
) -> None:
    client = signed_in(marc)
    levels = {"metric": "margin", "ideal": "30", "aimed": "26", "fallback": "22"}
    given = typed(marc, words="Garder la marge", aimed_words="", **levels)
    assert client.post(url(deal), given, **HTMX).status_code == 204
    said = shown(client, deal)
    assert ["Garder la marge" in said, "26 %" in said, "Taux de marge obtenu" in said] == [True, True, True]
    entry = JournalEntry.objects.get(subject_kind="margin_objective")
    assert (entry.verb, entry.values["aimed"]) == ("created", [None, "26.00"])
    assert [may_read(actor_for(each), entry.subject_kind, "aimed") for each in (marc, blind)] == [True, False]
    refused = signed_in(blind).post(url(deal), given, **HTMX)
    assert (refused.status_code, "Vous ne lisez pas les marges" in refused.content.decode()) == (422, True)
    assert Objective.objects.count() == 1


def test_who_reads_no_margins_meets_no_objective_of_margin(deal: Deal, marc: User, blind: User) -> None:
    row = of_margin(deal, marc, due_on=date(2026, 11, 2))
    other = {"metric": "months", "ideal": 36, "aimed": 24, "fallback": 12, "rank": 2}
    of_margin(deal, marc, **{**other, "outcome": "attained", "reviewed_on": date(2026, 11, 3)})
    of_margin(deal, marc, outcome="missed", reviewed_on=date(2026, 11, 4))

    def met(user: User) -> list[object]:
        client = signed_in(user)
        objectives = client.get(reverse("objectives:page")).content.decode()
        return [
            shown(client, deal).count("Garder la marge</span>")
            + shown(client, deal).count(". Garder la marge"),
            "taux d’atteinte 100,0" in objectives.replace("\u202f", " "),
            "Entretien passé" in objectives,
            "Taux de marge obtenu" in client.get(url(deal)).content.decode(),
            "Garder la marge"
            in client.get(reverse("preparation:page", args=[deal.public_id])).content.decode(),
            *(client.get(url(deal, name, row)).status_code for name in ("change", "review")),
        ]

    assert met(marc)[1:] == [False, True, True, True, 200, 200]
    assert met(blind)[1:] == [True, False, False, False, 404, 404]
    assert [met(marc)[0], met(blind)[0]] == [6, 2]
    assert signed_in(blind).post(url(deal, "removal", row)).status_code == 404


def test_a_fallback_under_the_floor_is_told_with_the_way_to_an_approval(
    deal: Deal, marc: User, blind: User
) -> None:
    Objective.objects.create(
        deal=deal, words="Signer", metric="amount", ideal=1000, aimed=950, fallback=700, rank=1,
        due_on=date(2026, 12, 10), owner=marc,
    )  # fmt: skip
    offer(deal)
    Parameter.objects.filter(key=ParameterKey.MARGIN_FLOOR.value).delete()
    Parameter.objects.create(
        key=ParameterKey.MARGIN_FLOOR.value, value=Decimal(20), starts_on=date(2020, 1, 1), source="Direction"
    )
    said = shown(signed_in(marc), deal)
    assert "Au repli, 700 €, le devis ne laisse que 7,10 % de marge ; le plancher est de 20 %" in said
    assert f'href="/deals/{deal.public_id}/?tab=bargaining"' in said
    assert "de marge" not in shown(signed_in(blind), deal)


def test_the_plan_of_the_customer_and_the_target_of_the_month_are_compared(
    deal: Deal, marc: User, blind: User
) -> None:
    Objective.objects.create(
        deal=deal, words="Signer", metric="amount", ideal=1000, aimed=950, fallback=900, rank=1,
        due_on=date(2026, 12, 10), owner=marc,
    )  # fmt: skip
    offer(deal)
    assert "plan" not in shown(signed_in(marc), deal)
    plan = ProspectingPlan.objects.create(
        name="Laiteries", objective="new_target", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 31),
        owner=marc, yearly_margin=Decimal(400),
    )  # fmt: skip
    PlanCompany.objects.create(plan=plan, company=deal.company)
    SalesTarget.objects.create(person=marc, month=date(2026, 12, 1), amount=Decimal(900))
    said = shown(signed_in(marc), deal)
    assert "laisse 300 € de marge ; le plan « Laiteries » compte sur 400 € par client et par an" in said
    assert f'href="/prospecting/plans/{plan.public_id}/"' in said
    assert "Le visé, 950 €, dépasse à lui seul" in said
    assert "900 €" in said
    told = shown(signed_in(blind), deal)
    assert ["Laiteries" in told, "dépasse à lui seul" in told] == [False, True]
    close = make_user(Role.READ_ONLY, scope=Scope.TEAM.value)
    assert "dépasse à lui seul" not in shown_or_nothing(close, deal)


def shown_or_nothing(user: User, deal: Deal) -> str:
    answer = signed_in(user).get(reverse("deals:panel", args=[deal.public_id, "objectives"]))
    return answer.content.decode() if answer.status_code == 200 else ""
