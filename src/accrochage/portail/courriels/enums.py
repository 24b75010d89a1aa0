"""Where a mail stands."""

from __future__ import annotations

from django.db import models


class EtatCourriel(models.TextChoices):
    """A mail waits (first time or after a failure), is sent, or has failed too often."""

    A_ENVOYER = "A_ENVOYER", "à envoyer"
    ENVOYE = "ENVOYE", "envoyé"
    ECHEC = "ECHEC", "échec"
