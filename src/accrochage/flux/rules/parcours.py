"""How the certification was obtained: levels, score, way of access."""

from __future__ import annotations

from collections.abc import Iterator

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import NiveauNumerique, Passage, ResultatNumerique
from accrochage.flux.rules.contexte import Contexte, FamilleDeRegles

COMPETENCES_DIGCOMP = {"1": "123", "2": "123456", "3": "1234", "4": "1234", "5": "1234"}
"""DigComp's domains, each with its competences."""


def soupcon(passage: Passage, _contexte: Contexte) -> bool:
    """Tell if a level, a score or a way of access does not go with what announces it."""
    inscription = passage.modalites_inscription
    return (
        passage.presence_niveau_langue_euro is (passage.niveau_langue_europeen is None)
        or passage.niveau_numerique_europeen is not None
        or passage.presence_niveau_numerique_euro
        or (inscription.voie_access_vae is not None and inscription.modalite_acces != "VAE")
        or (passage.scoring is None and passage.obtention_certification == "PAR_SCORING")
    )


def p201_langue_absente(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a language level is announced and not given."""
    if passage.presence_niveau_langue_euro and passage.niveau_langue_europeen is None:
        yield constat(
            "P201", id_technique=passage.id_technique, champ="presenceNiveauLangueEuro", valeur="true"
        )


def p202_langue_non_annoncee(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a language level is given and not announced."""
    niveau = passage.niveau_langue_europeen
    if niveau is not None and not passage.presence_niveau_langue_euro:
        yield constat("P202", id_technique=passage.id_technique, champ="niveauLangueEuropeen", valeur=niveau)


def _est_vide(niveau: NiveauNumerique | None) -> bool:
    return niveau is None or (niveau.score_general is None and not niveau.resultats)


def p203_numerique_absent(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a digital level is announced and not given."""
    if passage.presence_niveau_numerique_euro and _est_vide(passage.niveau_numerique_europeen):
        yield constat(
            "P203", id_technique=passage.id_technique, champ="presenceNiveauNumeriqueEuro", valeur="true"
        )


def p204_numerique_non_annonce(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a digital level is given and not announced."""
    if not passage.presence_niveau_numerique_euro and not _est_vide(passage.niveau_numerique_europeen):
        yield constat("P204", id_technique=passage.id_technique, champ="niveauNumeriqueEuropeen")


def p205_voie_sans_vae(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a way of access to VAE is given for something else than VAE."""
    inscription = passage.modalites_inscription
    if inscription.voie_access_vae is not None and inscription.modalite_acces != "VAE":
        yield constat(
            "P205",
            id_technique=passage.id_technique,
            champ="voieAccessVAE",
            valeur=inscription.voie_access_vae,
        )


def p206_scoring_absent(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when obtained by a score that is not given."""
    if passage.obtention_certification == "PAR_SCORING" and passage.scoring is None:
        yield constat("P206", id_technique=passage.id_technique, champ="scoring")


def p223_competence_inconnue(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a digital competence is not one of DigComp's, or comes twice."""
    niveau = passage.niveau_numerique_europeen
    vues: set[tuple[str, str]] = set()
    for resultat in (niveau.resultats if niveau else None) or ():
        paire = _competence(resultat)
        if paire is None:
            continue
        domaine, competence = paire
        if paire in vues or competence not in COMPETENCES_DIGCOMP.get(domaine, ""):
            yield constat(
                "P223",
                id_technique=passage.id_technique,
                champ="competenceId",
                valeur=f"{domaine}.{competence}",
            )
        vues.add(paire)


def _competence(resultat: ResultatNumerique) -> tuple[str, str] | None:
    if resultat.domaine_competence_id is None or resultat.competence_id is None:
        return None
    return resultat.domaine_competence_id, resultat.competence_id


FAMILLE = FamilleDeRegles(
    nom="parcours",
    soupcon=soupcon,
    regles=(
        p201_langue_absente,
        p202_langue_non_annoncee,
        p203_numerique_absent,
        p204_numerique_non_annonce,
        p205_voie_sans_vae,
        p206_scoring_absent,
        p223_competence_inconnue,
    ),
)
