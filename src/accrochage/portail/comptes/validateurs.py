"""Password rules in our words."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError


class LoinDeLaPersonne(UserAttributeSimilarityValidator):
    """Refuse a password that looks like the person's own data."""

    message = "Ce mot de passe ressemble trop à votre nom, à votre adresse ou à votre identifiant."

    def __init__(self) -> None:
        super().__init__(user_attributes=("identifiant", "email", "nom", "prenom", "nom_complet"))

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` with one message whichever datum it looks like."""
        try:
            super().validate(password, user)
        except ValidationError as erreur:
            raise ValidationError(self.message, code="password_too_similar") from erreur

    def get_help_text(self) -> str:
        """Say it beforehand."""
        return "Évitez votre nom, votre adresse et votre identifiant."


RACINES = frozenset(
    mot
    for ligne in (
        "azerty azertyuiop qwerty qwertyuiop qwertz motdepasse mdp passmot passe secret bonjour bonsoir",
        "bienvenue soleil loulou doudou chouchou cheval marseille paris france jetaime iloveyou admin",
        "administrateur utilisateur certification certificat certificateur accrochage formation passeport",
        "portail test demo temporaire changeme letmein welcome dragon football janvier fevrier mars avril",
        "mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi",
        "printemps automne hiver",
    )
    for mot in ligne.split()
)
"""Words that people start from, without accents."""
HABILLAGE = re.compile(r"^[^a-z]+|[^a-z]+$")
LEET = str.maketrans("013457@$!€", "oieastasie")
SUITES = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
)
DISTINCTS = 5
FENETRE = 4
PART_EN_SUITE = 0.6


class PasTropSimple:
    """Refuse what every guessing program tries first: a common word dressed up, repetitions, sequences."""

    message = (
        "Ce mot de passe est trop facile à deviner. Choisissez plutôt quatre mots sans lien entre eux, "
        "que vous retiendrez."
    )

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        """Raise ``ValidationError``."""
        if _est_simple(password):
            raise ValidationError(self.message, code="password_too_simple")

    def get_help_text(self) -> str:
        """Say it beforehand."""
        return "Évitez les mots courants, les répétitions et les suites."


def _est_simple(mot_de_passe: str) -> bool:
    nu = "".join(
        c for c in unicodedata.normalize("NFKD", mot_de_passe.lower()) if not unicodedata.combining(c)
    )
    if len(set(nu)) < DISTINCTS or _suite(nu) >= PART_EN_SUITE:
        return True
    # « m0tdep@sse!2026 »: what decorates the ends goes first, then figures read as letters.
    coeur = HABILLAGE.sub("", nu)
    lettres = {
        "".join(c for c in forme if c.isalpha()) for forme in (nu, nu.translate(LEET), coeur.translate(LEET))
    }
    return any(_est_racine(forme) for forme in lettres)


def _est_racine(lettres: str) -> bool:
    """Whether the letters are one common word, alone or said again."""
    return any(lettres and not lettres.replace(racine, "") for racine in RACINES)


def _suite(texte: str) -> float:
    """Share of the text that follows the alphabet, the digits or a keyboard, either way."""
    sens = [s for suite in SUITES for s in (suite, suite[::-1])]
    morceaux = [texte[i : i + FENETRE] for i in range(len(texte) - FENETRE + 1)]
    suivis = sum(any(m in s for s in sens) for m in morceaux)
    return suivis / len(morceaux) if morceaux else 0.0
