"""E-mail addresses: a strict reading of their shape; generic ones (contact@…) told from personal ones."""

from __future__ import annotations

import re

from negoce.kit.explain import Parsed, refuse
from negoce.kit.text import fold

MAX_LENGTH = 254
MAX_LOCAL_LENGTH = 64
_LOCAL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE | re.ASCII
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE | re.ASCII)
_ANGLES = re.compile(r"[^<>]*<([^<>\s]+)>")
GENERIC_NAMES = frozenset(
    {
        "accueil", "achat", "achats", "administration", "adv", "agence", "assistance", "atelier",
        "bienvenue", "boutique", "bureau", "commande", "commandes", "commercial", "communication",
        "compta", "comptabilite", "contact", "contacts", "courrier", "cse", "ce", "depot", "devis",
        "direction", "dpo", "drh", "export", "facturation", "factures", "formation", "gestion", "hello",
        "info", "information", "informations", "infos", "livraison", "logistique", "magasin", "mail",
        "mairie", "marches", "marketing", "noreply", "no-reply", "office", "postmaster", "presse",
        "qualite", "recrutement", "reservation", "rh", "sales", "sav", "secretariat", "service",
        "serviceclient", "siege", "standard", "support", "technique", "ventes", "webmaster",
    }
)  # fmt: skip


def parse_email(text: str) -> Parsed[str]:
    """Return an address with its domain in lower case, or the reason why the text is not one.

    ``Camille <camille@cote-sud.example>`` and ``mailto:`` are understood; a domain with accents is stored in
    its ASCII form. Refusals: ``email.several``, ``email.spaces``, ``email.at_sign``, ``email.local``,
    ``email.domain``, ``email.no_extension``, ``email.too_long``.
    """
    given = text.strip()
    if not given:
        return Parsed()
    shown = given[:80]
    if len(given) > MAX_LENGTH + 100:
        return refuse("email.too_long", text=shown, max=MAX_LENGTH)
    if named := _ANGLES.fullmatch(given):
        given = named[1]
    address = given.removeprefix("mailto:").removeprefix("MAILTO:").rstrip(";,")
    if address.count("@") > 1 and re.search(r"[;,/\s]", address):
        return refuse("email.several", text=shown)
    if re.search(r"\s", address):
        return refuse("email.spaces", text=shown)
    if address.count("@") != 1:
        return refuse("email.at_sign", text=shown)
    local, _, domain = address.partition("@")
    return _check(local, domain, shown)


def is_generic_email(address: str) -> bool:
    """Tell whether an address is that of a legal person: outside consent and objection (domain 5.1)."""
    local = fold(address.partition("@")[0])
    words = [word for word in re.split(r"[._\-+0-9]+", local) if word]
    return local in GENERIC_NAMES or (bool(words) and words[0] in GENERIC_NAMES)


def without_tag(address: str) -> str:
    """Return an address without what its owner, or a sender, wrote behind a plus: ``jean+devis@…`` → ``jean@…``."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def _check(local: str, domain: str, shown: str) -> Parsed[str]:
    if len(local) > MAX_LOCAL_LENGTH or _LOCAL.fullmatch(local) is None:
        return refuse("email.local", text=shown, local=local[:MAX_LOCAL_LENGTH])
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return refuse("email.domain", text=shown, domain=domain[:80])
    labels = domain.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return refuse("email.domain", text=shown, domain=domain[:80])
    if len(labels) < 2 or labels[-1].isdigit() or len(labels[-1]) < 2:
        return refuse("email.no_extension", text=shown, domain=domain[:80])
    if len(local) + 1 + len(domain) > MAX_LENGTH:
        return refuse("email.too_long", text=shown, max=MAX_LENGTH)
    return Parsed(f"{local}@{domain.lower()}")
