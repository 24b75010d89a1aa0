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

NATURES = {True: "CERTIFICATEUR", False: "TIERS_CONFIANCE"}


def certificateur_de(enveloppe: Enveloppe) -> Organisme | None:
    """The organisme that the file names as certificateur."""
    return Organisme.objects.filter(matricule=enveloppe.certificateur_id_client).first()


def controler(enveloppe: Enveloppe, compte: Compte, jour: date) -> Iterator[Constat]:
    """Yield every H finding of a file that this account deposits on this day."""
    matricule = compte.organisme.matricule
    if enveloppe.emetteur_id_client != matricule:
        yield constat(
            "H001",
            champ="idClient",
            valeur=enveloppe.emetteur_id_client,
            matricule=matricule,
        )
    certificateur = certificateur_de(enveloppe)
    if certificateur is None or not certificateur.contrats.filter(role=Role.CERTIFICATEUR).exists():
        yield constat("H002", champ="idClient", valeur=enveloppe.certificateur_id_client)
    else:
        yield from _contrat(enveloppe, certificateur, jour)
        if not peut_deposer_pour(compte, certificateur, jour):
            yield constat("H006", champ="idClient", certificateur=certificateur.matricule)
    yield from _nature(enveloppe, compte)


def peut_deposer_pour(compte: Compte, certificateur: Organisme, jour: date) -> bool:
    """Whether this account may deposit for this certificateur: itself, or by a mandate in force."""
    if compte.role == Role.CERTIFICATEUR:
        return compte.organisme_id == certificateur.pk
    mandats = Mandat.objects.filter(
        certificateur=certificateur, deposant=compte.organisme, debut__lte=jour, revoque_le__isnull=True
    )
    return mandats.exclude(fin__lt=jour).exists()


def _contrat(enveloppe: Enveloppe, certificateur: Organisme, jour: date) -> Iterator[Constat]:
    numero = enveloppe.certificateur_id_contrat
    contrat = Contrat.objects.filter(numero=compacter(numero)).first()
    if contrat is None:
        yield constat("H003", champ="idContrat", valeur=numero)
    elif contrat.organisme_id != certificateur.pk or contrat.role != Role.CERTIFICATEUR:
        yield constat("H004", champ="idContrat", valeur=numero, certificateur=certificateur.matricule)
    elif contrat.debut > jour or (contrat.fin and contrat.fin < jour):
        yield constat("H005", champ="idContrat", valeur=numero, periode=_periode(contrat))


def _periode(contrat: Contrat) -> str:
    debut = f"depuis le {contrat.debut:%d/%m/%Y}"
    return f"{debut}, jusqu’au {contrat.fin:%d/%m/%Y}" if contrat.fin else debut


def _nature(enveloppe: Enveloppe, compte: Compte) -> Iterator[Constat]:
    soi = enveloppe.certificateur_id_client == compte.organisme.matricule
    for certification in enveloppe.certifications:
        nature = certification.nature_deposant
        if nature is not None and nature != NATURES[soi]:
            yield constat("H007", champ="natureDeposant", valeur=nature, ligne=certification.ligne)
