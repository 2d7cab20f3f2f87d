"""Which columns teach: leaks, identifiers and constants do not, each with its reason."""

from __future__ import annotations

import pytest

from negoce.portfolio.scoring.columns import Kind, LeftOut, choose_columns
from negoce.portfolio.scoring.leaks import filled_in_later
from negoce.portfolio.scoring.outcomes import CannotLearn, read_outcome
from tests.portfolio.scoring.worlds import leads


def _choose(table, **told):
    return choose_columns(table, read_outcome(table["Converted"]), outcome_name="Converted", **told)


def test_every_column_is_used_or_left_out_with_its_reason():
    choice = _choose(leads(1_000), key="Lead id")
    assert {each.name: each.kind for each in choice.used} == {
        "Visits": Kind.NUMBER, "Source": Kind.LEVEL, "Town": Kind.LEVEL,
    }  # fmt: skip
    assert {each.name: each.reason for each in choice.left} == {
        "Lead id": LeftOut.KEY,
        "Lead Number": LeftOut.IDENTIFIER,
        "Country": LeftOut.CONSTANT,
        "Tags": LeftOut.FILLED_LATER,
        "Welcome pack": LeftOut.TELLS_ALONE,
        "Comment": LeftOut.IDENTIFIER,
    }


def test_the_outcome_under_another_name_is_known():
    table = leads(400) | {"Signed": ["x" if each == "1" else "y" for each in leads(400)["Converted"]]}
    reasons = {each.name: each.reason for each in _choose(table).left}
    assert reasons["Signed"] is LeftOut.IS_OUTCOME


def test_somebody_may_decide_otherwise():
    assert [each.name for each in _choose(leads(400), only=["Tags"]).used] == ["Tags"]
    kept = _choose(leads(400), key="Lead id", keep=["Welcome pack"], exclude=["Town"])
    assert [(each.name, each.suspect) for each in kept.used] == [
        ("Visits", False), ("Source", False), ("Welcome pack", True),
    ]  # fmt: skip


def test_nothing_to_learn_from_is_said():
    with pytest.raises(CannotLearn) as refused:
        _choose(leads(400), only=["Country"])
    assert refused.value.code == "no_column"


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("Tags", True),
        ("Lead Quality", True),
        ("Lead Profile", True),
        ("Last Activity", True),
        ("Last Notable Activity", True),
        ("Asymmetrique Activity Index", True),
        ("Asymmetrique Profile Score", True),
        ("duration", True),
        ("Date de clôture", True),
        ("Dernière activité", True),
        ("Motif de refus", True),
        ("leadStatus", True),
        ("Sales Stage", True),
        ("Probabilité", True),
        ("Date de signature", True),
        ("close_value", True),
        ("Att_t_client", False),
        ("Up_sale", False),
        ("poutcome", False),
        ("previous", False),
        ("Previously converted", False),
        ("campaign", False),
        ("pdays", False),
        ("Specialization", False),
        ("Total Time Spent on Website", False),
        ("What matters most to you in choosing a course", False),
        ("A free copy of Mastering The Interview", False),
        ("nr.employed", False),
        ("Effectif", False),
    ],
)
def test_names_of_what_is_filled_in_later(name, later):
    assert filled_in_later(name) is later


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([""] * 500, "no_outcome"),
        (["1"] * 500, "one_class"),
        (["a", "b", "c"] * 200, "not_binary"),
        (["0", "1"] * 80, "few_rows"),
        (["0"] * 490 + ["1"] * 10, "few_of_one"),
    ],
)
def test_an_outcome_that_cannot_teach(cells, code):
    with pytest.raises(CannotLearn) as refused:
        read_outcome(cells)
    assert refused.value.code == code


def test_which_value_is_good():
    assert read_outcome(["Oui", "Non"] * 200).positive == "oui"
    assert read_outcome(["1.0", "0"] * 200).good.sum() == 200
    rarer = read_outcome(["bleu"] * 300 + ["rouge"] * 50)
    assert (rarer.positive, rarer.guessed) == ("rouge", True)
    told = read_outcome(["a", "b", "c", ""] * 200, positive="B")
    assert (len(told.rows), int(told.good.sum())) == (600, 200)
