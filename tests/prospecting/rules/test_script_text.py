"""A script is read with its branches; what would leave a caller without words is said with its line."""

from __future__ import annotations

import pytest

from negoce.prospecting.rules.script_text import (
    ScriptAnswer,
    ScriptStep,
    customers_step,
    deciders_step,
    read_script,
)

SCRIPT = """# Accueil
Bonjour, je cherche qui s’occupe de l’emballage.
- C’est moi -> Besoin
- Elle est absente → Rappel

# Besoin
Combien de quais équipez-vous ?
- Plus de deux -> Rappel
- Aucun -> fin

# Rappel
Quand puis-je la joindre ?
"""


def test_steps_and_their_answers() -> None:
    found = read_script(SCRIPT)
    assert (found.errors, found.warnings) == ((), ())
    assert list(found.steps) == [
        ScriptStep(
            1,
            "Accueil",
            "Bonjour, je cherche qui s’occupe de l’emballage.",
            (ScriptAnswer("C’est moi", 2), ScriptAnswer("Elle est absente", 3)),
        ),
        ScriptStep(
            2,
            "Besoin",
            "Combien de quais équipez-vous ?",
            (ScriptAnswer("Plus de deux", 3), ScriptAnswer("Aucun", 0)),
        ),
        ScriptStep(3, "Rappel", "Quand puis-je la joindre ?"),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["script.empty"]),
        ("Bonjour", ["script.no_title"]),
        ("#\nBonjour", ["script.no_title"]),
        ("# A\n- oui -> B", ["script.unknown_step"]),
        ("# A\nx\n# a\ny", ["script.twice"]),
        ("# A\n- oui -> B\n# B\n- oui -> A", ["script.no_way_out", "script.no_way_out"]),
        ("# A\n- oui -> A\n- non -> fin", []),
        ("# A\n" + "- oui -> fin\n" * 10, ["script.too_many_answers"]),
        ("# A\n" + "x" * 2_001, ["script.too_long"]),
        ("# " + "A" * 81 + "\nx", ["script.too_long"]),
        # Spaces without end are read in no time: looked at from each of them, they took seconds.
        ("# A\n- a" + " " * 19_900 + "b", ["script.too_long"]),
        ("\n".join(f"# E{number}\nx" for number in range(61)), ["script.too_many_steps"]),
    ],
)
def test_what_is_wrong_is_named(text: str, codes: list[str]) -> None:
    assert [each.code for each in read_script(text).errors] == codes


def test_the_line_is_told() -> None:
    (wrong,) = read_script("# A\n\n- oui -> Nulle part").errors
    assert wrong.figures == {"line": 3, "text": "Nulle part"}


def test_a_step_that_nothing_leads_to_is_a_warning() -> None:
    found = read_script("# A\nx\n# B\n")
    assert [(each.code, each.severity) for each in found.warnings] == [
        ("script.never_reached", "warning"),
        ("script.says_nothing", "warning"),
    ]
    assert found.errors == ()


def test_a_step_for_customers_begins_their_calls_and_is_reached() -> None:
    script = read_script(
        "# Accueil\nBonjour.\n# Clients\nEt vos commandes ?\n- Bien -> fin\n- Mal -> Suite\n# Suite\nDites.\n"
    )
    assert (customers_step(script.steps), list(script.warnings)) == (2, [])
    assert customers_step(read_script("# Accueil\nBonjour.\n").steps) == 0


def test_a_step_for_who_decides_begins_their_calls_and_is_reached() -> None:
    script = read_script("# Accueil\nQui choisit ?\n- Elle -> fin\n# Décideur\nVous choisissez.\n")
    assert (deciders_step(script.steps), list(script.warnings)) == (2, [])
    assert deciders_step(read_script("# Accueil\nBonjour.\n").steps) == 0
