"""A question to the operator, from the help centre's contact form."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accrochage.portail.organismes.enums import EtatQuestion
from accrochage.portail.organismes.models.confirmable import Confirmable
from accrochage.portail.organismes.models.organisme import Organisme
from accrochage.portail.organismes.querysets import QuestionQuerySet


class Question(Confirmable):
    """What somebody asks; the texts are its messages. ``organisme`` when asked from an account.

    Nobody reads it before its address is confirmed, unless its author was logged in (``jeton``:
    SHA-256, hex, of the link's secret).
    """

    nom = models.CharField(max_length=60)
    prenom = models.CharField(max_length=60)
    email = models.EmailField(max_length=254)
    sujet = models.CharField(max_length=150)
    organisme = models.ForeignKey(
        Organisme, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    etat = models.CharField(
        max_length=11, choices=EtatQuestion, default=EtatQuestion.A_CONFIRMER, db_index=True
    )
    repondue_le = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    @property
    def nom_complet(self) -> str:
        """First name and name of who asks."""
        return f"{self.prenom} {self.nom}"
