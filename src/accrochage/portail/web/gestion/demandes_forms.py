"""What a gestionnaire chooses and writes about requests to be known."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from accrochage.portail.design.filtres import Filtre, champ_de_recherche, champ_de_tri
from accrochage.portail.organismes.enums import EtatDemandeInscription as Etat
from accrochage.portail.organismes.enums import UsageModele
from accrochage.portail.organismes.models import ModeleDeReponse
from accrochage.portail.web.demande.forms import champs_de_personne

TOUTES = "toutes"
A_TRAITER = "a_traiter"
MIENNES = "miennes"
TRIS = {
    "date": ("confirmee_le", "id"),
    "-date": ("-confirmee_le", "-id"),
    "organisme": ("raison_sociale", "confirmee_le", "id"),
    "-organisme": ("-raison_sociale", "confirmee_le", "id"),
    "reference": ("reference",),
    "-reference": ("-reference",),
}
COLONNES = ("date", "organisme", "reference")


class FiltreForm(Filtre):
    """State and words. Those that wait for the operator come first, oldest on top."""

    DEFAUTS: ClassVar[dict[str, str]] = {"q": "", "etat": A_TRAITER, "tri": "date"}

    q = champ_de_recherche("Référence, organisme ou SIRET")
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[
            (A_TRAITER, "À traiter"),
            (MIENNES, "Prises en main par moi"),
            (Etat.INFORMATION_DEMANDEE, "Information demandée"),
            (Etat.ACCEPTEE, "Acceptées"),
            (Etat.REFUSEE, "Refusées"),
            (TOUTES, "Toutes"),
        ],
    )
    tri = champ_de_tri(TRIS)


class ReponseForm(forms.Form):
    """Words that leave for who asked, begun with a ready-made text or not.

    ``modele`` is the key of the text that fills the box when nothing was typed yet.
    """

    texte = forms.CharField(
        label="Votre texte",
        max_length=2000,
        error_messages={
            "required": "Écrivez le texte à envoyer.",
            "max_length": "Le texte compte 2\N{NO-BREAK SPACE}000 caractères au plus.",
        },
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, usage: UsageModele, modele: str = "", **kwargs: Any) -> None:
        self.modeles = ModeleDeReponse.objects.filter(usage=usage)
        if modele.isdecimal() and (choisi := self.modeles.filter(pk=int(modele[:9])).first()):
            kwargs.setdefault("initial", {})["texte"] = choisi.texte
        super().__init__(*args, **kwargs)


class ContactDeposantForm(forms.Form):
    """Whom to write to in a déposant that is not known yet."""

    prenom, nom, email = champs_de_personne("Les identifiants d’inscription y sont envoyés.")


class ModeleForm(forms.ModelForm):  # type: ignore[type-arg] # generic for the type checker alone
    """A ready-made text."""

    class Meta:
        model = ModeleDeReponse
        fields = ("titre", "usage", "texte")
        labels: ClassVar[dict[str, str]] = {"titre": "Titre", "usage": "Il sert à", "texte": "Texte"}
        widgets: ClassVar[dict[str, forms.Widget]] = {"texte": forms.Textarea(attrs={"rows": 8})}
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "titre": {"required": "Donnez un titre.", "unique": "Un modèle porte déjà ce titre."},
            "usage": {"required": "Dites à quoi le texte sert."},
            "texte": {"required": "Écrivez le texte."},
        }
