"""Companies that may be the one being typed: by number, name, telephone, e-mail, site and place (F11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet

from negoce.companies.models import Company
from negoce.companies.queries.duplicates_arms import Arm, ask_all
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.duplicates.records import domain_of
from negoce.companies.rules.duplicates.while_typing import TypedName
from negoce.companies.rules.emails import parse_email
from negoce.companies.rules.identifiers import parse_siren, parse_siret, parse_vat_number
from negoce.companies.rules.phones import parse_phone
from negoce.companies.rules.postal_codes import department_of
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key, strip_legal_forms

_USUAL_FORMS = ("sarl", "sas", "sa", "eurl", "sasu", "sci", "societe", "ets", "etablissements", "entreprise")
_ENOUGH = 8
_READ_AT_MOST = 40
_SHORTEST_NAME = 3
# A domain that more have than this is that of a host or a group: it only tells with a name that is near.
_FEW = 4
_COLUMNS = ("pk", "name", "postal_code", "city_key")
# What tells most comes first.
_ORDER = ("number", "email", "phone", "name", "domain", "place")


class _EmailDomain(Func):
    """What the index by domain holds. Its figures stand in the text: SQLite would not know it by parameters."""

    output_field = CharField()
    template = "SUBSTRING(%(expressions)s, (STRPOS(%(expressions)s, '@') + 1))"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The same in the words of SQLite."""
        template = "SUBSTR(%(expressions)s, (INSTR(%(expressions)s, '@') + 1))"
        return self.as_sql(compiler, connection, template=template, **extra)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form so far, as it was typed."""

    name: str = ""
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    postal_code: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company that may be the one being entered.

    `same` names what both have, the most telling first: "number", "email", "phone", "name", "domain", "place".
    `public_id`, `place` and `same` are empty when the actor may not see it: then only its name and its owner are told.
    """

    name: str
    owner_name: str
    place: str
    public_id: str
    same: Sequence[str]


def find_similar(actor: Actor, *, but: int | None = None, **typed: str) -> Sequence[Candidate]:
    """The companies of the whole file that may be the one typed (fields of `Typed`), at most eight.

    Names are compared by the rules of the search for duplicates; their first letters must be right. Only whole
    numbers, telephones and e-mails are looked up. Two queries, each through indexes and bounded.
    """
    given = Typed(**typed)
    name = TypedName(given.name)
    shared: dict[int, set[str]] = {}
    crowds: dict[str, int] = {}
    rows = ask_all(list(_arms(given)), _COLUMNS)
    for said, _row in rows:
        crowds[said] = crowds.get(said, 0) + 1
    near: dict[int, float] = {}
    for said, (key, other, postal_code, city) in rows:
        if key == but:
            continue
        if key not in near and given.name:
            near[key] = name.likeness(other)
        if _tells(said, near.get(key, 0.0), crowds[said], _same_place(given, postal_code, city)):
            shared.setdefault(key, set()).add(said)
    told = sorted(shared, key=lambda key: (_rank(shared[key]), -near.get(key, 0.0), key))[:_ENOUGH]
    return _as_seen_by(actor, {key: shared[key] for key in told})


def _arms(typed: Typed) -> Iterator[Arm]:
    vat = parse_vat_number(typed.vat_number).value or ""
    number = parse_siren(typed.siren).value or (parse_siret(typed.siret).value or "")[:9]
    number = number or (vat[4:] if vat.startswith("FR") else "")
    if number:
        yield Arm("number", _alive().filter(~Q(siren=""), siren=number).order_by("siren"), _ENOUGH)
    phone = parse_phone(typed.phone).value
    if phone:
        yield Arm("phone", _alive().filter(~Q(phone=""), phone=phone).order_by("phone"), _ENOUGH)
    email = parse_email(typed.email).value
    if email:
        yield Arm("email", _alive().filter(~Q(email=""), email=email).order_by("email"), _ENOUGH)
    for domain in sorted({domain_of(email or ""), domain_of(typed.website)} - {""}):
        yield from _domain(domain)
    bare = strip_legal_forms(typed.name)
    if len(bare) >= _SHORTEST_NAME:
        yield from _names(bare, typed)


def _names(bare: str, typed: Typed) -> Iterator[Arm]:
    """Rows whose key begins alike, with or without a legal form in front; three letters do in the same place."""
    by_name = ("name_key", "id")
    # A crowded beginning may hide the name itself: it is looked up on its own.
    yield Arm("name", _alive().filter(_begins(bare)).order_by(*by_name), _ENOUGH)
    usual = [f"{form} {bare}" for form in _USUAL_FORMS]
    yield Arm("name", _alive().filter(name_key__in=usual).order_by(*by_name), _ENOUGH)
    kept = bare[: max(_SHORTEST_NAME, len(bare) * 2 // 3)]
    if kept != bare:
        yield Arm("name", _alive().filter(_begins(kept)).order_by(*by_name), _READ_AT_MOST)
    town, department = name_key(typed.city), department_of(typed.postal_code.strip())
    here = _alive().filter(_begins(bare[:_SHORTEST_NAME]))
    if town:
        yield Arm("place", here.filter(city_key=town).order_by("city_key", *by_name), _READ_AT_MOST)
    elif department and len(typed.postal_code.strip()) == 5:
        rows = here.filter(department=department).order_by("department", *by_name)
        yield Arm("place", rows, _READ_AT_MOST)


def _domain(domain: str) -> Iterator[Arm]:
    """Companies whose e-mail or site is there; a site is stored as somebody wrote it."""
    rows = _alive().filter(~Q(email="")).annotate(domain=_EmailDomain("email")).filter(domain=domain)
    yield Arm("domain", rows.order_by("domain"), _ENOUGH)
    sites = [
        f"{scheme}{www}{domain}{end}"
        for scheme in ("https://", "http://", "")
        for www in ("www.", "")
        for end in ("", "/")
    ]
    yield Arm("domain", _alive().filter(~Q(website=""), website__in=sites).order_by("website"), _ENOUGH)


def _alive() -> QuerySet[Company]:
    return Company.objects.filter(deleted_at__isnull=True)


def _begins(key: str) -> Q:
    """Keys from `key` up to the next one that begins otherwise: a range, which every index serves."""
    return Q(name_key__gte=key, name_key__lt=key[:-1] + chr(ord(key[-1]) + 1))


def _same_place(typed: Typed, postal_code: str, city: str) -> bool:
    town, code = name_key(typed.city), typed.postal_code.strip()
    return bool((town and town == city) or (code and code == postal_code))


def _tells(said: str, near: float, crowd: int, same_place: bool) -> bool:
    """Whether what a row shares is enough, its name being `near` (0 to 1) what is typed."""
    if said == "name":
        return near >= TypedName.NEAR
    if said == "place":
        return same_place and near >= TypedName.PERHAPS
    return said != "domain" or crowd <= _FEW or near >= TypedName.PERHAPS


def _rank(said: set[str]) -> int:
    return min(_ORDER.index(each) for each in said)


def _as_seen_by(actor: Actor, told: Mapping[int, set[str]]) -> Sequence[Candidate]:
    if not told:
        return []
    seen = Exists(visible_companies(actor).filter(pk=OuterRef("pk")))
    rows = _alive().filter(pk__in=list(told)).annotate(
        seen=seen, first=F("owner__first_name"), last=F("owner__last_name"), mail=F("owner__email")
    )  # fmt: skip
    read = rows.order_by("pk").values_list("pk", "public_id", "name", "city", "seen", "first", "last", "mail")
    found: dict[int, Any] = {row[0]: row[1:] for row in read}
    return [_candidate(found[key], told[key]) for key in told if key in found]


def _candidate(row: tuple[Any, ...], said: set[str]) -> Candidate:
    public_id, name, city, seen, first, last, mail = row
    owner_name = f"{first or ''} {last or ''}".strip() or mail or ""
    if not seen:
        return Candidate(name, owner_name, "", "", ())
    return Candidate(name, owner_name, city, public_id, sorted(said, key=_ORDER.index))
