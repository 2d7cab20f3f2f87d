"""The steps of reminders as an administrator sets them, and what no reminder may claim."""

import pytest

from negoce.billing.rules.reminder_plan import TypedStep, clean_plan, text_faults
from negoce.billing.rules.reminder_steps import ReminderStep, ReminderWay

FIRST = TypedStep("8", "", "email")


def test_steps_are_read_in_their_order_and_empty_ones_left_out():
    steps, faults = clean_plan([FIRST, TypedStep(), TypedStep(" 20 ", "10", "letter", is_notice=True)])
    assert faults == {}
    assert [each.step for each in steps] == [
        ReminderStep(1, 8, ReminderWay.EMAIL, 0),
        ReminderStep(2, 20, ReminderWay.LETTER, 10, is_notice=True),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ([], {"late_days-1": "reminder.no_step"}),
        ([TypedStep("0", "", "email")], {"late_days-1": "reminder.days"}),
        ([FIRST, TypedStep("8", "7", "call")], {"late_days-2": "reminder.not_later"}),
        ([FIRST, TypedStep("9", "", "call")], {"apart_days-2": "reminder.days"}),
        ([TypedStep("5", "", "fax")], {"way-1": "reminder.way"}),
        (
            [TypedStep("5", "", "letter", texts={"french_body": "{{ nom }}"})],
            {"french_body-1": "merge.unknown"},
        ),
    ],
)
def test_faults_are_named_by_step(typed, found):
    assert {name: each.code for name, each in clean_plan(typed)[1].items()} == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vous nous devez 1 284,60 €.", "reminder.amount_written"),
        ("Pay €40 at once", "reminder.amount_written"),
        ("Des pénalités de 15 % courent.", "reminder.rate_written"),
        ("Des frais de relance vous seront facturés.", "reminder.costs"),
        ("Les frais d’huissier seront à votre charge.", "reminder.costs"),
        ("A collection fee applies.", "reminder.costs"),
        ("Nous déposerons plainte.", "reminder.offence"),
        ("Vous serez inscrit comme mauvais payeur.", "reminder.offence"),
    ],
)
def test_what_the_law_does_not_allow_is_refused(text, code):
    assert [each.code for each in text_faults("french_body", text)] == [code]


def test_what_a_reminder_may_say_is_kept():
    for text in (
        "{{ entreprise }} nous doit {{ reste_du }} depuis {{ jours_de_retard }} jours, échéance {{ echeance }}.",
        "L’indemnité forfaitaire pour frais de recouvrement est due. Réglez sous 8 jours, à défaut nous saisirons le "
        "tribunal de commerce.",
    ):
        assert list(text_faults("french_body", text)) == []
