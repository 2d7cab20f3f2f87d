"""A form with every kind of control."""

from django import forms


class SpecimenForm(forms.Form):
    """Never saved."""

    name = forms.CharField(label="Nom", help_text="Tel qu’il figure au registre.", max_length=200)
    siren = forms.RegexField(r"^\d{9}$", label="SIREN", required=False)
    kind = forms.ChoiceField(
        label="Nature", choices=[("maker", "Fabricant"), ("trader", "Négociant"), ("public", "Collectivité")]
    )
    amount = forms.DecimalField(label="Encours accordé", required=False)
    met = forms.DateField(
        label="Rencontré le", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    buyer = forms.ChoiceField(
        label="Achat", choices=[("one", "Une personne"), ("group", "Un groupe")], widget=forms.RadioSelect
    )
    informed = forms.BooleanField(label="La personne a été informée", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_siren(self) -> str:
        """Show an error in the gallery for a wrong key."""
        value: str = self.cleaned_data["siren"]
        if value == "123456789":
            raise forms.ValidationError("La clé de ce SIREN est fausse : vérifiez le dernier chiffre.")
        return value
