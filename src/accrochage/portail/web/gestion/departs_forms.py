"""What a gestionnaire chooses and writes about requests after a departure."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from accrochage.portail.design.filtres import Filtre, champ_de_recherche, champ_de_tri
from accrochage.portail.organismes.enums import EtatDemande
from accrochage.portail.organismes.models import DemandeDepart
from accrochage.portail.organismes.services.departs import personne_a_contacter

TOUTES = "toutes"
TRIS = {
    "date": ("confirmee_le", "id"),
    "-date": ("-confirmee_le", "-id"),
    "organisme": ("compte__organisme__raison_sociale", "confirmee_le", "id"),
    "-organisme": ("-compte__organisme__raison_sociale", "confirmee_le", "id"),
    "reference": ("reference",),
    "-reference": ("-reference",),
}
COLONNES = ("date", "organisme", "reference")
MODELES = {
    "piece": (
        "La pièce ne montre pas le départ",
        (
            "La pièce ne montre pas le départ de {partant}. Joignez une lettre de votre direction, "
            "sur papier à en-tête, datée et signée."
        ),
    ),
    "illisible": (
        "La pièce n’est pas lisible",
        "La pièce n’est pas lisible. Joignez-la de nouveau, entière et nette.",
    ),
    "mandat": (
        "La pièce ne désigne pas la personne",
        (
            "La pièce ne montre pas que vous représentez {organisme}. "
            "Joignez une lettre de votre direction qui vous désigne."
        ),
    ),
    "present": (
        "Quelqu’un administre toujours le compte",
        "{administrateur} administre toujours le compte. Demandez-lui de vous créer un accès.",
    ),
}
"""Key → what the list shows, and the text that is mailed."""


class FiltreForm(Filtre):
    """State and words. Those to treat come first, oldest on top."""

    DEFAUTS: ClassVar[dict[str, str]] = {"q": "", "etat": EtatDemande.RECUE.value, "tri": "date"}

    q = champ_de_recherche("Référence ou organisme")
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[
            (EtatDemande.RECUE, "À traiter"),
            (EtatDemande.ACCEPTEE, "Acceptées"),
            (EtatDemande.REFUSEE, "Refusées"),
            (TOUTES, "Toutes"),
        ],
    )
    tri = champ_de_tri(TRIS)


class RefusForm(forms.Form):
    """A ready-made reason, words of one's own, or both: all of it is mailed to who asked."""

    modele = forms.ChoiceField(
        label="Motif",
        required=False,
        choices=[("", "Aucun motif tout prêt"), *((cle, court) for cle, (court, _) in MODELES.items())],
        help_text="Son texte est envoyé tel quel. Complétez-le ou remplacez-le dessous.",
    )
    precisions = forms.CharField(
        label="Précisions",
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Dites ce qui manque, et comment recommencer.",
        error_messages={"max_length": "Les précisions comptent 1\N{NO-BREAK SPACE}500 caractères au plus."},
    )

    def __init__(self, *args: Any, demande: DemandeDepart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        valeurs = {
            "partant": demande.partant.nom_complet if demande.partant else "cette personne",
            "organisme": demande.compte.organisme.raison_sociale,
            "administrateur": personne_a_contacter(demande.compte).nom_complet,
        }
        self.textes = {cle: texte.format(**valeurs) for cle, (_, texte) in MODELES.items()}

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        saisie: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.motif():
            self.add_error("precisions", "Choisissez un motif, ou écrivez-le ici.")
        return saisie

    def motif(self) -> str:
        """The whole reason, as it is mailed."""
        parties = (self.textes.get(self.cleaned_data.get("modele", ""), ""), self.cleaned_data["precisions"])
        return "\n\n".join(partie.strip() for partie in parties if partie.strip())
