"""The merger of two organismes: one goes on, the other becomes an alias of it (``docs/adr/0011``).

Here, and not below, because deposits and passages move with the bodies.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accrochage.portail.depots import verrous
from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import (
    Appartenance,
    Compte,
    ContactAConfirmer,
    Invitation,
    Mandat,
    Organisme,
)
from accrochage.portail.organismes.services import courrier_vie as courrier
from accrochage.portail.organismes.services import vie
from accrochage.portail.organismes.services.mandats import revoquer_mandat
from accrochage.portail.passages.models import PassageAccepte

POLITIQUE = {
    "comptes": "moves, or its members join the account of the same role",
    "contrats": "stays: with the matricule, its numbers are aliases",
    "mandats_donnes": "moves unless it overlaps one of the survivor or joins it to itself: then revoked",
    "mandats_recus": "same",
    "changements": "stays: the history of each body",
    "absorbes": "moves: never a chain of mergers",
    "inscriptions": "stays, and can no longer end: the absorbed body is closed",
    "demandes_inscription": "moves",
    "questions": "moves",
    "contact_a_confirmer": "removed: nobody confirms the contact of an absorbed body",
    "depots_emis": "stays: reports keep the matricule they were made with; replays are seen in both",
    "depots_recus": "moves",
    "passages_emis": "stays, as the deposits; keys are looked for in both",
    "passages": "moves",
}
"""What becomes of each relation to the absorbed body; a test fails when one is missing."""
SOI_MEME = "Choisissez deux organismes différents."
DEJA_FERME = "Un organisme fermé ou déjà fusionné ne se fusionne pas\N{NO-BREAK SPACE}: rouvrez-le d’abord."
FORCE = {Droit.LECTEUR: 0, Droit.DEPOSANT: 1, Droit.ADMINISTRATEUR: 2}


@dataclass(slots=True)
class Apercu:
    """What a merger would do, counted; nothing is written.

    ``reunis``: accounts whose members join the survivor's; ``deplaces``: those that become its own.
    """

    reunis: list[Compte] = field(default_factory=list)
    deplaces: list[Compte] = field(default_factory=list)
    membres: int = 0
    mandats: list[Mandat] = field(default_factory=list)
    revoques: list[Mandat] = field(default_factory=list)
    contrats: list[str] = field(default_factory=list)
    depots: int = 0
    passages: int = 0


def apercu(*, absorbe: Organisme, survivant: Organisme) -> Apercu:
    """Count what would move. Raises ``ValidationError`` for a pair that can't merge."""
    _verifier(absorbe, survivant)
    roles = set(survivant.comptes.values_list("role", flat=True))
    comptes = list(absorbe.comptes.select_related("organisme"))
    repris, revoques = _mandats(absorbe, survivant)
    return Apercu(
        reunis=[c for c in comptes if c.role in roles],
        deplaces=[c for c in comptes if c.role not in roles],
        membres=Appartenance.objects.filter(compte__organisme=absorbe).count(),
        mandats=repris,
        revoques=revoques,
        contrats=[c.numero_groupe for c in absorbe.contrats.order_by("numero")],
        depots=Depot.objects.filter(emetteur=absorbe).count(),
        passages=PassageAccepte.objects.filter(certificateur=absorbe).count(),
    )


@transaction.atomic
def fusionner(*, absorbe: Organisme, survivant: Organisme, geste: vie.Geste) -> Organisme:
    """Merge, whole or not at all. Both contacts are told. Raises ``ValidationError``.

    Writers of passages of both bodies are waited for, before any row is held: none reads a
    half-merged state, none waits for us while we wait for it.
    """
    for cle in sorted({absorbe.pk, survivant.pk, *absorbe.absorbes.values_list("pk", flat=True)}):
        verrous.ecriture(cle)
    deux = Organisme.objects.select_for_update(no_key=True).filter(pk__in=[absorbe.pk, survivant.pk])
    lus = {o.pk: o for o in deux.order_by("pk")}
    absorbe, survivant = lus[absorbe.pk], lus[survivant.pk]
    _verifier(absorbe, survivant)
    _reprendre_les_mandats(absorbe, survivant, geste)
    for compte in absorbe.comptes.select_for_update(no_key=True).order_by("pk"):
        _reprendre_le_compte(compte, survivant)
    absorbe.demandes_inscription.update(organisme=survivant)
    absorbe.questions.update(organisme=survivant)
    Depot.objects.filter(certificateur=absorbe).update(certificateur=survivant)
    PassageAccepte.objects.filter(certificateur=absorbe).update(certificateur=survivant)
    absorbe.absorbes.update(fusionne_dans=survivant)
    ContactAConfirmer.objects.filter(organisme=absorbe).delete()
    absorbe.ferme_le, absorbe.fusionne_dans = timezone.now(), survivant
    absorbe.save(update_fields=["ferme_le", "fusionne_dans"])
    for organisme in (absorbe, survivant):
        vie.noter_changement(organisme, "fusion", geste, avant=absorbe.matricule, apres=survivant.matricule)
        vie.noter_geste("organisme.fusionne", organisme, geste, absorbe=reference(absorbe))
        courrier.annoncer_changement(organisme, "fusion")
    return survivant


def _verifier(absorbe: Organisme, survivant: Organisme) -> None:
    if absorbe.pk == survivant.pk:
        raise ValidationError(SOI_MEME)
    if absorbe.ferme_le is not None or survivant.ferme_le is not None:
        raise ValidationError(DEJA_FERME)


def _mandats(absorbe: Organisme, survivant: Organisme) -> tuple[list[Mandat], list[Mandat]]:
    """Mandates not over that the survivor takes, and those that it can't: overlaps, and with itself."""
    repris: list[Mandat] = []
    revoques: list[Mandat] = []
    for cote, autre in (("certificateur", "deposant"), ("deposant", "certificateur")):
        for mandat in Mandat.objects.non_clos().filter(**{cote: absorbe}).order_by("pk"):
            partenaire = getattr(mandat, f"{autre}_id")
            voisins = Mandat.objects.non_clos(mandat.debut).filter(
                **{cote: survivant, f"{autre}_id": partenaire}
            )
            if mandat.fin is not None:
                voisins = voisins.filter(debut__lte=mandat.fin)
            libre = partenaire != survivant.pk and not voisins.exists()
            (repris if libre else revoques).append(mandat)
    return repris, revoques


def _reprendre_les_mandats(absorbe: Organisme, survivant: Organisme, geste: vie.Geste) -> None:
    repris, revoques = _mandats(absorbe, survivant)
    for mandat in revoques:
        revoquer_mandat(mandat=mandat, par=reference(geste.par), adresse=geste.adresse)
    for mandat in repris:
        cote = "certificateur" if mandat.certificateur_id == absorbe.pk else "deposant"
        setattr(mandat, cote, survivant)
        mandat.save(update_fields=[cote])


def _reprendre_le_compte(compte: Compte, survivant: Organisme) -> None:
    """Give the account to the survivor, or its members and deposits to the survivor's own of that role."""
    sien = survivant.comptes.filter(role=compte.role).first()
    if sien is None:
        compte.organisme = survivant
        compte.save(update_fields=["organisme"])
        return
    deja = {a.utilisateur_id: a for a in Appartenance.objects.filter(compte=sien)}
    for membre in Appartenance.objects.filter(compte=compte):
        autre = deja.get(membre.utilisateur_id)
        if autre is None:
            membre.compte = sien
            membre.save(update_fields=["compte"])
            continue
        if FORCE[Droit(membre.droit)] > FORCE[Droit(autre.droit)] and membre.suspendue_le is None:
            autre.droit = membre.droit
            autre.save(update_fields=["droit"])
        membre.delete()
    Invitation.objects.filter(compte=compte).en_cours().update(annulee_le=timezone.now())
    Depot.objects.filter(compte=compte).update(compte=sien)
