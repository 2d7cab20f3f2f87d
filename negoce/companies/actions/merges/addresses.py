"""The addresses of two companies that become one: none stands twice, one is the head office."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.actions.merges.ledger import Ledger
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company, Post
from negoce.kit.text import name_key

_HEAD_OFFICE = AddressKind.HEAD_OFFICE.value
_LINES = ("label", "line1", "line2")


def merge_addresses(ledger: Ledger, kept: Company, absorbed: Company, *, place_moves: bool) -> None:
    """Give `kept` the addresses of `absorbed`; those it has already are dropped, and posts there follow.

    `place_moves` says that the place of `absorbed` was chosen: then its head office is the one that stays so.
    """
    own = list(Address.objects.filter(company=kept).order_by("pk"))
    for row in Address.objects.filter(company=absorbed).order_by("pk"):
        twin = _twin(row, own)
        if twin is not None:
            _join(ledger, row, twin)
            continue
        office = next((each for each in own if each.kind == _HEAD_OFFICE), None)
        if row.kind == _HEAD_OFFICE and office is not None:
            # One head office a company: the other becomes a site.
            ledger.edit(office if place_moves else row, kind=AddressKind.SITE.value)
        ledger.move(Address.objects.filter(pk=row.pk), "company_id", kept.pk)
        row.company_id = kept.pk
        own.append(row)


def follow_place(ledger: Ledger, kept: Company) -> None:
    """Put the company's place on its head office, as every change of the place does."""
    office = Address.objects.filter(company=kept, kind=_HEAD_OFFICE).first()
    if office is not None and (kept.postal_code or kept.city):
        ledger.edit(office, postal_code=kept.postal_code, city=kept.city, country=kept.country)


def _twin(row: Address, own: Sequence[Address]) -> Address | None:
    """The survivor's address of the same use and place; a street that only one of them knows is no difference."""
    for each in own:
        if each.kind != row.kind or _place(each) != _place(row):
            continue
        if _street(each) == _street(row) or not _street(each) or not _street(row):
            return each
    return None


def _join(ledger: Ledger, row: Address, twin: Address) -> None:
    filled = {name: getattr(row, name) for name in _LINES if getattr(row, name) and not getattr(twin, name)}
    ledger.edit(twin, **filled)
    ledger.move(Post.objects.filter(site=row), "site_id", twin.pk)
    ledger.drop([row])


def _place(row: Address) -> tuple[str, ...]:
    return row.country, row.postal_code, name_key(row.city)


def _street(row: Address) -> str:
    return name_key(f"{row.line1} {row.line2}")
