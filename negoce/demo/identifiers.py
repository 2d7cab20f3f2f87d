"""SIREN, SIRET, phones, e-mails and sites that exist nowhere."""

from __future__ import annotations

import random
import re

from stdnum import luhn

from negoce.kit.text import fold

# The numbers that ARCEP keeps for fiction (decision 2018-0881), in E.164, by the zone a postal code lies in.
FICTION_ZONES = {"1": "+3319900", "2": "+3326191", "3": "+3335301", "4": "+3346571", "5": "+3353649"}
FICTION_MOBILE = "+3363998"
_ZONE_2 = frozenset("14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 79 85 86 97 98".split())
_ZONE_3 = frozenset("02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90".split())
_ZONE_5 = frozenset("09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 81 82 87".split())
_PARIS = frozenset("75 77 78 91 92 93 94 95".split())
SIRENS = 100_000
_STEP = 38_197  # shares no factor with SIRENS: every place gives another number


def siren_of(place: int) -> str:
    """Return the fictional SIREN of a company's place in the world; all begin with 999, which none does."""
    digits = f"999{place * _STEP % SIRENS:05d}"
    return digits + str(luhn.calc_check_digit(digits))


def siret_of(siren: str, establishment: int = 1) -> str:
    """Return the SIRET of an establishment."""
    digits = f"{siren}{establishment:04d}"
    return digits + str(luhn.calc_check_digit(digits))


def landline(source: random.Random, postal_code: str) -> str:
    """Return a landline number of fiction, of the zone of a postal code."""
    return f"{FICTION_ZONES[_zone(postal_code[:2])]}{source.randrange(10_000):04d}"


def mobile(source: random.Random) -> str:
    """Return a mobile number of fiction."""
    return f"{FICTION_MOBILE}{source.randrange(10_000):04d}"


def domain_of(name: str, place: int) -> str:
    """Return the domain of a company, under .example; its place keeps two of the same name apart."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(name.removesuffix(".example"))).strip("-")
    return f"{words[:40].strip('-')}-{place}.example"


def mail_name(text: str) -> str:
    """Return a person's or a service's name as an address writes it."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def _zone(prefix: str) -> str:
    if prefix in _PARIS:
        return "1"
    if prefix in _ZONE_2:
        return "2"
    if prefix in _ZONE_3:
        return "3"
    return "5" if prefix in _ZONE_5 else "4"
