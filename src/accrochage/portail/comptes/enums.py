"""Enumerations of persons."""

from __future__ import annotations

from django.db import models


class RoleOperateur(models.TextChoices):
    """What an agent of the operator does on the portal; empty for everybody else."""

    GESTIONNAIRE = "GESTIONNAIRE", "gestionnaire"
    """Treats requests, organismes, mandates and departures."""
    SUPERVISEUR = "SUPERVISEUR", "superviseur"
    """The same, and decides on agents, conditions of use, notices and settings."""
    TECHNIQUE = "TECHNIQUE", "administrateur technique"
    """Keeps the portal running: queue, mails, imports, settings; treats no request."""
