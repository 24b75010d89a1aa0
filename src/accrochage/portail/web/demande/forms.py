"""What a body writes to make itself known (``process.md`` §3)."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accrochage.portail.design.nombres import taille
from accrochage.portail.organismes.annuaire import AUCUN, Fiche
from accrochage.portail.organismes.enums import NatureDeposant
from accrochage.portail.organismes.pieces import PieceRefusee, examiner
from accrochage.portail.organismes.pieces.examen import EXTENSIONS, TROP_GROSSE
from accrochage.portail.organismes.services import lire_siret
from accrochage.portail.organismes.services.demandes import lire_annuaire

PARTENAIRE = "PARTENAIRE"
PARTENAIRE_REFUSE = (
    "Un partenaire de formation ne peut pas déposer pour le certificateur qui l’habilite. "
    "Déposez vous-même, ou choisissez un prestataire ou un autre certificateur."
)
SOI_MEME = "C’est le SIRET de votre propre organisme\N{NO-BREAK SPACE}: indiquez celui du déposant."
DEJA_NOMME = "Ce déposant est déjà dans la liste."
DEPOSANTS_MAX = 20
CERTIFICATIONS_MAX = 200


def _texte(libelle: str, requis: str, *, longueur: int, auto: str, aide: str = "") -> forms.CharField:
    return forms.CharField(
        label=libelle,
        max_length=longueur,
        help_text=aide,
        error_messages={"required": requis},
        widget=forms.TextInput(attrs={"autocomplete": auto}),
    )


def _siret(libelle: str) -> forms.CharField:
    return forms.CharField(
        label=libelle,
        max_length=40,
        help_text="14 chiffres, avec ou sans espaces.",
        error_messages={"required": "Indiquez le SIRET."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )


class OrganismeForm(forms.Form):
    """Who asks: the body. ``site`` is a trap: people do not see it, robots fill it."""

    siret = _siret("SIRET de votre organisme")
    raison_sociale = forms.CharField(
        label="Raison sociale",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    site = forms.CharField(
        label="Laissez ce champ vide",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fiche: Fiche | None = None
        if settings.ANNUAIRE != AUCUN:
            self.fields["raison_sociale"].help_text = "Laissez vide pour prendre celle de l’annuaire."

    def clean_siret(self) -> str:
        """Read the SIRET: length, key, La Poste's exception; open, where an annuaire is configured."""
        siret = _lire(self.cleaned_data["siret"])
        try:
            self._fiche = lire_annuaire(siret)
        except ValidationError as erreur:
            raise ValidationError(erreur.messages) from erreur
        return siret

    def clean_raison_sociale(self) -> str:
        """Take the name that the annuaire gives when none was typed."""
        saisie = str(self.cleaned_data["raison_sociale"])
        nom = saisie or (self._fiche.denomination if self._fiche else "")
        if not nom:
            raise ValidationError("Indiquez la raison sociale.")
        return nom


def champs_de_personne(aide: str) -> tuple[forms.CharField, forms.CharField, forms.EmailField]:
    """First name, name and address of whom to write to; ``aide`` says what the address is for."""
    return (
        _texte("Prénom", "Indiquez le prénom.", longueur=60, auto="given-name"),
        _texte("Nom", "Indiquez le nom.", longueur=60, auto="family-name"),
        forms.EmailField(
            label="Adresse électronique professionnelle",
            max_length=254,
            help_text=aide,
            error_messages={
                "required": "Indiquez l’adresse électronique.",
                "invalid": "Cette adresse n’est pas complète\N{NO-BREAK SPACE}: "
                "elle s’écrit comme prenom.nom@exemple.fr.",
            },
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        ),
    )


class ContactForm(forms.Form):
    """Whom the operator writes to."""

    prenom, nom, email = champs_de_personne(
        "Un lien y est envoyé pour la confirmer, puis les identifiants d’inscription."
    )
    fonction = forms.CharField(
        label="Fonction",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )


class RechercheForm(forms.Form):
    """Words to find a certification with."""

    q = forms.CharField(
        label="Code ou intitulé",
        required=False,
        max_length=100,
        help_text="Par exemple RNCP37682, ou quelques mots de l’intitulé.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class DeposantForm(forms.Form):
    """One déposant. ``soi`` is the SIRET of who asks, ``nommes`` those already in the list."""

    siret = _siret("SIRET du déposant")
    raison_sociale = _texte("Nom du déposant", "Indiquez le nom du déposant.", longueur=200, auto="off")
    nature = forms.ChoiceField(
        label="Qu’est-il pour vous ?",
        choices=[("", "Choisissez"), *NatureDeposant.choices, (PARTENAIRE, "un partenaire de formation")],
        error_messages={"required": "Dites ce que ce déposant est pour vous."},
    )

    def __init__(self, *args: Any, soi: str, nommes: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._soi, self._nommes = soi, nommes

    def clean_siret(self) -> str:
        """Read the SIRET; neither oneself nor the same twice."""
        lu = _lire(self.cleaned_data["siret"])
        if lu == self._soi:
            raise ValidationError(SOI_MEME)
        if lu in self._nommes:
            raise ValidationError(DEJA_NOMME)
        return lu

    def clean_nature(self) -> str:
        """Refuse a training partner, with the reason (``process.md`` §3)."""
        nature = str(self.cleaned_data["nature"])
        if nature == PARTENAIRE:
            raise ValidationError(PARTENAIRE_REFUSE)
        return nature


class SuivreForm(forms.Form):
    """What gives access to a request: its reference and its confirmed address."""

    reference = forms.CharField(
        label="Référence",
        max_length=40,
        error_messages={"required": "Indiquez la référence."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        error_messages={
            "required": "Indiquez l’adresse électronique.",
            "invalid": "Cette adresse n’est pas complète.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, prefixe: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "reference"
        ].help_text = f"Elle commence par {prefixe} et figure dans le courriel de réception."


class ReponseForm(forms.Form):
    """An answer to the operator, with a file or without. ``depasse``: the file was cut at the limit."""

    texte = forms.CharField(
        label="Votre message",
        max_length=4000,
        error_messages={
            "required": "Écrivez votre message.",
            "max_length": "Le message compte 4\N{NO-BREAK SPACE}000 caractères au plus.",
        },
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    piece = forms.FileField(
        label="Pièce jointe",
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )

    def __init__(self, *args: Any, depasse: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._depasse = depasse
        limite = taille(settings.PIECE_TAILLE_MAX)
        self.fields["piece"].help_text = f"PDF, PNG ou JPEG, {limite} au plus."

    def clean_piece(self) -> UploadedFile[bytes] | None:
        """Refuse what is no PDF nor image."""
        piece: UploadedFile[bytes] | None = self.cleaned_data["piece"]
        if self._depasse:
            raise ValidationError(TROP_GROSSE)
        if piece:
            try:
                examiner(cast("BinaryIO", piece.file), piece.name or "")
            except PieceRefusee as refus:
                raise ValidationError(str(refus)) from refus
        return piece


def _lire(saisie: str) -> str:
    try:
        return lire_siret(saisie)
    except ValidationError as erreur:
        raise ValidationError(erreur.messages) from erreur
