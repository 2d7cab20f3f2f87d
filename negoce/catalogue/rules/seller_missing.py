"""What our own identity lacks for quotes and invoices to say what the law wants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from negoce.kit.explain import Finding

_INVOICE = "C. com. L441-9, CGI ann. II art. 242 nonies A"
_REGISTER = "C. com. R123-237"
_COMPANY = "C. com. R123-238"


@dataclass(frozen=True, slots=True)
class SellerFacts:
    """What is known of the seller, as far as the law asks for it; `has_capital` for a company that has one."""

    name: str = ""
    legal_form: str = ""
    has_capital: bool = False
    siren: str = ""
    vat_number: str = ""
    register_town: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    iban: str = ""
    is_vat_exempt: bool = False


# Who trades under their own name has neither capital nor legal form of a company.
_WITHOUT_CAPITAL = frozenset(
    {"ei", "eirl", "entreprise individuelle", "micro-entreprise", "association", "gie"}
)


def seller_missing(facts: SellerFacts) -> tuple[Finding, ...]:
    """Return what is missing, each with the `source` that wants it; errors keep an invoice from being issued.

    Without a bank account (a warning) customers are not told where to pay; no text wants it.
    """
    return tuple(_missing(facts))


def _missing(facts: SellerFacts) -> Iterator[Finding]:
    if not facts.name:
        yield _lacks("name", _INVOICE)
    if not (facts.street and facts.postal_code and facts.city):
        yield _lacks("address", _INVOICE)
    if not facts.siren:
        yield _lacks("siren", _REGISTER)
    if not facts.register_town:
        yield _lacks("register_town", _REGISTER, "warning")
    if not facts.legal_form:
        yield _lacks("legal_form", _COMPANY, "warning")
    elif not facts.has_capital and facts.legal_form.strip().lower() not in _WITHOUT_CAPITAL:
        yield _lacks("capital", _COMPANY, "warning")
    if not facts.vat_number and not facts.is_vat_exempt:
        yield _lacks("vat_number", _INVOICE)
    if not facts.iban:
        yield Finding("seller_missing.iban", "info", {"source": ""})


def _lacks(name: str, source: str, severity: str = "error") -> Finding:
    return Finding(
        f"seller_missing.{name}", "warning" if severity == "warning" else "error", {"source": source}
    )
