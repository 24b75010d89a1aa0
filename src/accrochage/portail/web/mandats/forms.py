"""Who receives a mandate, for how long, and for which certifications."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.design.champs import ChampDate
from accrochage.portail.organismes.models import Mandat, Organisme
from accrochage.portail.referentiel.models import Certification

INCONNU = (
    "Aucun organisme n’a ce matricule ni ce SIRET. S’il n’est pas encore connu du portail, "
    "demandez à l’opérateur de l’enregistrer."
)
AUCUNE = "Choisissez au moins une certification, ou « toutes »."
TOUTES, CERTAINES = "toutes", "certaines"


def _fin() -> ChampDate:
    return ChampDate(
        label="Dernier jour", required=False, help_text="JJ/MM/AAAA. Laissez vide pour un mandat sans terme."
    )


class PorteeForm(forms.Form):
    """The last day, and what the mandate covers: all that the certificateur holds, or some."""

    fin = _fin()
    portee = forms.ChoiceField(
        label="Certifications",
        choices=[
            (TOUTES, "Toutes celles du certificateur, y compris à venir"),
            (CERTAINES, "Seulement celles que je coche"),
        ],
        initial=TOUTES,
    )
    certifications = forms.MultipleChoiceField(
        label="Certifications couvertes", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, certificateur: Organisme, mandat: Mandat | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        detenues = Certification.objects.detenues_par(*certificateur.sirets()).order_by("code")
        choix = {c.code: f"{c.code} {c.intitule}" for c in detenues}
        if mandat is not None:
            # What it covers already stays proposed, even when it is no longer held.
            choix |= {code: choix.get(code, code) for code in mandat.certifications}
        self.fields["certifications"].choices = list(choix.items())  # type: ignore[attr-defined]
        if not choix:
            del self.fields["portee"], self.fields["certifications"]

    def clean(self) -> dict[str, Any]:
        """Ask for one certification at least when only some are covered."""
        saisie = super().clean() or {}
        if saisie.get("portee") == CERTAINES and not (
            saisie.get("certifications") or "certifications" in self.errors
        ):
            self.add_error("certifications", AUCUNE)
        return saisie

    def codes(self) -> list[str]:
        """The codes that are covered; none for all."""
        lus = self.cleaned_data
        return lus["certifications"] if lus.get("portee") == CERTAINES else []


class MandatForm(PorteeForm):
    """A new mandate."""

    deposant = forms.CharField(
        label="Déposant",
        max_length=40,
        help_text="Son matricule ou son SIRET. Un partenaire de formation ne peut pas être déposant.",
        error_messages={"required": "Indiquez le matricule ou le SIRET du déposant."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    debut = ChampDate(label="Premier jour", error_messages={"required": "Indiquez le premier jour."})
    field_order = ("deposant", "debut", "fin", "portee", "certifications")

    def clean_deposant(self) -> Organisme:
        """Find the organisme."""
        compact = compacter(self.cleaned_data["deposant"])
        champ = "siret" if compact.isdigit() else "matricule"
        trouve = Organisme.objects.select_related("fusionne_dans").filter(**{champ: compact}).first()
        if trouve is None:
            raise ValidationError(INCONNU)
        return trouve.survivant
