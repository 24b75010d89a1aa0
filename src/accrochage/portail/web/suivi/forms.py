"""The filter bar of the list of deposits; all of it stays in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.design.champs import ChampDate

OUVERTS = "ouverts"
ETATS = {OUVERTS: [EtatDepot.RECU, EtatDepot.EN_COURS], **{etat.value: [etat] for etat in EtatDepot}}
TRIS = {
    "-date": ("Plus récents d’abord", ["-numero"]),
    "date": ("Plus anciens d’abord", ["numero"]),
    "nom": ("Nom de fichier", ["nom_fichier", "-numero"]),
    "-nom": ("Nom de fichier, de Z à A", ["-nom_fichier", "-numero"]),
    "-passages": ("Plus de passages d’abord", ["-nb_passages", "-numero"]),
    "passages": ("Moins de passages d’abord", ["nb_passages", "-numero"]),
    "-refuses": ("Plus de refus d’abord", ["-nb_refuses", "-numero"]),
    "refuses": ("Moins de refus d’abord", ["nb_refuses", "-numero"]),
}
TAILLES = ("20", "50", "100")
COLONNES = {"date": "Reçu", "nom": "Dépôt", "passages": "Passages", "refuses": "Refusés"}


class FiltreForm(forms.Form):
    """State, dates, words, order and page size. A field that is wrong filters nothing."""

    q = forms.CharField(
        label="Numéro, fichier ou idFlux",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "Tous"), (OUVERTS, "Ouverts (reçus ou en cours)"), *EtatDepot.choices],
    )
    du = ChampDate(label="Reçus depuis le", required=False)
    au = ChampDate(label="Jusqu’au", required=False)
    tri = forms.ChoiceField(label="Ordre", required=False, choices=[(cle, t[0]) for cle, t in TRIS.items()])
    taille = forms.ChoiceField(
        label="Par page", required=False, choices=[(taille, taille) for taille in TAILLES]
    )

    @property
    def choix(self) -> dict[str, Any]:
        """What is asked, by field, with defaults for what is missing or wrong."""
        self.is_valid()
        lus = self.cleaned_data
        return {
            **{nom: lus.get(nom) or "" for nom in ("q", "etat")},
            **{nom: lus.get(nom) or None for nom in ("du", "au")},
            "tri": lus.get("tri") or "-date",
            "taille": int(lus.get("taille") or TAILLES[0]),
        }
