"""Rights on a file: the H rules (``flux-format.md`` §3), from the envelope and the account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import Enveloppe
from accrochage.portail.comptes.formats import compacter
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Compte, Contrat, Mandat, Organisme
from accrochage.portail.organismes.querysets import MandatQuerySet

NATURES = {True: "CERTIFICATEUR", False: "TIERS_CONFIANCE"}


def certificateur_de(enveloppe: Enveloppe) -> Organisme | None:
    """The organisme that the file names as certificateur."""
    return Organisme.objects.par_matricule(enveloppe.certificateur_id_client)


def controler(
    enveloppe: Enveloppe, compte: Compte, jour: date, *, choisi: Organisme | None = None
) -> Iterator[Constat]:
    """Yield every H finding of a file that this account deposits on this day.

    ``choisi`` is the certificateur that the person said the file is for; None when they said nothing.
    """
    yield from _emetteur(enveloppe, compte.organisme)
    certificateur = certificateur_de(enveloppe)
    if certificateur is None or not certificateur.contrats.filter(role=Role.CERTIFICATEUR).exists():
        yield constat("H002", champ="idClient", valeur=enveloppe.certificateur_id_client)
    else:
        yield from _alias(enveloppe.certificateur_id_client, certificateur)
        for organisme in {compte.organisme, certificateur}:
            if organisme.ferme_le is not None:
                yield constat("H010", champ="idClient", valeur=organisme.matricule)
        yield from _contrat(enveloppe, certificateur, jour)
        yield from _mandat(enveloppe, compte, certificateur, jour)
        if choisi is not None and choisi.pk != certificateur.pk:
            yield constat("H009", champ="idClient", valeur=certificateur.matricule, choisi=choisi.matricule)
        yield from _nature(enveloppe, soi=certificateur.pk == compte.organisme_id)


def _emetteur(enveloppe: Enveloppe, organisme: Organisme) -> Iterator[Constat]:
    """H001 for another body; an alias of this one is told."""
    ecrit = enveloppe.emetteur_id_client
    if ecrit == organisme.matricule:
        return
    if Organisme.objects.par_matricule(ecrit) == organisme:
        yield from _alias(ecrit, organisme)
    else:
        yield constat("H001", champ="idClient", valeur=ecrit, matricule=organisme.matricule)


def _alias(ecrit: str, organisme: Organisme) -> Iterator[Constat]:
    """H011 for the matricule of a body that this one took over."""
    if ecrit != organisme.matricule:
        yield constat("H011", champ="idClient", valeur=ecrit, matricule=organisme.matricule)


def peut_deposer_pour(compte: Compte, certificateur: Organisme, jour: date) -> bool:
    """Whether this account may deposit for this certificateur: itself, or by a mandate in force."""
    if compte.role == Role.CERTIFICATEUR:
        return compte.organisme_id == certificateur.pk
    return _mandats(compte, certificateur, jour).exists()


def _mandats(compte: Compte, certificateur: Organisme, jour: date) -> MandatQuerySet:
    return Mandat.objects.en_cours(jour).filter(certificateur=certificateur, deposant=compte.organisme)


def _mandat(enveloppe: Enveloppe, compte: Compte, certificateur: Organisme, jour: date) -> Iterator[Constat]:
    """H006 and H008; periods of mandates between two bodies never overlap: one at most is in force."""
    if not peut_deposer_pour(compte, certificateur, jour):
        yield constat("H006", champ="idClient", certificateur=certificateur.matricule)
        return
    mandat = _mandats(compte, certificateur, jour).first()
    if compte.role == Role.CERTIFICATEUR or mandat is None or not mandat.certifications:
        return
    for c in enveloppe.certifications:
        if c.code not in mandat.certifications:
            yield constat(
                "H008", champ="code", valeur=c.code, ligne=c.ligne, certificateur=certificateur.matricule
            )


def _contrat(enveloppe: Enveloppe, certificateur: Organisme, jour: date) -> Iterator[Constat]:
    numero = enveloppe.certificateur_id_contrat
    contrat = Contrat.objects.select_related("organisme").filter(numero=compacter(numero)).first()
    if contrat is None:
        yield constat("H003", champ="idContrat", valeur=numero)
    elif contrat.organisme.survivant != certificateur or contrat.role != Role.CERTIFICATEUR:
        yield constat("H004", champ="idContrat", valeur=numero, certificateur=certificateur.matricule)
    elif contrat.debut > jour or (contrat.fin and contrat.fin < jour):
        yield constat("H005", champ="idContrat", valeur=numero, periode=_periode(contrat))


def _periode(contrat: Contrat) -> str:
    debut = f"depuis le {contrat.debut:%d/%m/%Y}"
    return f"{debut}, jusqu’au {contrat.fin:%d/%m/%Y}" if contrat.fin else debut


def _nature(enveloppe: Enveloppe, *, soi: bool) -> Iterator[Constat]:
    for certification in enveloppe.certifications:
        nature = certification.nature_deposant
        if nature is not None and nature != NATURES[soi]:
            yield constat("H007", champ="natureDeposant", valeur=nature, ligne=certification.ligne)
