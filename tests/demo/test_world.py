"""The demo world without a database: repeatable, fictional, and true to the real history."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from negoce.companies.reference.tables import activity_rows, legal_form_labels
from negoce.companies.rules.identifiers import is_siren, is_siret, parse_vat_number
from negoce.companies.rules.phones import parse_phone
from negoce.companies.rules.postal_codes import town_agrees, towns_of
from negoce.demo.former import formers
from negoce.demo.history import shift_for
from negoce.demo.lists import main_towns
from negoce.demo.outline import UNTHOUGHT_OF
from negoce.demo.products import SOURCE, families_by_code, products
from negoce.demo.profiles import NAMED_ACTIVITIES, PROFILES
from negoce.demo.rows import CompanyRow
from negoce.demo.team import holder_of, people, salespeople
from negoce.demo.world import World, world
from negoce.kit.text import name_key

TODAY = date(2026, 11, 20)
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
# Ours begin with 999: nine digits in a row, and the first nine of a SIRET.
_LIKE_OURS = re.compile(rb"(?=(999\d{6}))")
FICTION = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998")


@pytest.fixture(scope="module")
def whole() -> World:
    return world(TODAY)


@pytest.fixture(scope="module")
def companies(whole: World) -> list[CompanyRow]:
    return list(whole.companies())


@pytest.fixture(scope="module")
def small() -> World:
    return world(TODAY, scale=0.02)


def test_the_same_day_and_seed_give_the_same_rows_and_another_seed_gives_others() -> None:
    first = _digest(world(TODAY, scale=0.01))
    assert _digest(world(TODAY, scale=0.01)) == first
    assert _digest(world(TODAY, seed=8, scale=0.01)) != first


def test_a_company_is_the_same_at_every_scale(companies: list[CompanyRow], small: World) -> None:
    whole_names = {row.key: (row.name, row.siren, row.city) for row in companies}
    assert {
        row.key: (row.name, row.siren, row.city) for row in small.companies()
    }.items() <= whole_names.items()


def test_sizes_of_the_whole_world(companies: list[CompanyRow]) -> None:
    kinds = Counter(row.key.split(":")[1] for row in companies)
    assert kinds == {"customer": 3412, "prospect": 1500, "former": 560}
    assert sum(row.is_customer for row in companies) == 3412 + 560
    assert max(len(row.contacts) for row in companies) == 4


def test_numbers_have_valid_keys_and_begin_with_999(companies: list[CompanyRow]) -> None:
    numbered = [row for row in companies if row.siren]
    assert len(numbered) > 3000
    assert [row.siren for row in numbered if not is_siren(row.siren) or not row.siren.startswith("999")] == []
    assert [row.siret for row in companies if row.siret and not is_siret(row.siret)] == []
    wrong = [row.vat_number for row in companies if row.vat_number and not _vat_holds(row)]
    assert wrong == []
    assert len({row.siren for row in numbered}) == len(numbered)


def test_no_siren_is_that_of_a_real_company(companies: list[CompanyRow]) -> None:
    folder = SHARED / "fr_companies"
    if not folder.is_dir():
        pytest.skip("the register samples (../shared/data/fr_companies) are not on this machine")
    paths = sorted(folder.glob("*.csv*"))
    assert len(paths) >= 4
    real = {found for path in paths for found in _LIKE_OURS.findall(_read(path))}
    assert [row.siren for row in companies if row.siren.encode() in real] == []


def test_phones_are_those_of_fiction(companies: list[CompanyRow]) -> None:
    numbers = [number for row in companies for number in _phones(row)]
    assert len(numbers) > 8000
    assert [number for number in numbers if not number.startswith(FICTION) or len(number) != 12] == []
    assert {parse_phone(number).value for number in numbers[:200]} == set(numbers[:200])


def test_mails_and_sites_are_under_example(companies: list[CompanyRow]) -> None:
    mails = [row.email for row in companies] + [c.email for row in companies for c in row.contacts]
    mails += [post.email_then for row in companies for c in row.contacts for post in c.posts]
    mails += [person.email for person in people()]
    sites = [row.website for row in companies if row.website]
    assert [mail for mail in mails if mail and not mail.endswith(".example")] == []
    assert [
        site for site in sites if not (site.startswith("https://www.") and site.endswith(".example"))
    ] == []


def test_places_exist_and_nearly_all_have_a_salesperson(companies: list[CompanyRow]) -> None:
    places = {(row.postal_code, row.city) for row in companies} | {place for _, place in main_towns()}
    assert [place for place in places if not towns_of(place[0]) or not town_agrees(*place)] == []
    owned = Counter(row.owner_key for row in companies)
    assert owned[""] < len(companies) / 5
    assert all(owned[person.key] > 300 for person in salespeople())
    assert holder_of("97400") == ("", "")


def test_codes_of_activities_and_legal_forms_exist(companies: list[CompanyRow]) -> None:
    known = {row.code for row in activity_rows() if row.version == "rev2"}
    used = {profile.activity_code for profile in PROFILES} | set(NAMED_ACTIVITIES.values())
    used |= {row.activity_code for row in companies if row.activity_code}
    assert used - known == set()
    assert {row.legal_form for row in companies if row.legal_form} - set(legal_form_labels()) == set()


def test_hardly_any_name_is_borne_twice_and_some_are_nearly_the_same(companies: list[CompanyRow]) -> None:
    keys = Counter(name_key(row.name) for row in companies)
    assert sum(count - 1 for count in keys.values()) <= 24
    assert sum(row.key.startswith("demo:prospect") and not row.siren for row in companies) > 20


def test_bigger_buyers_are_bigger_companies(whole: World) -> None:
    sizes = [row.headcount for row in whole.outlines if row.rank is not None]
    assert sum(sizes[:300]) > 4 * sum(sizes[-300:])


def test_posts_end_after_they_start_and_gatekeepers_guard_somebody(companies: list[CompanyRow]) -> None:
    posts = [post for row in companies for c in row.contacts for post in c.posts]
    ended = [post for post in posts if post.ended_on]
    assert len(ended) > 100
    assert [p for p in ended if p.started_on is None or p.started_on > p.ended_on or p.ended_on > TODAY] == []
    guards = [post for post in posts if post.decision_power == "guards" and post.ended_on is None]
    assert len(guards) > 50
    assert [post for post in guards if not post.guards_key] == []


def test_one_offer_is_unknown_in_one_trade(whole: World, companies: list[CompanyRow]) -> None:
    """Nobody sold Christmas to a hotel: the empty pair of offers and segments, with many hotels to sell it to."""
    hosts = {row.key for row in companies if row.activity_code[:2] in ("55", "56")}
    families = families_by_code()
    takers = {
        order.company_key
        for order in whole.recent_orders()
        for line in order.lines
        if families.get(line.code) == UNTHOUGHT_OF
    }
    left = {
        f"demo:former:{each.number}"
        for each in formers(whole.seed)
        if f"demo:customer:{each.model}" in takers
    }
    assert (hosts & (takers | left), len(hosts) > 500) == (set(), True)


def test_every_product_has_a_french_label() -> None:
    labels = [product.label for product in products()]
    assert len(labels) == 3457
    assert [label for label in labels if not label or (label.isupper() and len(label) > 4)] == []
    by_code = {product.code: product.label for product in products()}
    assert by_code["85123A"] == "Photophore suspendu cœur blanc"


def test_no_product_keeps_its_english_label() -> None:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["label"] for row in rows if row["label"].lower() == row["original"].lower()] == []


def test_margins_lie_between_25_and_48_percent_by_family(whole: World) -> None:
    families = {product.code: product.family for product in products()}
    net, cost = Counter[str](), Counter[str]()
    for order in whole.recent_orders():
        for line in order.lines:
            net[families[line.code]] += line.net_cents
            cost[families[line.code]] += line.cost_cents
    assert len(net) == 14
    assert [name for name in net if not 0.245 <= 1 - cost[name] / net[name] <= 0.5] == []


@pytest.mark.parametrize("today", [TODAY + timedelta(days=days) for days in range(8)])
def test_dates_are_shifted_by_whole_weeks_into_the_last_seven_days(today: date) -> None:
    last = date(2011, 9, 9) + shift_for(today)
    assert last.weekday() == date(2011, 9, 9).weekday()
    assert 0 <= (today - last).days <= 6


def test_totals_of_the_real_months_equal_the_source_to_the_cent(whole: World) -> None:
    source = SHARED / "online_retail" / "online_retail_train_2010-12-01_2011-09-09.parquet"
    if not source.exists():
        pytest.skip("the source (../shared/data/online_retail) is not on this machine")
    shift = shift_for(TODAY)
    found: Counter[date] = Counter()
    for order in whole.recent_orders():
        found[order.ordered_on - shift] += order.net_cents
    lines = pl.read_parquet(source).filter(pl.col("CustomerID").is_not_null())
    cents = (pl.col("UnitPrice") * 100).round().cast(pl.Int64) * pl.col("Quantity")
    days = lines.group_by(pl.col("InvoiceDate").dt.date().alias("day")).agg(cents.sum().alias("cents"))
    assert dict(found) == dict(days.iter_rows())


def test_older_orders_are_synthetic_and_touch_no_real_day(small: World) -> None:
    older = [order for _, orders in small.older_orders() for order in orders]
    assert len(older) > 300
    assert all(order.is_synthetic for order in older)
    assert max(order.ordered_on for order in older) < small.real_start
    assert min(order.ordered_on for order in older) >= small.real_start - timedelta(days=730)
    assert {order.ordered_on.weekday() for order in older} <= {0, 1, 2, 3, 4, 6}
    assert [order for order in older if any(line.quantity < 1 for line in order.lines)] == []


def test_recent_orders_are_real_and_come_newest_first(small: World) -> None:
    recent = list(small.recent_orders())
    assert len(recent) == small.recent_orders_count
    assert not any(order.is_synthetic for order in recent)
    days = [order.ordered_on for order in recent]
    assert days == sorted(days, reverse=True)
    assert days[0] <= TODAY
    returns = [order for order in recent if order.is_return]
    assert returns
    assert all(order.net_cents <= 0 for order in returns)


def test_threads_agree_with_the_calendar_and_the_orders(small: World) -> None:
    references = {order.reference for order in small.recent_orders()}
    references |= {order.reference for _, orders in small.older_orders() for order in orders}
    threads = [row for _, rows in small.activities() for row in rows]
    late = [row for row in threads if row.state == "done" and row.starts_at.date() >= TODAY]
    assert late == []
    assert {row.starts_at.weekday() for row in threads if row.kind in ("visit", "call")} <= {0, 1, 2, 3, 4}
    told = [row.subject.split()[-1] for row in threads if row.subject.startswith("Suivi de livraison")]
    assert told
    assert set(told) <= references
    assert [row for row in threads if "{" in row.body or "{" in row.subject] == []


def test_promises_and_questions_have_their_task(small: World) -> None:
    threads = [row for _, rows in small.activities() for row in rows]
    keys = {row.key: row for row in threads}
    items = [item for row in threads for item in row.items if item.kind in ("promise", "question")]
    assert items
    assert {keys[item.task_key].kind for item in items} == {"task"}


def _digest(demo: World) -> str:
    parts: list[object] = [*demo.people(), *demo.companies(), *demo.recent_orders()]
    parts += [*demo.older_orders(), *demo.activities()]
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


def _phones(row: CompanyRow) -> Iterator[str]:
    numbers = [row.phone]
    for contact in row.contacts:
        numbers += [contact.phone, contact.mobile, *(post.phone_then for post in contact.posts)]
    return (number for number in numbers if number)


def _vat_holds(row: CompanyRow) -> bool:
    return parse_vat_number(row.vat_number, row.siren).value == row.vat_number


def _read(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content
