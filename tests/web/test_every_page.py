"""What holds of every address: headers, forgery of requests, and texts that are markup to a browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import (
    Activity,
    Address,
    Company,
    CompanyTag,
    Contact,
    ReportItem,
    SavedView,
    Tag,
)
from negoce.identity.enums import Role
from negoce.identity.models import User
from tests.factories.identity import make_user
from tests.web import test_foreign_records as walk
from tests.web.test_foreign_records import Foreign, foreign, owner, urls_of, with_records  # noqa: F401

pytestmark = pytest.mark.django_db
MARKUP = "\"'><img src=x onerror=alert(1)></script>${7*7}{{7*7}}"
PAGES = (
    *("/companies/", "/contacts/", "/activities/", "/activities/today/", "/imports/", "/imports/new/"),
    *("/search/all/?q=x", "/settings/", "/settings/people/", "/settings/roles/", "/settings/teams/"),
    *("/settings/territories/", "/settings/journal/", "/account/", "/companies/new/", "/contacts/new/"),
    *("/activities/new/", "/lists/companies/rows/", "/lists/companies/footer/", "/lists/companies/tabs/"),
    *("/lists/companies/export/?format=csv", "/lists/contacts/export/", "/nothing/here/", "/search/recent/"),
)


@pytest.fixture
def boss(foreign: Foreign) -> Client:  # noqa: F811
    return walk.signed_in(make_user(Role.ADMINISTRATOR))


def every_url(foreign: Foreign) -> list[str]:  # noqa: F811
    return [*PAGES, *(url for name, parts in with_records() for url in urls_of(name, parts, foreign))]


def test_no_copy_of_a_private_page_is_kept(boss: Client, foreign: Foreign) -> None:  # noqa: F811
    """On a shared machine, or in a proxy, the page of before would come back after signing out."""
    kept = [
        (url, caching)
        for url in every_url(foreign)
        if "no-store" not in (caching := boss.get(url).headers.get("Cache-Control", ""))
        or "private" not in caching
    ]
    assert kept == []


def test_policy_is_strict_everywhere(boss: Client, foreign: Foreign) -> None:  # noqa: F811
    for url in every_url(foreign):
        answer = boss.get(url)
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, url
        assert "unsafe" not in policy, url
        assert "*" not in policy, url
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


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


def test_reading_changes_nothing(boss: Client, foreign: Foreign) -> None:  # noqa: F811
    """But the journal, which tells what left the house, and the person's own last records."""
    urls = every_url(foreign)
    before = walk.snapshot()
    for url in urls:
        boss.get(url)
    assert set(walk.changed_tables(before)) <= {"identity.journalentry"}


def fill_with_markup(foreign: Foreign) -> None:  # noqa: F811
    """The text everywhere a text is stored, past every check: an import or a mend may have let it in."""
    texts = {
        "name": MARKUP,
        "city": MARKUP,
        "note": MARKUP,
        "website": MARKUP,
        "phone": MARKUP,
        "equipment": MARKUP,
    }
    Company.objects.update(**texts, email=MARKUP, origin_detail=MARKUP, siren="", activity_code="")
    names = ("first_name", "last_name", "email", "phone", "mobile", "linkedin", "note", "title")
    Contact.objects.update(**dict.fromkeys(names, MARKUP))
    foreign.contact.posts.update(function=MARKUP, responsibility=MARKUP, gatekeeper_advice=MARKUP)
    Activity.objects.update(subject=MARKUP, body=MARKUP, brought=MARKUP, need_recorded=MARKUP)
    Address.objects.update(label=MARKUP, line1=MARKUP, line2=MARKUP, city=MARKUP)
    ReportItem.objects.create(activity=Activity.objects.get(), kind="need", text=MARKUP, position=1)
    CompanyTag.objects.create(company=foreign.company, tag=Tag.objects.create(name=MARKUP[:40], name_key="x"))
    SavedView.objects.update(name=MARKUP[:60], is_shared=True, query=f"filter={MARKUP}")
    User.objects.update(first_name=MARKUP[:60], last_name=MARKUP[:60])


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
