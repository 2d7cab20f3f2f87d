"""What holds of every address: headers, forgery of requests, and texts that are markup to a browser."""

from __future__ import annotations

import re

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem, Product, ProductFamily
from negoce.companies.models import (
    Activity,
    Address,
    Company,
    CompanyTag,
    Contact,
    Post,
    ReportItem,
    SavedView,
    Tag,
)
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.negotiation.models import Tender, TenderQuestion
from negoce.outbox.models import Message, MessageTemplate
from tests.factories.identity import make_user
from tests.web import test_foreign_records as walk
from tests.web.test_foreign_records import Foreign, foreign, owner, urls_of, with_records  # noqa: F401

pytestmark = pytest.mark.django_db
MARKUP = "\"'><img src=x onerror=alert(1)></script>${7*7}{{7*7}}"
PAGES = (
    *(
        "/prospecting/",
        "/prospecting/plans/",
        "/prospecting/plans/new/",
        "/prospecting/channels/",
        "/day/",
        "/companies/",
        "/contacts/",
        "/activities/",
        "/activities/today/",
        "/imports/",
        "/imports/new/",
        "/tenders/house/",
    ),
    *("/search/all/?q=x", "/settings/", "/settings/people/", "/settings/roles/", "/settings/teams/"),
    *("/settings/territories/", "/settings/journal/", "/account/", "/companies/new/", "/contacts/new/"),
    *("/day/team/", "/day/why/?kind=x&key=x", "/day/refusal/", "/day/postponement/"),
    *("/settings/bin/", "/settings/bin/?kind=contact", "/settings/bin/?kind=activity", "/settings/tags/"),
    "/settings/qualification/",
    *(
        "/prospecting/mailings/",
        "/prospecting/mailings/new/",
        "/prospecting/forms/",
        "/prospecting/forms/new/",
        "/prospecting/fair/fairs/",
        "/prospecting/fair/fairs/new/",
    ),
    *("/prospecting/fair/", "/prospecting/fair/ticket/"),
    "/settings/qualification/new/",
    *("/settings/playbooks/", "/settings/playbooks/new/", "/settings/offers/", "/settings/offers/new/"),
    *(
        "/account/devices/",
        "/account/tokens/",
        "/settings/fields/",
        "/settings/fields/new/",
        "/settings/seller/",
        "/settings/seller/sample.pdf",
        "/duplicates/merges/",
    ),
    *("/activities/new/", "/lists/companies/rows/", "/lists/companies/footer/", "/lists/companies/tabs/"),
    *("/lists/companies/export/?format=csv", "/lists/contacts/export/", "/nothing/here/", "/search/recent/"),
    *("/deals/", "/deals/board/", "/deals/forecast/", "/deals/calendar/", "/deals/bin/", "/deals/new/"),
    *("/tenders/", "/tenders/new/"),
    *("/quotes/", "/quotes/new/", "/sale-lines/products/?q=x"),
    *("/messages/", "/settings/templates/", "/settings/templates/new/", "/settings/mail/", "/mailbox/"),
    *("/orders/", "/products/", "/products/new/", "/products/families/", "/lists/products/footer/"),
    *("/products/price-lists/", "/products/price-lists/new/", "/products/choices/?product=x"),
    *("/calculators/", "/calculators/late-penalty/", "/calculators/totals/?clear=1"),
    "/portfolio/",
    *("/visits/", "/visits/new/", "/visits/map/", "/visits/settings/"),
    "/portfolio/foresight/",
    "/portfolio/foresight/season/",
    *(
        "/settings/reminders/",
        "/settings/terms/",
        "/settings/life/",
        "/orders/new/",
        "/contracts/",
        "/contracts/new/",
    ),
    *("/invoices/", "/invoices/new/", "/invoices/waiting/", "/settings/series/", "/settings/series/new/"),
    *("/orders/", "/orders/backlog/", "/orders/backlog/?view=late"),
    *(
        "/portfolio/attitudes/",
        "/portfolio/attitudes/?over=12",
        "/portfolio/budgets/",
        "/portfolio/budgets/costs/",
    ),
    *("/portfolio/budgets/profits/", "/portfolio/budgets/unprofitable/", "/portfolio/budgets/follow-up/"),
    *("/portfolio/budgets/workload/", "/portfolio/budgets/2026/new/budget/"),
    *("/portfolio/matrix/", "/portfolio/matrix/card/", "/portfolio/reasons/", "/prospecting/matrix/"),
    *("/prospecting/matrix/figure/", "/prospecting/matrix/card/", "/prospecting/matrix/criteria/new/"),
    *("/prospecting/calls/", "/prospecting/calls/new/", "/prospecting/calls/scripts/"),
    "/prospecting/calls/scripts/new/",
    *(
        "/prospecting/sources/",
        "/prospecting/sources/new/",
        "/prospecting/referrals/",
        "/prospecting/register/",
    ),
    *("/privacy/requests/", "/privacy/requests/new/", "/privacy/retention/", "/privacy/retention/settings/"),
    *(
        "/privacy/notices/",
        "/privacy/notices/given/",
        "/privacy/notices/mail/",
        "/privacy/register/",
        "/privacy/register/new/",
        "/contacts/new/recovered/",
        "/prospecting/referrals/new/",
    ),
    *("/prospecting/scoring/", "/prospecting/scoring/model/", "/prospecting/scoring/rules/new/"),
    *("/portfolio/plan/", "/portfolio/plan/2026/new/", "/portfolio/plan/2026/copy/"),
    *(
        "/objectives/",
        "/aids/",
        "/aids/new/",
        "/arguments/objections/?subject=price&q=cher",
        "/arguments/objections/new/",
        "/chances/",
        "/deals/wins-and-losses/",
        "/deals/wins-and-losses/?tab=why",
        "/deals/wins-and-losses/?tab=buyers",
        "/partnerships/",
        "/partnerships/new/",
        "/discovery/sets/",
        "/discovery/sets/new/",
        "/targets/",
        "/targets/?by=house",
        "/targets/forecast/",
        "/targets/odds/",
        "/targets/person/copy/2026/",
        "/reports/",
        "/reports/new/",
        "/reports/view/?subject=orders&measure=net&group=month",
        "/reports/ready/life/",
        "/reports/keeping/?query=subject%3Dorders",
    ),
)


@pytest.fixture
def boss(foreign: Foreign) -> Client:  # noqa: F811
    return walk.signed_in(make_user(Role.ADMINISTRATOR))


def every_url(foreign: Foreign) -> list[str]:  # noqa: F811
    return [*PAGES, *(url for name, parts in with_records() for url in urls_of(name, parts, foreign))]


# What every answer says to browsers, whatever it is.
HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.asked_already  # headers; the test of markup below has every page answer on each database
def test_every_page_is_private_strict_and_only_reads(boss: Client, foreign: Foreign) -> None:  # noqa: F811
    """One walk through all of them: no copy is kept, the policy allows nothing unsafe, no row changes.

    On a shared machine, or in a proxy, the page of before would come back after signing out. The journal alone
    grows: it tells what left the house.
    """
    # A message is drawn by the styles that stand in it, in a frame without any power: tests/web/outbox says so.
    letter = reverse("outbox:letter", args=[foreign.values["outbox"]["public_id"]])
    urls = every_url(foreign)
    before = walk.snapshot()
    kept, loose = [], []
    for url in urls:
        headers = boss.get(url).headers
        caching, policy = headers.get("Cache-Control", ""), headers.get("Content-Security-Policy", "")
        if "no-store" not in caching or "private" not in caching:
            kept.append((url, caching))
        if url == letter:
            continue
        strict = "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy
        if not strict or {name: headers.get(name) for name in HEADERS} != HEADERS:
            loose.append((url, policy))
    assert (kept, loose) == ([], [])
    # A portfolio that nobody looked at before asks for its snapshot.
    assert set(walk.changed_tables(before)) <= {"identity.journalentry", "jobs.job"}


@pytest.mark.asked_already  # refused before anything is asked
def test_nothing_is_done_for_a_forged_request(foreign: Foreign) -> None:  # noqa: F811
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(
        make_user(Role.ADMINISTRATOR), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    before = walk.snapshot()
    urls = [reverse(name) for name, pattern in walk.addresses() if not pattern.pattern.converters]
    urls += every_url(foreign)
    urls += ["/account/login/", "/account/logout/", "/account/password/change/", "/account/language/"]
    urls += [f"/lists/companies/{part}/" for part in ("columns", "views/new", "views/delete", "bulk/owner")]
    through = [
        (url, status)
        for url in urls
        if (status := client.post(url, walk.POSTED).status_code) not in {403, 404}
    ]
    assert (through, walk.changed_tables(before)) == ([], [])


def marked(model: type[Model], *names: str) -> dict[str, str]:
    """The text in each of these columns, cut where the column ends."""
    return {name: MARKUP[: getattr(model._meta.get_field(name), "max_length", None)] for name in names}


def fill_with_markup(foreign: Foreign) -> None:  # noqa: F811
    """The text everywhere a text is stored, past every check: an import or a mend may have let it in."""
    companies = ("name", "city", "note", "website", "phone", "equipment", "email", "origin_detail")
    Company.objects.update(**marked(Company, *companies))
    people = ("first_name", "last_name", "email", "phone", "mobile", "linkedin", "note", "title")
    Contact.objects.update(**marked(Contact, *people))
    Post.objects.update(**marked(Post, "function", "responsibility", "gatekeeper_advice"))
    Activity.objects.update(**marked(Activity, "subject", "body", "brought", "need_recorded"))
    Address.objects.update(**marked(Address, "label", "line1", "line2", "city"))
    first = Activity.objects.order_by("pk")[0]
    ReportItem.objects.create(activity=first, kind="need", text=MARKUP, position=1)
    tag = Tag.objects.create(**marked(Tag, "name"), name_key="x")
    CompanyTag.objects.create(company=foreign.company, tag=tag)
    Message.objects.update(**marked(Message, "subject", "text", "to_name", "from_name", "server_words"))
    MessageTemplate.objects.filter(key="").update(**marked(MessageTemplate, "name", "subject", "body"))
    Product.objects.update(**marked(Product, "label", "description"))
    ProductFamily.objects.create(**marked(ProductFamily, "name"))
    tariff = PriceList.objects.create(**marked(PriceList, "name"))
    PriceListItem.objects.create(price_list=tariff, product=Product.objects.all()[0], price=1)
    NegotiatedPrice.objects.update(**marked(NegotiatedPrice, "reason"))
    SavedView.objects.update(**marked(SavedView, "name"), is_shared=True, query=f"filter={MARKUP}")
    Tender.objects.update(**marked(Tender, "name", "reference", "own_rules"))
    TenderQuestion.objects.update(**marked(TenderQuestion, "question"))
    User.objects.update(**marked(User, "first_name", "last_name"))


def test_no_text_becomes_markup(boss: Client, foreign: Foreign) -> None:  # noqa: F811
    fill_with_markup(foreign)
    names = ("q", "filter", "sort", "view", "cursor", "name", "before", "columns", "tab", "company", "index")
    typed = "?" + "&".join(f"{name}={MARKUP}" for name in names)
    problems, shown = [], 0
    for url in every_url(foreign):
        for asked in (url, url.partition("?")[0] + typed):
            answer = boss.get(asked, headers={"HX-Request": "true"})
            if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
                continue
            page = answer.content.decode()
            shown += "&lt;img src=x" in page
            if (
                "<img src=x" in page
                or re.search(r"</script>\$", page)
                or "$49" in page
                or answer.status_code >= 500
            ):
                problems.append((asked, answer.status_code))
    assert problems == []
    assert shown > 30


@pytest.mark.parametrize(
    ("address", "status"),
    [("/companies/?q=%00", 200), ("/contacts/new/?last_name=a%00b&name=%00", 200), ("/companies/%00/", 404)],
)
def test_a_nul_in_an_address_goes_no_further(boss: Client, address: str, status: int) -> None:
    assert boss.get(address).status_code == status


def test_a_nul_in_a_form_goes_no_further(boss: Client, foreign: Foreign) -> None:  # noqa: F811
    url = reverse("companies:field", args=[foreign.company.public_id, "name"])
    assert boss.post(url, {"value": "Lai\0terie"}).status_code == 200
    assert Company.objects.get(pk=foreign.company.pk).name == "Laiterie"
    assert (
        boss.post("/contacts/new/", {"last_name": "a\0b", "email": "\0", "company": "\0"}).status_code == 422
    )
