"""The news that prospecting shows to the rooms above."""

# The author of a form's request confirmed their address: `{"submission": key, "company": key, "kind": FormKind}`.
FORM_CONFIRMED = "form_confirmed"
