"""The filter bars of the journal; all of it stays in the address."""

from __future__ import annotations

from typing import Any

from django import forms

from accrochage.portail.design.champs import ChampDate
from accrochage.portail.journal.libelles import FAMILLES
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.noms import OPERATEUR, PORTAIL

TAILLES = ("50", "100", "200")
SYSTEME = "systeme"
OPERATEURS = "operateur"
_RECHERCHE = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})


class FiltreForm(forms.Form):
    """Period, family, result, object, page size. A field that is wrong filters nothing."""

    q = forms.CharField(
        label="Objet",
        required=False,
        max_length=100,
        help_text="Numéro de dépôt, nom d’une personne, ou sorte d’objet\u00a0: invitation, mandat…",
        widget=_RECHERCHE,
    )
    famille = forms.ChoiceField(
        label="Sorte d’acte",
        required=False,
        choices=[("", "Toutes"), *sorted(FAMILLES.items(), key=lambda f: f[1])],
    )
    resultat = forms.ChoiceField(
        label="Résultat", required=False, choices=[("", "Tous"), *Entree.Resultat.choices]
    )
    du = ChampDate(label="Depuis le", required=False)
    au = ChampDate(label="Jusqu’au", required=False)
    taille = forms.ChoiceField(label="Par page", required=False, choices=[(t, t) for t in TAILLES])

    @property
    def choix(self) -> dict[str, Any]:
        """What is asked, by field, empty for what is missing or wrong."""
        self.is_valid()
        lus = {nom: self.cleaned_data.get(nom) or "" for nom in self.fields}
        return {**lus, "taille": int(lus["taille"] or TAILLES[0])}

    @property
    def filtre(self) -> bool:
        """Something is asked."""
        return any(valeur for nom, valeur in self.choix.items() if nom != "taille")

    @property
    def deplie(self) -> bool:
        """A field of the folded part was sent."""
        return any(self.data.get(nom) for nom in ("du", "au", "taille", "resultat"))


class FiltreDuCompteForm(FiltreForm):
    """The same, with a choice among the members."""

    def __init__(self, *args: Any, membres: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choix = [("", "Toutes"), *membres.items(), (SYSTEME, PORTAIL), (OPERATEURS, OPERATEUR)]
        self.fields["personne"] = forms.ChoiceField(label="Personne", required=False, choices=choix)
        self.order_fields(["q", "personne", "famille"])


class FiltreDeGestionForm(FiltreForm):
    """The same, over everybody and all the accounts."""

    personne = forms.CharField(
        label="Identifiant de connexion",
        required=False,
        max_length=20,
        widget=_RECHERCHE,
    )
    compte = forms.CharField(
        label="Organisme", required=False, max_length=30, help_text="Matricule ou SIRET.", widget=_RECHERCHE
    )
    field_order = ["q", "personne", "compte", "famille"]
