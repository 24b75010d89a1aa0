"""Hypothesis strategies: any flux that the schema accepts."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from accrochage.flux.model import (
    Action,
    Certification,
    CertificationPassages,
    CodeInseeNaissance,
    CodePostalNaissance,
    DossierFormation,
    Enveloppe,
    Flux,
    IdentifiantNational,
    ModalitesInscription,
    NiveauNumerique,
    Passage,
    ResultatNumerique,
    Titulaire,
)

CARACTERES = st.one_of(
    st.sampled_from("ABCéÉœ -'&<>]\t\n\r\"\u00a0\u2028😀"),
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
)


def texte(maximum: int, minimum: int = 1) -> st.SearchStrategy[str]:
    return st.text(CARACTERES, min_size=minimum, max_size=maximum)


def parfois(strategie: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategie


jours = st.dates(date(1900, 1, 1), date(2099, 12, 31))
dossiers = st.builds(DossierFormation, texte(13), texte(30), texte(20))
nationaux = st.builds(
    IdentifiantNational, st.from_regex(r"[12][0-9]{4}(2[AB]|[0-9]{2})[0-9]{6}", fullmatch=True), texte(60)
)
lieux = st.one_of(
    st.builds(CodeInseeNaissance, texte(5, 5)), st.builds(CodePostalNaissance, parfois(texte(9)))
)
titulaires = st.builds(
    Titulaire,
    nom_naissance=texte(60),
    nom_usage=parfois(texte(60)),
    prenom1=texte(60),
    annee_naissance=st.integers(1900, 2099),
    mois_naissance=parfois(st.integers(1, 12)),
    jour_naissance=parfois(st.integers(1, 31)),
    sexe=st.sampled_from("MF"),
    code_commune_naissance=lieux,
    prenom2=parfois(texte(60)),
    prenom3=parfois(texte(60)),
    libelle_commune_naissance=parfois(texte(60)),
    code_pays_naissance=parfois(texte(3, 3)),
    libelle_pays_naissance=parfois(texte(60)),
    commentaires_men=parfois(texte(250)),
)
resultats = st.builds(ResultatNumerique, parfois(st.integers(1, 8)), parfois(texte(1)), parfois(texte(1)))
niveaux = st.builds(
    NiveauNumerique,
    parfois(st.integers(1, 1000)),
    parfois(st.lists(resultats, max_size=3).map(tuple)),
)
modalites = st.builds(
    ModalitesInscription,
    parfois(st.sampled_from(["FORMATION_INITIALE_APPRENTISSAGE", "VAE", "CANDIDAT_LIBRE"])),
    parfois(st.sampled_from(["CONGES_VAE", "VAE_CLASSIQUE"])),
    parfois(st.sampled_from(["CERTIFIE", "OF", "POLE_EMPLOI", "EMPLOYEUR", "AUTRE"])),
    parfois(jours),
)
passages = st.builds(
    Passage,
    id_technique=texte(255),
    obtention_certification=st.sampled_from(["PAR_ADMISSION", "PAR_SCORING"]),
    donnee_certifiee=st.booleans(),
    date_debut_validite=jours,
    date_fin_validite=parfois(jours),
    presence_niveau_langue_euro=st.booleans(),
    presence_niveau_numerique_euro=st.booleans(),
    scoring=parfois(texte(255)),
    mention_validee=parfois(st.sampled_from(["SANS_MENTION", "MENTION_BIEN"])),
    modalites_inscription=modalites,
    identification_titulaire=st.one_of(titulaires, dossiers, nationaux),
    url_preuve=parfois(texte(255)),
    libelle_option=parfois(texte(255)),
    date_debut_examen=parfois(jours),
    date_fin_examen=parfois(jours),
    modalite_passage_examen=parfois(st.sampled_from(["A_DISTANCE", "EN_PRESENTIEL", "MIXTE"])),
    code_postal_centre_examen=parfois(texte(9)),
    niveau_langue_europeen=parfois(st.sampled_from(["A1", "B2", "INSUFFISANT"])),
    niveau_numerique_europeen=parfois(niveaux),
    verbatim=parfois(texte(255)),
)
certifications = st.builds(
    Certification,
    type=texte(255),
    code=texte(100),
    nature_deposant=parfois(st.sampled_from(["CERTIFICATEUR", "TIERS_CONFIANCE"])),
)
enveloppes = st.builds(
    Enveloppe,
    id_flux=texte(50),
    horodatage=st.just("2026-11-20T10:00:00+01:00"),
    emetteur_id_client=texte(8, 8),
    certificateur_id_client=texte(8, 8),
    certificateur_id_contrat=texte(20),
    action=parfois(st.sampled_from(Action)),
)
flux = st.builds(
    Flux,
    enveloppe=enveloppes,
    certifications=st.lists(
        st.builds(
            CertificationPassages, certifications, st.lists(passages, min_size=1, max_size=3).map(tuple)
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
