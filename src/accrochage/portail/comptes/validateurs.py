"""Password rules in our words."""

from __future__ import annotations

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
