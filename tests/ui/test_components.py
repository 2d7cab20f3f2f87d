"""Components: declared props, escaped, no inline style or handler."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import SafeString

from negoce.ui.attributes import attributes
from negoce.ui.components import buttons, lists, surfaces, tables
from negoce.ui.components.forms import field
from negoce.ui.icons import icon
from tests.ui.markup import got_through

HOSTILE = '"><img src=x onerror=alert(1)>'


def draw(source: str, **context: object) -> str:
    """Render a template that uses the components."""
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% button x href=x key=x title=x data_x=x %}",
        "{% menu x aria_label=x %}{% menu_item x href=x key=x %}{% endmenu %}",
        "{% kbd x x %}{% chip x life=x %}{% chip x tone=x %}{% tag x %}{% avatar x x %}",
        "{% card x meta=x href=x id=x %}{{ x }}{% endcard %}",
        "{% kpi x x x href=x %}{% meter 1 label=x %}{% progress label=x %}",
        "{% banner title=x %}{{ x }}{% endbanner %}{% empty x %}{{ x }}{% endempty %}",
        "{% skeleton 2 label=x %}",
        "{% facts %}{% fact x x edit_url=x id=x note=x %}{% endfacts %}{% editable x x label=x %}",
        "{% timeline label=x %}{{ x }}{% endtimeline %}",
        "{% timeline_item x rest=x when=x id=x %}{{ x }}{% endtimeline_item %}",
        "{% tabs tabs x %}{% breadcrumb crumbs %}{% filter_chip x x operator=x edit_url=x remove_url=x %}",
        "{% bulk_bar form=x total=x %}{% endbulk_bar %}{% load_more '/' x x target=x %}",
        "{% palette_group x %}{% palette_option x x note=x life=x %}{% endpalette_group %}",
        "{% table columns x foot=foot id=x pick=True %}{{ x }}{% endtable %}",
        "{% form_grid x %}{{ x }}{% endform_grid %}",
    ],
)
def test_hostile_input_is_escaped(source: str) -> None:
    made = draw(
        source,
        x=HOSTILE,
        tabs=[lists.Tab(HOSTILE, HOSTILE, HOSTILE, dialog=HOSTILE)],
        crumbs=[(HOSTILE, HOSTILE), (HOSTILE, "")],
        columns=[tables.TableColumn(HOSTILE, HOSTILE, sort_url=HOSTILE)],
        foot=[tables.FootCell(HOSTILE)],
    )
    assert "onerror" in made  # it is there, as text
    assert got_through(made) == []


def test_hostile_addresses_are_dropped() -> None:
    made = draw(
        "{% button 'x' href=x %}{% menu_item 'x' href=x %}{% card 'x' href=x %}{% endcard %}"
        "{% kpi 'x' 1 href=x %}"
        "{% palette_option 'x' x %}{% fact 'x' 'y' edit_url=x %}"
        "{% filter_chip 'x' 'y' edit_url=x remove_url=x %}",
        x="javascript:alert(1)",
    )
    assert got_through(made) == []
    assert "javascript:" not in made


@pytest.mark.parametrize(
    "source", ["{% chip 'x' colour='red' %}", "{% kpi 'x' %}", "{% card 'x' metta='y' %}{% endcard %}"]
)
def test_props_that_are_not_declared_fail_at_compilation(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}" + source)


@pytest.mark.parametrize("name", ["onclick", "style", "hx_on", "hx_on__click", "hx_vars", "klass"])
def test_extra_attributes_come_from_a_closed_list(name: str) -> None:
    with pytest.raises(TypeError, match="unknown property"):
        attributes("button", {name: "x"})


def test_extra_attributes() -> None:
    extra = {"hx_post": "/a?b&c", "data_stay": True, "aria_label": None, "id": 'a"b', "name": False}
    assert attributes("button", extra) == ' hx-post="/a?b&amp;c" data-stay id="a&quot;b"'


@pytest.mark.parametrize(
    ("draw_it", "prop"),
    [
        (lambda: buttons.button("x", kind="huge"), "kind"),  # type: ignore[arg-type]
        (lambda: surfaces.kpi("a", "b", tone="red"), "tone"),  # type: ignore[arg-type]
        (lambda: surfaces.empty(SafeString(""), "x", kind="sad"), "kind"),  # type: ignore[arg-type]
    ],
)
def test_values_outside_the_declared_ones_fail(draw_it: object, prop: str) -> None:
    with pytest.raises(TypeError, match=prop):
        draw_it()  # type: ignore[operator]


def test_an_unknown_icon_fails() -> None:
    with pytest.raises(KeyError, match="unicorn"):
        icon("unicorn")


def test_button_is_a_link_with_an_address_and_a_button_without() -> None:
    assert buttons.button("Aller", href="/x/") == '<a class="button" href="/x/"><span>Aller</span></a>'
    assert (
        buttons.button("Faire", type="submit")
        == '<button class="button" type="submit"><span>Faire</span></button>'
    )
    assert buttons.button("Faire", href="/x/", disabled=True).startswith("<button")


def test_sorted_column_says_so() -> None:
    made = tables.table(
        "",
        [tables.TableColumn("CA", "revenue", numeric=True, sort_url="?s", direction="descending")],
        "Liste",
    )
    assert (
        '<th scope="col" class="num" data-column="revenue" aria-sort="descending">'
        '<a href="?s">CA <span aria-hidden="true">↓</span></a></th>' in made
    )


class Sheet(forms.Form):
    """A form with help and rules."""

    name = forms.CharField(label="Nom", help_text="Au registre")
    kind = forms.ChoiceField(label="Nature", choices=[("a", "A")], widget=forms.RadioSelect, required=False)


def test_field_ties_label_help_and_error() -> None:
    made = field(Sheet({"name": ""})["name"])
    assert '<label for="id_name">Nom</label>' in made
    assert 'aria-describedby="id_name_help id_name_error"' in made
    assert 'aria-invalid="true"' in made
    assert 'id="id_name_error"' in made
    assert 'id="id_name_help">Au registre<' in made


def test_radio_buttons_stand_in_a_fieldset() -> None:
    made = field(Sheet()["kind"])
    assert made.startswith('<fieldset class="field"><legend>Nature <span class="optional">')
