"""Persons who log in. What they may do, and where, is in ``organismes``."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.formats import grouper_identifiant


class UtilisateurManager(BaseUserManager["Utilisateur"]):
    """Creation goes through ``comptes.services``; allauth only needs the look-ups."""


class Utilisateur(AbstractBaseUser):
    """A person with a personal login of 9 characters (``process.md`` §4).

    ``last_login`` and ``password`` come from Django. The address is confirmed before the
    row exists (registration) and mirrored in allauth's ``EmailAddress``.
    """

    identifiant = models.CharField(max_length=9, unique=True)
    email = models.EmailField(max_length=254, db_index=True)
    nom = models.CharField(max_length=60)
    prenom = models.CharField(max_length=60)
    fonction = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    role_operateur = models.CharField(max_length=12, choices=RoleOperateur, blank=True, default="")
    cree_le = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "identifiant"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "nom", "prenom"]

    objects = UtilisateurManager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.identifiant

    @property
    def identifiant_groupe(self) -> str:
        """``ABC DEF GHJ``."""
        return grouper_identifiant(self.identifiant)

    @property
    def est_agent(self) -> bool:
        """Whether the person works for the operator, in whatever role."""
        return bool(self.role_operateur)

    @property
    def nom_complet(self) -> str:
        """First name and name, for the password rules and the pages."""
        return self.get_full_name()

    def get_full_name(self) -> str:
        """First name and name, as shown in the header and to colleagues."""
        return f"{self.prenom} {self.nom}"
