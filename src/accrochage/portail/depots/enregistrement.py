"""The end of a processing: what is accepted enters the passages, set by set.

All of it runs in one transaction that holds the emetteur's lock, so two deposits of the same
emetteur neither double nor lose a passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from accrochage.flux.catalogue import constat
from accrochage.portail.depots.lignes import ICI, signaler
from accrochage.portail.depots.models import Depot
from accrochage.portail.organismes.models import Organisme

LONGUEUR_PARAMETRE = 400
CODES_TITULAIRE = ("T001", "T002", "T003", "T004", "T005", "T006")


@dataclass(frozen=True, slots=True)
class Comptes:
    """Exact totals of a deposit, in passages."""

    passages: int
    refuses: int
    avertis: int
    deja_acceptes: int

    @property
    def acceptes(self) -> int:
        """Those already accepted included."""
        return self.passages - self.refuses


def creer(depot: Depot, certifications: dict[int, int]) -> None:
    """Accept the passages of a CREATION: what is new, found and not refused."""
    _deja_acceptes(depot)
    _sans_titulaire(depot)
    _apres_deces(depot)
    _autre_cle(depot, certifications)
    with connection.cursor() as curseur:
        curseur.execute(
            _INSERER,
            {
                **_communs(depot, certifications),
                "emetteur": depot.emetteur_id,
                "certificateur": _survivant(depot.certificateur_id),
                "maintenant": timezone.now(),
            },
        )


def supprimer(depot: Depot) -> None:
    """Remove the passages of a SUPPRESSION: dated, never erased."""
    parametres: dict[str, Any] = {
        "depot": depot.pk,
        "emetteurs": _famille(depot),
        "certificateur": _survivant(depot.certificateur_id),
        "maintenant": timezone.now(),
    }
    with connection.cursor() as curseur:
        curseur.execute(_SUPPRIMER, parametres)
    absent = (
        "NOT l.refuse AND NOT EXISTS (SELECT 1 FROM passages_passageaccepte a "
        "WHERE a.supprime_par_depot_id = l.depot_id AND a.id_technique = l.id_technique)"
    )
    modele = constat("P303", champ="idTechnique", id_technique=ICI)
    signaler(depot.pk, modele, ou=absent, parametres=[])
    _refuser(depot, absent)


def compter(depot: Depot) -> Comptes:
    """Count the working rows."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT count(*), count(*) FILTER (WHERE refuse), count(*) FILTER (WHERE averti AND NOT refuse), "
            "count(*) FILTER (WHERE deja) FROM depots_ligne WHERE depot_id = %s",
            [depot.pk],
        )
        return Comptes(*curseur.fetchone())


def _communs(depot: Depot, certifications: dict[int, int]) -> dict[str, Any]:
    return {"depot": depot.pk, "index": list(certifications), "cles": list(certifications.values())}


def _deja_acceptes(depot: Depot) -> None:
    """P302 for identical contents (nothing is recorded twice), P301 for different ones."""
    memes, autres = (constat(code, champ="idTechnique", id_technique=ICI) for code in ("P302", "P301"))
    with connection.cursor() as curseur:
        curseur.execute(
            _DEJA_ACCEPTES,
            {
                "depot": depot.pk,
                "emetteurs": _famille(depot),
                "codes": [memes.code, autres.code],
                "severites": [memes.severite.value, autres.severite.value],
                "messages": [memes.message, autres.message],
            },
        )


def _sans_titulaire(depot: Depot) -> None:
    """The T findings of the searches that found nobody, or several."""
    modeles = [constat(code) for code in CODES_TITULAIRE]
    with connection.cursor() as curseur:
        curseur.execute(
            _SANS_TITULAIRE,
            {
                "depot": depot.pk,
                "codes": list(CODES_TITULAIRE),
                "severites": [modele.severite.value for modele in modeles],
                "messages": [modele.message for modele in modeles],
            },
        )


def _apres_deces(depot: Depot) -> None:
    """T008: nothing is attributed to a person who had died by then (``matching.md``: precision first)."""
    modele = constat("T008")
    with connection.cursor() as curseur:
        curseur.execute(
            _APRES_DECES,
            {"depot": depot.pk, "severite": modele.severite.value, "message": modele.message},
        )


def _autre_cle(depot: Depot, certifications: dict[int, int]) -> None:
    """P304: this person, certification and date, already accepted under another key."""
    modele = constat("P304", champ="idTechnique", autre=ICI)
    with connection.cursor() as curseur:
        curseur.execute(
            _AUTRE_CLE,
            {
                **_communs(depot, certifications),
                "certificateur": _survivant(depot.certificateur_id),
                "severite": modele.severite.value,
                "message": modele.message,
                "longueur": LONGUEUR_PARAMETRE,
            },
        )


def _famille(depot: Depot) -> list[int]:
    """Keys of the emetteur and of those merged with it, read again: a merger may have come meanwhile."""
    return Organisme.objects.famille(depot.emetteur_id)


def _survivant(cle: int | None) -> int | None:
    """The certificateur that keeps the passages, read again for the same reason."""
    return Organisme.objects.famille(cle)[0] if cle else None


def _refuser(depot: Depot, ou: str, *parametres: Any) -> None:
    with connection.cursor() as curseur:
        curseur.execute(
            f"UPDATE depots_ligne l SET refuse = true WHERE l.depot_id = %s AND {ou}",  # noqa: S608 - literals
            [depot.pk, *parametres],
        )


_DEJA_ACCEPTES = """
WITH connus AS (
  SELECT l.depot_id, l.rang, l.id_technique, l.ligne, a.empreinte = l.empreinte AS meme
  FROM depots_ligne l
  JOIN passages_passageaccepte a ON a.emetteur_id = ANY(%(emetteurs)s) AND a.id_technique = l.id_technique
    AND a.supprime_le IS NULL
  WHERE l.depot_id = %(depot)s AND NOT l.refuse
), dits AS (
  INSERT INTO depots_constat
    (depot_id, rang, code, severite, id_technique, champ, valeur, ligne, message, parametres)
  SELECT c.depot_id, c.rang, t.code, t.severite, c.id_technique, 'idTechnique', '', c.ligne,
    replace(t.message, chr(31), c.id_technique), '{}'
  FROM connus c
  JOIN unnest(%(codes)s::text[], %(severites)s::text[], %(messages)s::text[])
    WITH ORDINALITY AS t (code, severite, message, ordre) ON (t.ordre = 1) = c.meme
)
UPDATE depots_ligne l SET deja = c.meme, refuse = NOT c.meme
FROM connus c WHERE l.depot_id = c.depot_id AND l.rang = c.rang
"""
_SANS_TITULAIRE = """
WITH perdus AS (
  SELECT l.depot_id, l.rang, l.id_technique, l.ligne, t.*
  FROM depots_ligne l
  JOIN registre_recherche r ON r.lot = l.depot_id AND r.rang = l.rang
  JOIN unnest(%(codes)s::text[], %(severites)s::text[], %(messages)s::text[]) AS t (code, severite, message)
    ON t.code = r.code
  WHERE l.depot_id = %(depot)s AND NOT l.deja
), dits AS (
  INSERT INTO depots_constat
    (depot_id, rang, code, severite, id_technique, champ, valeur, ligne, message, parametres)
  SELECT depot_id, rang, code, severite, id_technique, '', '', ligne, message, '{}' FROM perdus
)
UPDATE depots_ligne l SET refuse = true FROM perdus p WHERE l.depot_id = p.depot_id AND l.rang = p.rang
"""
_APRES_DECES = """
WITH tardifs AS (
  SELECT l.depot_id, l.rang, l.id_technique, l.ligne
  FROM depots_ligne l
  JOIN registre_recherche r ON r.lot = l.depot_id AND r.rang = l.rang
  JOIN registre_personne p ON p.id = r.personne_id AND p.deces < l.date_debut
  WHERE l.depot_id = %(depot)s AND NOT l.refuse AND NOT l.deja
), dits AS (
  INSERT INTO depots_constat
    (depot_id, rang, code, severite, id_technique, champ, valeur, ligne, message, parametres)
  SELECT depot_id, rang, 'T008', %(severite)s, id_technique, '', '', ligne, %(message)s, '{}' FROM tardifs
)
UPDATE depots_ligne l SET refuse = true FROM tardifs t WHERE l.depot_id = t.depot_id AND l.rang = t.rang
"""
_AUTRE_CLE = """
WITH autres AS (
  SELECT DISTINCT ON (l.rang) l.depot_id, l.rang, l.id_technique, l.ligne,
    left(a.id_technique, %(longueur)s) AS autre
  FROM depots_ligne l
  JOIN registre_recherche r ON r.lot = l.depot_id AND r.rang = l.rang
  JOIN unnest(%(index)s::int[], %(cles)s::bigint[]) AS k (index, cle) ON k.index = l.certification
  JOIN passages_passageaccepte a ON a.personne_id = r.personne_id AND a.certification_id = k.cle
    AND a.date_debut_validite = l.date_debut AND a.certificateur_id = %(certificateur)s
    AND a.supprime_le IS NULL AND a.id_technique <> l.id_technique
  WHERE l.depot_id = %(depot)s AND NOT l.refuse AND NOT l.deja
  ORDER BY l.rang, a.id
), dits AS (
  INSERT INTO depots_constat
    (depot_id, rang, code, severite, id_technique, champ, valeur, ligne, message, parametres)
  SELECT depot_id, rang, 'P304', %(severite)s, id_technique, 'idTechnique', '', ligne,
    replace(%(message)s, chr(31), autre), jsonb_build_object('autre', autre)
  FROM autres
)
UPDATE depots_ligne l SET averti = true FROM autres a WHERE l.depot_id = a.depot_id AND l.rang = a.rang
"""
_INSERER = """
INSERT INTO passages_passageaccepte (emetteur_id, certificateur_id, certification_id, id_technique,
  personne_id, date_debut_validite, contenu, empreinte, depot_id, accepte_le)
SELECT %(emetteur)s, %(certificateur)s, k.cle, l.id_technique, r.personne_id, l.date_debut,
  l.contenu::jsonb, l.empreinte, l.depot_id, %(maintenant)s
FROM depots_ligne l
JOIN registre_recherche r ON r.lot = l.depot_id AND r.rang = l.rang
JOIN unnest(%(index)s::int[], %(cles)s::bigint[]) AS k (index, cle) ON k.index = l.certification
WHERE l.depot_id = %(depot)s AND NOT l.refuse AND NOT l.deja
ORDER BY l.rang
"""
# Ours first, where another déposant of the same certificateur used the same idTechnique. The outer condition
# is read again on a row that another deposit was removing meanwhile: only one of the two removes it.
_SUPPRIMER = """
UPDATE passages_passageaccepte SET supprime_le = %(maintenant)s, supprime_par_depot_id = %(depot)s
WHERE supprime_le IS NULL AND id IN (
  SELECT DISTINCT ON (l.rang) a.id
  FROM depots_ligne l
  JOIN passages_passageaccepte a ON a.certificateur_id = %(certificateur)s
    AND a.id_technique = l.id_technique AND a.supprime_le IS NULL
  WHERE l.depot_id = %(depot)s AND NOT l.refuse
  ORDER BY l.rang, (a.emetteur_id = ANY(%(emetteurs)s)) DESC, a.id
)
"""
