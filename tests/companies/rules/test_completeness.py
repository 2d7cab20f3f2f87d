"""The completeness gauge (F1)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.rules.completeness import ITEMS, CompanyIdentity, completeness

WHOLE = CompanyIdentity(
    name="Laiterie du Vercors",
    legal_form="5710",
    siren="732829320",
    vat_number="FR44732829320",
    activity_code="10.51A",
    kind="manufacturer",
    headcount=48,
    surface=3200,
    phone="+33476000000",
    email="contact@laiterie.example",
    website="https://laiterie.example",
    postal_code="38250",
    city="Villard-de-Lans",
    owner="camille",
    origin_channel="fair",
    contacts=4,
    contacts_reachable=3,
    contacts_deciding=1,
    purchase_process_known=True,
    competitors_known=True,
)


def test_a_whole_file_is_at_one_hundred() -> None:
    gauge = completeness(WHOLE)
    assert (gauge.percent, gauge.missing) == (100, ())
    assert gauge.chapters == {"identity": 100, "contacts": 100, "behaviour": 100}


def test_a_bare_name() -> None:
    """3 of the 34 points that concern a business; what is missing comes heaviest first."""
    gauge = completeness(CompanyIdentity(name="Laiterie du Vercors"))
    weights = {item.code: item.weight for item in ITEMS}
    assert sum(weights[code] for code in gauge.missing) == 31
    assert gauge.percent == 9
    assert gauge.missing[:3] == ("siren", "address", "contact")
    assert gauge.chapters["contacts"] == 0
    assert gauge.explanation.figures == {"known": 1, "items": 19}


def test_a_public_body_is_asked_its_kind_and_not_what_only_businesses_have() -> None:
    public = replace(WHOLE, buyer_type="public_body", vat_number="", kind="", surface=None)
    assert completeness(public).missing == ("public_body_kind",)
    assert completeness(replace(public, public_body_kind="hospital")).percent == 100


def test_one_missing_thing_never_shows_one_hundred() -> None:
    assert completeness(replace(WHOLE, website="")).percent == 97
    assert completeness(replace(WHOLE, website="")).missing == ("website",)


@given(st.builds(CompanyIdentity))
def test_the_gauge_stays_between_its_bounds(company: CompanyIdentity) -> None:
    gauge = completeness(company)
    assert 0 <= gauge.percent <= 100
    assert (gauge.percent == 100) == (not gauge.missing)
