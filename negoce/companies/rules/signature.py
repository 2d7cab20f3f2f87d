"""Guesses a person from the signature of their message, as French firms write them. Pure.

Nothing of it is stored: it fills in a form that a person reads and corrects.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from negoce.companies.rules.emails import is_generic_email
from negoce.companies.rules.profile_link import read_profile_link
from negoce.kit.text import fold

# Mailboxes of people and of lines: their domain is nobody's firm.
FREE_DOMAINS = frozenset(
    {
        *(
            "gmail.com",
            "outlook.com",
            "outlook.fr",
            "hotmail.com",
            "hotmail.fr",
            "yahoo.com",
            "yahoo.fr",
            "icloud.com",
        ),
        *(
            "orange.fr",
            "wanadoo.fr",
            "free.fr",
            "sfr.fr",
            "laposte.net",
            "bbox.fr",
            "live.fr",
            "protonmail.com",
        ),
    }
)
_MOST_LINES, _LONGEST_LINE = 40, 200
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:\+33[\s.()-]*0?|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b|\+\d[\d\s.()-]{7,18}\d")
_PLACE = re.compile(r"\b(\d{5})\s+([A-ZÀ-Ý][\w'’ -]{1,60})")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_FUNCTIONS = re.compile(
    r"\b(directeur|directrice|direction|responsable|chef|cheffe|gerante?|president|presidente|pdg|dg|acheteur|acheteuse|"
    r"achats|commercial|commerciale|ingenieur|technicien|technicienne|comptable|assistante?|charge|chargee|consultante?|"
    r"manager|fondateur|fondatrice|associee?|controleur|conseiller|conseillere|delegue|deleguee|secretaire|attache)\b"
)
_FORMS = re.compile(r"\b(sas|sarl|sa|sasu|eurl|snc|scop|sci|gmbh|ltd|inc|group|groupe)\b")
_GREETINGS = re.compile(
    r"^(cordialement|bien a vous|bonne journee|sinceres|salutations|merci|envoye de|best regards)"
)
_NAME = re.compile(r"^[A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ýa-z][\w'’-]*){1,3}$")
_MARKS = " \t|•·*-–—_:,;"


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature seems to say; texts are empty where it says nothing."""

    first_name: str = ""
    last_name: str = ""
    function: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    postal_code: str = ""
    city: str = ""
    linkedin: str = ""


def read_signature(text: str) -> Signature:
    """Guess from at most forty lines."""
    lines = [line[:_LONGEST_LINE].strip(_MARKS) for line in text.splitlines()[:_MOST_LINES]]
    lines = [part.strip(_MARKS) for line in lines for part in re.split(r"\s+[|•·]\s+", line)]
    lines = [line for line in lines if line and not _GREETINGS.match(fold(line))]
    whole = "\n".join(lines)
    email = next((each for each in _EMAIL.findall(whole) if not is_generic_email(each)), "")
    phone, mobile = _numbers(whole)
    place = _PLACE.search(whole)
    links = [read_profile_link(each.rstrip(".,;)")) for each in _LINK.findall(whole)]
    linkedin = next((each.url for each in links if each is not None and each.kind == "linkedin"), "")
    words = [line for line in lines if not _is_coordinate(line)]
    first, last, name_line = _name(words, email)
    rest = [line for line in words if line != name_line]
    function = next((line for line in rest if _FUNCTIONS.search(fold(line))), "")
    rest = [line for line in rest if line != function]
    return Signature(
        first, last, function[:120], _company(rest, email), email, phone, mobile,
        place[1] if place else "", place[2].strip(_MARKS) if place else "", linkedin,
    )  # fmt: skip


def _numbers(whole: str) -> tuple[str, str]:
    phone = mobile = ""
    for found in _PHONE.finditer(whole):
        before = fold(whole[max(0, found.start() - 12) : found.start()])
        if "fax" in before or "telecopie" in before:
            continue
        number = found[0].strip()
        digits = re.sub(r"\D", "", number.replace("(0)", ""))
        local = digits.removeprefix("33") if number.startswith("+33") else digits
        if local.lstrip("0")[:1] in ("6", "7") and len(local.lstrip("0")) == 9:
            mobile = mobile or number
        else:
            phone = phone or number
    return phone, mobile


def _is_coordinate(line: str) -> bool:
    return bool(_EMAIL.search(line) or _PHONE.search(line) or _LINK.search(line) or re.search(r"\d{5}", line))


def _name(lines: Sequence[str], email: str) -> tuple[str, str, str]:
    """The line that looks like a name, one that the e-mail confirms first: « Anne LEROY », « LEROY Anne »."""
    local = [fold(each) for each in re.split(r"[._-]", email.partition("@")[0]) if len(each) > 1]
    candidates = [line for line in lines if _NAME.match(line) and not _FUNCTIONS.search(fold(line))]
    candidates = [line for line in candidates if not _FORMS.search(fold(line))]
    confirmed = [line for line in candidates if any(part in fold(line).split() for part in local)]
    chosen = next(iter((*confirmed, *candidates)), "")
    if not chosen:
        return (local[0].capitalize(), local[1].capitalize(), "") if len(local) == 2 else ("", "", "")
    words = re.sub(r"^(M\.|Mme|Mlle|Monsieur|Madame|Dr|Me)\s+", "", chosen).split()
    if len(words) < 2:
        return "", words[0] if words else "", chosen
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        first = " ".join(word for word in words if word not in capitals)
        return first, " ".join(word.capitalize() for word in capitals), chosen
    return (
        words[0].capitalize() if words[0].isupper() else words[0],
        " ".join(word.capitalize() if word.isupper() else word for word in words[1:]),
        chosen,
    )


def _company(lines: Sequence[str], email: str) -> str:
    """A line with a legal form, one that the domain of the e-mail confirms, or that domain itself."""
    domain = email.partition("@")[2].lower()
    stem = fold(domain.rpartition(".")[0]).replace("-", "") if domain not in FREE_DOMAINS else ""
    for line in lines:
        if stem and stem in re.sub(r"[^a-z0-9]", "", fold(line)):
            return line[:200]
    for line in lines:
        if _FORMS.search(fold(line)):
            return line[:200]
    return domain.rpartition(".")[0].replace("-", " ").title()[:200] if stem else ""
