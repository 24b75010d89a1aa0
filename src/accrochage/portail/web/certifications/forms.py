"""The filter bar of the référentiel; all of it stays in the address."""

from __future__ import annotations

from django import forms

from accrochage.portail.referentiel.models import Certification

ACTIVES, INACTIVES = "actives", "inactives"
TRIS = {
    "code": ("type", "code"),
    "-code": ("-type", "-code"),
    "intitule": ("intitule", "code"),
    "-intitule": ("-intitule", "code"),
    "fin": ("date_fin_enregistrement", "code"),
    "-fin": ("-date_fin_enregistrement", "code"),
}


class FiltreForm(forms.Form):
    """Words, register, state, one's own, order. A value that is wrong filters nothing."""

    q = forms.CharField(
        label="Code ou intitulé",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    type = forms.ChoiceField(
        label="Répertoire", required=False, choices=[("", "RNCP et RS"), *Certification.Type.choices]
    )
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Toutes"), (ACTIVES, "Actives"), (INACTIVES, "Inactives")]
    )
    miennes = forms.BooleanField(label="Celles de mon organisme seulement", required=False)
    tri = forms.ChoiceField(required=False, choices=[(tri, tri) for tri in TRIS], widget=forms.HiddenInput)

    @property
    def choix(self) -> dict[str, str]:
        """What is asked, with defaults for what is missing or wrong."""
        self.is_valid()
        lus = self.cleaned_data
        return {
            **{nom: lus.get(nom) or "" for nom in ("q", "type", "etat")},
            "miennes": "oui" if lus.get("miennes") else "",
            "tri": lus.get("tri") or "code",
        }


def colonnes(tri: str) -> dict[str, dict[str, str]]:
    """Headings that sort: ``aria-sort`` if it is the current order, and the order that a click asks for."""
    return {
        cle: {
            "sens": {cle: "ascending", f"-{cle}": "descending"}.get(tri, ""),
            "suivant": f"-{cle}" if tri == cle else cle,
        }
        for cle in ("code", "intitule", "fin")
    }
