"""Form fields: label, control, help and error, tied together for screen readers."""

from collections.abc import Iterable
from typing import Any, Literal

from django.forms import BaseForm, BoundField, ChoiceField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.ui.html import text


def field(
    bound: BoundField,
    *,
    width: Literal["", "half", "third", "full"] = "",
    suffix: object = "",
    placeholder: object = "",
    needed: bool = False,
) -> SafeString:
    """A Django form field drawn whole.

    `width` is its share of a `form_grid`; `suffix` a unit after the control (`€`). What is `needed` in the end, though
    not to save the form, is not called optional.
    """
    if bound.is_hidden:
        return SafeString(str(bound))
    widget = bound.field.widget
    share = f' data-width="{text(width)}"' if width else ""
    failed = " data-failed" if bound.errors else ""
    control = f"{bound.as_widget(attrs=_control_attributes(bound, placeholder))}"
    if suffix:
        control = f'<span class="with-suffix">{control}<span class="suffix">{text(suffix)}</span></span>'
    notes = _notes(bound)
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        legend = f"<legend>{_label_text(bound, needed=needed)}</legend>"
        return SafeString(f'<fieldset class="field"{share}{failed}>{legend}{control}{notes}</fieldset>')
    label = f'<label for="{text(bound.id_for_label)}">{_label_text(bound, needed=needed)}</label>'
    if isinstance(widget, CheckboxInput):
        return SafeString(f'<div class="field" data-check{share}{failed}>{control}{label}{notes}</div>')
    return SafeString(f'<div class="field"{share}{failed}>{label}{control}{notes}</div>')


def offer(form: BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of a form its closed list; raises TypeError for a field that has none."""
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(f"{name} takes no choices")
    field.choices = list(choices)


def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with the whole form, if anything."""
    errors = form.non_field_errors()
    if not errors:
        return SafeString("")
    lines = "".join(f"<p>{text(error)}</p>" for error in errors)
    return SafeString(f'<div class="banner" data-tone="bad" role="alert"><div>{lines}</div></div>')


def form_grid(content: str, title: object = "") -> SafeString:
    """Fields side by side on a grid of six, one a line on small screens; an optional title above."""
    head = f"<h3>{text(title)}</h3>" if title else ""
    return SafeString(f'<div class="form-section">{head}<div class="form-grid">{content}</div></div>')


def form_actions(content: str) -> SafeString:
    """The last line of a form: the primary button first, then the way out."""
    return SafeString(f'<div class="form-actions">{content}</div>')


def _control_attributes(bound: BoundField, placeholder: object) -> dict[str, str | bool]:
    found: dict[str, str | bool] = {}
    named = [f"{bound.auto_id}_help"] if bound.help_text else []
    if bound.errors:
        named.append(f"{bound.auto_id}_error")
        found["aria-invalid"] = "true"
    if named:
        found["aria-describedby"] = " ".join(named)
    if placeholder:
        found["placeholder"] = str(placeholder)
    return found


def _label_text(bound: BoundField, *, needed: bool) -> str:
    words = text(bound.label)
    # A box left empty is an answer too.
    if (
        needed
        or bound.field.required
        or isinstance(bound.field.widget, CheckboxInput | CheckboxSelectMultiple)
    ):
        return words
    return f'{words} <span class="optional">{text(_("facultatif"))}</span>'


def _notes(bound: BoundField) -> str:
    parts = []
    if bound.errors:
        lines = "<br>".join(text(error) for error in bound.errors)
        parts.append(f'<p class="field-error" id="{text(bound.auto_id)}_error">{lines}</p>')
    if bound.help_text:
        parts.append(f'<p class="field-help" id="{text(bound.auto_id)}_help">{text(bound.help_text)}</p>')
    return "".join(parts)
