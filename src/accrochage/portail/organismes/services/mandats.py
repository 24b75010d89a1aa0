"""Mandates: a certificateur authorises a déposant to transmit in its name (``process.md`` §2 to §4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.enums import EtatMandat, Role
from accrochage.portail.organismes.models import Compte, Mandat, Organisme
from accrochage.portail.organismes.services import courrier
from accrochage.portail.organismes.services.organisme import ouvrir_contrat
from accrochage.portail.organismes.services.ouvertures import comptes_a_ouvrir

SOI_MEME = "Un organisme ne se donne pas mandat à lui-même."
PAS_CERTIFICATEUR = (
    "Cet organisme n’a pas de contrat de certificateur en cours : il ne peut pas donner de mandat."
)
FERME = "Cet organisme est fermé\N{NO-BREAK SPACE}: il ne donne ni ne reçoit de mandat."
FIN_AVANT_DEBUT = "La fin vient avant le début."
FIN_PASSEE = "Cette date est passée : indiquez aujourd’hui ou une date à venir."
DEJA_UN_MANDAT = "Un mandat entre ces deux organismes couvre déjà une partie de cette période."
CLOS = "Ce mandat est terminé ou révoqué : donnez-en un nouveau."


@transaction.atomic
def donner_mandat(
    *,
    certificateur: Organisme,
    deposant: Organisme,
    debut: date,
    fin: date | None,
    certifications: Collection[str] = (),
    par: str,
    adresse: str | None = None,
) -> Mandat:
    """Authorise ``deposant`` from ``debut`` to ``fin``, both days included; None for no end.

    ``certifications``: the codes that it covers; all when there is none. A body that becomes a
    déposant receives its contract number. The mandate appears in its account, or its registration
    identifiers leave by mail. ``par`` is the reference of who acts. Raises ``ValidationError`` by
    field (``deposant``, ``debut``, ``fin``).
    """
    if certificateur.pk == deposant.pk:
        raise ValidationError({"deposant": SOI_MEME})
    if any(o.ferme_le is not None for o in _reserver(certificateur.pk, deposant.pk)):
        raise ValidationError({"deposant": FERME})
    _verifier_certificateur(certificateur)
    mandat = Mandat(
        certificateur=certificateur,
        deposant=deposant,
        debut=debut,
        fin=fin,
        certifications=sorted(set(certifications)),
    )
    _verifier_periode(mandat)
    mandat.save(force_insert=True)
    _assurer_contrat_de_deposant(deposant)
    _noter("mandat.donne", mandat, par, adresse)
    _prevenir(mandat)
    return mandat


@transaction.atomic
def modifier_mandat(
    *,
    mandat: Mandat,
    fin: date | None,
    certifications: Collection[str],
    par: str,
    adresse: str | None = None,
) -> Mandat:
    """Set the last day of a mandate in force or to come (None for no end), and what it covers (all for none).

    The déposant is told of what changed; nothing happens when nothing does. Raises
    ``ValidationError`` on ``fin``; a mandate that is over is not brought back to life.
    """
    _reserver(mandat.certificateur_id, mandat.deposant_id)
    mandat = Mandat.objects.select_for_update().get(pk=mandat.pk)
    if mandat.etat in {EtatMandat.TERMINE, EtatMandat.REVOQUE}:
        raise ValidationError({"fin": CLOS})
    avant, codes = mandat.fin, sorted(set(certifications))
    autre_fin, autre_portee = fin != avant, codes != mandat.certifications
    if not (autre_fin or autre_portee):
        return mandat
    mandat.fin, mandat.certifications = fin, codes
    _verifier_periode(mandat)
    mandat.save(update_fields=["fin", "certifications"])
    if autre_fin:
        prolonge = fin is None or (avant is not None and fin >= avant)
        _noter("mandat.prolonge" if prolonge else "mandat.abrege", mandat, par, adresse)
    if autre_portee:
        _noter("mandat.portee_changee", mandat, par, adresse)
    if (compte := _compte_du_deposant(mandat)) is not None:
        courrier.annoncer_changement(mandat, compte)
    return mandat


@transaction.atomic
def revoquer_mandat(*, mandat: Mandat, par: str, adresse: str | None = None) -> Mandat:
    """Withdraw a mandate at once and for ever; the déposant is told. Twice is the same as once.

    Raises ``ValidationError`` for a mandate that is over.
    """
    mandat = Mandat.objects.select_for_update().get(pk=mandat.pk)
    if mandat.revoque_le is not None:
        return mandat
    if mandat.etat == EtatMandat.TERMINE:
        raise ValidationError(CLOS)
    mandat.revoque_le = timezone.now()
    mandat.save(update_fields=["revoque_le"])
    _noter("mandat.revoque", mandat, par, adresse)
    if (compte := _compte_du_deposant(mandat)) is not None:
        courrier.annoncer_revocation(mandat, compte)
    return mandat


def _reserver(*organismes: int) -> list[Organisme]:
    """Queue on both rows, always in the same order: two mandates given at once never overlap."""
    return list(Organisme.objects.select_for_update().filter(pk__in=organismes).order_by("pk"))


def _verifier_certificateur(organisme: Organisme) -> None:
    jour = timezone.localdate()
    contrats = organisme.contrats.filter(role=Role.CERTIFICATEUR)
    if all(c.etat_le(jour) == EtatMandat.TERMINE for c in contrats):
        raise ValidationError({"deposant": PAS_CERTIFICATEUR})


def _verifier_periode(mandat: Mandat) -> None:
    if mandat.fin is not None and mandat.fin < mandat.debut:
        raise ValidationError({"fin": FIN_AVANT_DEBUT})
    if mandat.fin is not None and mandat.fin < timezone.localdate():
        raise ValidationError({"fin": FIN_PASSEE})
    autres = Mandat.objects.filter(
        certificateur_id=mandat.certificateur_id, deposant_id=mandat.deposant_id
    ).exclude(pk=mandat.pk)
    voisins = autres.non_clos(mandat.debut)
    if mandat.fin is not None:
        voisins = voisins.filter(debut__lte=mandat.fin)
    if voisins.exists():
        raise ValidationError({"debut" if mandat.pk is None else "fin": DEJA_UN_MANDAT})


def _assurer_contrat_de_deposant(organisme: Organisme) -> None:
    jour = timezone.localdate()
    contrats = organisme.contrats.filter(role=Role.DEPOSANT)
    if all(c.etat_le(jour) == EtatMandat.TERMINE for c in contrats):
        ouvrir_contrat(organisme, Role.DEPOSANT)


def _prevenir(mandat: Mandat) -> None:
    compte = _compte_du_deposant(mandat)
    if compte is not None:
        courrier.annoncer_mandat(mandat, compte)
    else:
        courrier.envoyer_identifiants_inscription(mandat.deposant, comptes_a_ouvrir(mandat.deposant))


def _compte_du_deposant(mandat: Mandat) -> Compte | None:
    return mandat.deposant.comptes.select_related("organisme").filter(role=Role.DEPOSANT).first()


def _noter(action: str, mandat: Mandat, par: str, adresse: str | None) -> None:
    """In the journal of the certificateur's account, and of the déposant's when it is open."""
    comptes = [mandat.certificateur.comptes.filter(role=Role.CERTIFICATEUR).first()]
    if (deposant := _compte_du_deposant(mandat)) is not None:
        comptes.append(deposant)
    for compte in comptes:
        noter(
            action=action,
            acteur=par,
            objet=reference(mandat),
            compte=reference(compte),
            adresse=adresse,
            details={
                "certificateur": reference(mandat.certificateur),
                "deposant": reference(mandat.deposant),
                "debut": mandat.debut.isoformat(),
                "fin": mandat.fin.isoformat() if mandat.fin else "",
                "certifications": len(mandat.certifications),
            },
        )
