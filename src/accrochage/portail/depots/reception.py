"""Receiving a file: stored, hashed and on the disk before the accusé de réception says so."""

from __future__ import annotations

import contextlib
import hashlib
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accrochage.flux.catalogue import constat
from accrochage.flux.controle import Tete
from accrochage.flux.findings import Constat
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.depots import accuses, droits, etats, lecture, stockage
from accrochage.portail.depots.constats import deposer_de_fichier, sans_nul
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.models import Compte, Organisme

NOM_MAX = 255
MO = 1_000_000


class Televersement(Protocol):
    """What Django gives of an uploaded file."""

    def chunks(self) -> Iterator[bytes]:
        """The content by pieces."""


def recevoir(
    *,
    compte: Compte,
    utilisateur: Utilisateur,
    contenu: Televersement,
    nom_fichier: str,
    certificateur: Organisme | None = None,
    adresse: str | None = None,
) -> Depot:
    """Receive a file for this account, and return its deposit: RECU, or REJETE with the reasons.

    ``certificateur`` is whom the person said that the file is for; None when there was no choice.

    Whatever the bytes are there is a deposit with its accusé de réception; nothing is raised for
    a bad file. When this returns the bytes are safe, and a worker has been told.
    """
    with _copie(contenu) as (chemin, taille, sha256):
        tete = lecture.tete(chemin)
        depot = _nouveau(compte, utilisateur, nom_fichier, taille=taille, sha256=sha256, tete=tete)
        constats = [*tete.constats, *_constats_du_portail(depot, compte, tete, certificateur)]
        depot.fichier = stockage.ecrire(f"{accuses.dossier_de(depot)}/depot", _octets(chemin))
    try:
        _enregistrer(depot, constats, adresse)
    except IntegrityError:
        # The same file or idFlux came in between our look and our insert: now we see it.
        rejeu = list(_rejeu(depot))
        if not rejeu:
            raise
        stockage.effacer(depot.accuse_reception)
        _enregistrer(depot, [*constats, *rejeu], adresse)
    return depot


@contextlib.contextmanager
def _copie(contenu: Televersement) -> Iterator[tuple[Path, int, str]]:
    """The received bytes on our disk, with their number and SHA-256 (hex)."""
    empreinte, taille = hashlib.sha256(), 0
    with stockage.fichier_de_travail("recu-") as copie:
        for morceau in contenu.chunks():
            copie.write(morceau)
            empreinte.update(morceau)
            taille += len(morceau)
        copie.flush()
        yield Path(copie.name), taille, empreinte.hexdigest()


def _octets(chemin: Path) -> Iterator[bytes]:
    with chemin.open("rb") as fichier:
        yield from stockage.morceaux(fichier)


def _nouveau(
    compte: Compte, utilisateur: Utilisateur, nom_fichier: str, *, taille: int, sha256: str, tete: Tete
) -> Depot:
    with connection.cursor() as curseur:
        curseur.execute("SELECT nextval('depots_numero_seq')")
        numero = curseur.fetchone()[0]
    enveloppe = tete.enveloppe
    return Depot(
        id=uuid.uuid4(),
        numero=numero,
        compte=compte,
        depose_par=utilisateur,
        emetteur=compte.organisme,
        certificateur=droits.certificateur_de(enveloppe) if enveloppe else None,
        nom_fichier=nom_propre(nom_fichier),
        taille=taille,
        sha256=sha256,
        id_flux=sans_nul(enveloppe.id_flux)[:50] if enveloppe else "",
        action=(enveloppe.action or "CREATION") if enveloppe else "",
        schema=tete.schema or "",
        nb_passages=tete.passages,
        recu_le=timezone.now(),
    )


def nom_propre(nom: str) -> str:
    """The last part of a file name, without control characters, its end kept when it is very long."""
    seul = re.split(r"[/\\]", nom)[-1]
    propre = "".join(c for c in seul if c.isprintable()).strip()
    return propre[-NOM_MAX:] or "fichier"


def _constats_du_portail(
    depot: Depot, compte: Compte, tete: Tete, choisi: Organisme | None
) -> Iterator[Constat]:
    if tete.enveloppe:
        yield from droits.controler(tete.enveloppe, compte, lecture.aujourdhui(), choisi=choisi)
    if not lecture.bloque(tete.constats):
        yield from _rejeu(depot)


def _rejeu(depot: Depot) -> Iterator[Constat]:
    """The rules on what was already received from this emetteur."""
    autres = Depot.objects.qui_comptent(depot.emetteur).order_by("numero")
    if meme := autres.filter(sha256=depot.sha256).first():
        yield constat("F023", depot=str(meme.numero), date=_quand(meme))
    elif depot.id_flux and (meme := autres.filter(id_flux=depot.id_flux).first()):
        yield constat(
            "F022",
            champ="idFlux",
            valeur=depot.id_flux,
            id_flux=depot.id_flux,
            depot=str(meme.numero),
            date=_quand(meme),
        )


def _quand(depot: Depot) -> str:
    return f"{timezone.localtime(depot.recu_le):%d/%m/%Y à %H:%M}"


def _enregistrer(depot: Depot, constats: list[Constat], adresse: str | None) -> None:
    recevable = not lecture.bloque(constats)
    depot.accuse_reception = accuses.ecrire_reception(depot, constats, recevable=recevable)
    if not recevable:
        depot.fini_le = depot.recu_le
        depot.accuse_traitement = accuses.ecrire_traitement_refuse(depot, constats)
    with transaction.atomic():
        depot.compte = _compte_actuel(depot.compte)
        etats.creer(depot, "recevoir" if recevable else "refuser", par=reference(depot.depose_par))
        deposer_de_fichier(depot.pk, constats)
        noter(
            action="depot.recu" if recevable else "depot.refuse",
            acteur=reference(depot.depose_par),
            objet=reference(depot),
            compte=reference(depot.compte),
            adresse=adresse,
            details={"numero": depot.numero, "taille": depot.taille, "sha256": depot.sha256},
        )
        if depot.etat == EtatDepot.RECU:
            reveiller(depot)


def _compte_actuel(compte: Compte) -> Compte:
    """The account, held; that of the survivor if a merger took its body over since it was read."""
    tenu = (
        Compte.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisme")
        .get(pk=compte.pk)
    )
    if tenu.organisme.fusionne_dans_id is None:
        return compte
    return Compte.objects.get(organisme=tenu.organisme.fusionne_dans_id, role=tenu.role)


def reveiller(depot: Depot, *, dans: int = 0) -> None:
    """Tell a worker, ``dans`` seconds from now, in the caller's transaction; small files go first.

    Raises ``AlreadyEnqueued`` (after which the transaction is lost) when one is told already.
    """
    from accrochage.portail.depots.tasks import traiter_depot  # noqa: PLC0415 - tasks call services

    traiter_depot.configure(
        priority=-min(depot.taille // MO, 1000),
        queueing_lock=f"depot:{depot.pk}",
        schedule_in={"seconds": dans} if dans else None,
    ).defer(depot_id=str(depot.pk))
