"""Several people taken out of a text at once: the same as one after the other."""

from __future__ import annotations

import pytest

from negoce.companies.rules.privacy.crowd import Crowd, Erasure
from negoce.companies.rules.privacy.redaction import traces_of
from negoce.companies.rules.privacy.rows import sought

_PEOPLE = (
    ("Hélène", "Étienne-Roux", ["helene@x.fr", "+33238412233"]),
    ("Paul", "O’Brien", ["paul.obrien@acme-sud.fr", "+331234"]),
    ("", "Ng", ["https://www.linkedin.com/in/ng", "ng@localhost"]),
    ("Zoé", "Durand", ["---", "+4930901820"]),
)
_TEXTS = (
    "", "Personne", "Mme ETIENNE  ROUX et m. o'brien", "appeler le 02.38.41-22 33, puis 00 49 30 901820",
    "Durand", "zoe durand, Paul O’Brien", "HELENE@X.FR paul.obrien@acme-sud.fr", "M. Ng @ linkedin.com/in/ng",
    "https://www.linkedin.com/in/ng", "xhelene@x.fr", "ng@localhost.fr", "voir --- ici", "n° 331234 ou 0331234",
)  # fmt: skip


def crowd() -> Crowd:
    erasures = []
    for key, (first, last, coordinates) in enumerate(_PEOPLE):
        traces = traces_of(first, last, coordinates)
        alone = traces_of(first, last, coordinates, alone=True)
        who = sought(first, last, coordinates, traces)
        erasures.append(Erasure(key, last, [key], [key, 9], traces, alone, alone, who, "[x]"))
    return Crowd(erasures)


@pytest.mark.parametrize("text", _TEXTS)
def test_all_at_once_is_one_after_the_other(text: str) -> None:
    several = crowd()
    whole = apart = text
    for each in several.each:
        whole, apart = each.traces.redact(whole, "[x]"), each.traces_alone.redact(apart, "[x]")
    assert (several.mend(text), several.mend_alone([{"a": text}])) == (whole, [{"a": apart}])
    assert several.named_in(text) == {
        at for at, each in enumerate(several.each) if each.traces.found_in(text)
    }
    cells = text.split(" ")
    assert several.in_row(cells) == {at for at, each in enumerate(several.each) if each.sought.in_row(cells)}


def test_a_text_of_a_company_forgets_those_who_worked_there() -> None:
    several, text = crowd(), "M. O'Brien et Zoé Durand"
    assert (several.around(text, 1), several.of(text, 3)) == ("[x] et Zoé Durand", "M. O'Brien et [x]")
    assert (several.around(text, 9), several.told_of(text, 9)) == (text, "[x] et [x]")
