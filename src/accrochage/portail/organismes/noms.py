"""The names behind the journal's references, for who has the right to know them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.db.models import Q

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.models import Appartenance, Compte, Organisme

OPERATEUR = "opérateur"
EXTERIEUR = "personne extérieure au compte"
AUTRE_ORGANISME = "autre organisme"
VISITEUR = "visiteur non connecté"
PORTAIL = "portail"
RETRAITS = ("membre.retire", "membre.parti")
"""How one ceases to be a member: what they did before stays under their name."""


class Noms(Protocol):
    """Gives names for references (``utilisateur:12``), many at a time; leaves out what has none."""

    def pour(self, references: Iterable[str]) -> dict[str, str]:
        """Name of each reference that has one."""
        ...


class NomsDuCompte:
    """What the administrators of an account may know: their members, past ones too, and their organisme."""

    def __init__(self, compte: Compte) -> None:
        self.compte = compte

    def membres(self) -> dict[str, str]:
        """Present members, suspended ones too, in the order of their names."""
        personnes = [a.utilisateur for a in Appartenance.objects.visible_to(self.compte)]
        return {
            reference(p): p.get_full_name() for p in sorted(personnes, key=lambda p: (p.nom, p.prenom, p.pk))
        }

    def operateur(self) -> Q:
        """Entries of agents who are no members, and of the operator's commands."""
        agents = {reference(agent) for agent in Utilisateur.objects.exclude(role_operateur="")}
        return Q(acteur__in=agents - set(self.membres())) | Q(acteur__startswith="commande:")

    def pour(self, references: Iterable[str]) -> dict[str, str]:
        """Members by name, agents as the operator, any other person as an outsider."""
        cherchees = set(references)
        organisme = self.compte.organisme
        connus = self.membres() | {
            reference(self.compte): f"{organisme.raison_sociale} · {self.compte.get_role_display()}",
            reference(organisme): organisme.raison_sociale,
        }
        autres = {r for r in cherchees - set(connus) if r.startswith("utilisateur:")}
        dits = {r: n for r, n in connus.items() if r in cherchees}
        return _fixes(cherchees) | self._organismes(cherchees) | self._autres(autres) | dits

    def _organismes(self, references: set[str]) -> dict[str, str]:
        """Those that a mandate ties to this one, by name; any other stays unnamed."""
        cles = _cles(references, "organisme")
        if not cles:
            return {}
        lui = self.compte.organisme
        lies = Organisme.objects.filter(
            Q(mandats_recus__certificateur=lui) | Q(mandats_donnes__deposant=lui), pk__in=cles
        )
        return dict.fromkeys((f"organisme:{cle}" for cle in cles), AUTRE_ORGANISME) | {
            reference(organisme): organisme.raison_sociale for organisme in lies
        }

    def _autres(self, personnes: set[str]) -> dict[str, str]:
        if not personnes:
            return {}
        partis = Entree.objects.visible_to(self.compte).filter(action__in=RETRAITS, objet__in=personnes)
        anciens = set(partis.values_list("objet", flat=True))
        noms = dict.fromkeys(personnes, EXTERIEUR)
        for personne in Utilisateur.objects.filter(pk__in=_cles(personnes, "utilisateur")):
            if reference(personne) in anciens:
                noms[reference(personne)] = f"{personne.get_full_name()} (ancien membre)"
            elif personne.est_agent:
                noms[reference(personne)] = OPERATEUR
        return noms


class NomsPourGestion:
    """What gestionnaires may know: everybody, every organisme."""

    def pour(self, references: Iterable[str]) -> dict[str, str]:
        """Persons by name and login, accounts and organismes by name and matricule."""
        cherchees = set(references)
        noms = _fixes(cherchees)
        for personne in Utilisateur.objects.filter(pk__in=_cles(cherchees, "utilisateur")):
            noms[reference(personne)] = f"{personne.get_full_name()} ({personne.identifiant_groupe})"
        comptes = Compte.objects.filter(pk__in=_cles(cherchees, "compte")).select_related("organisme")
        for compte in comptes:
            entite = compte.organisme
            noms[reference(compte)] = (
                f"{entite.raison_sociale} · {compte.get_role_display()} · {entite.matricule_groupe}"
            )
        for organisme in Organisme.objects.filter(pk__in=_cles(cherchees, "organisme")):
            noms[reference(organisme)] = f"{organisme.raison_sociale} · {organisme.matricule_groupe}"
        return noms


def _fixes(references: set[str]) -> dict[str, str]:
    """Those that are no row: the portal itself, its commands, somebody who is not logged in."""
    noms = {"": VISITEUR, "systeme": PORTAIL}
    trouves = {r: noms[r] for r in references if r in noms}
    return trouves | {r: OPERATEUR for r in references if r.startswith("commande:")}


def _cles(references: Iterable[str], genre: str) -> list[int]:
    decoupees = (r.partition(":") for r in references)
    return [int(cle) for type_, _, cle in decoupees if type_ == genre and cle.isascii() and cle.isdigit()]
