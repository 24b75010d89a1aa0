"""The statements of the import: staging, comparison, writing. Column and table names are ours."""

from __future__ import annotations

VERROU = "SELECT pg_advisory_xact_lock(7237128882345)"
"""One import at a time; readers go on."""
TAMPONS = """
CREATE TEMP TABLE ref_fiche (
  rang bigint GENERATED ALWAYS AS IDENTITY, code text, intitule text, active boolean, debut date, fin date,
  limite date
) ON COMMIT DROP;
CREATE TEMP TABLE ref_detenteur (code text, siret text, nom text) ON COMMIT DROP;
"""
LIBERER = "DROP TABLE ref_fiche, ref_detenteur, ref_ecart, ref_ajout, ref_retrait"
COPIE_FICHES = "COPY ref_fiche (code, intitule, active, debut, fin, limite) FROM STDIN"
COPIE_DETENTEURS = "COPY ref_detenteur (code, siret, nom) FROM STDIN"

COMPARER = """
DELETE FROM ref_fiche a USING ref_fiche b WHERE a.code = b.code AND a.rang < b.rang;
CREATE INDEX ON ref_fiche (code);
CREATE INDEX ON ref_detenteur (code, siret);
ANALYZE ref_fiche;
ANALYZE ref_detenteur;

CREATE TEMP TABLE ref_ecart ON COMMIT DROP AS
SELECT f.code, c.id, f.intitule,
  COALESCE(f.active, c.active, true) AS active,
  COALESCE(f.debut, c.date_debut_enregistrement) AS debut,
  COALESCE(f.fin, c.date_fin_enregistrement) AS fin,
  COALESCE(f.limite, c.date_limite_delivrance) AS limite
FROM ref_fiche f LEFT JOIN referentiel_certification c ON c.code = f.code
WHERE c.id IS NULL OR (c.intitule, c.active, c.date_debut_enregistrement, c.date_fin_enregistrement,
  c.date_limite_delivrance)
  IS DISTINCT FROM (f.intitule, COALESCE(f.active, c.active), COALESCE(f.debut, c.date_debut_enregistrement),
  COALESCE(f.fin, c.date_fin_enregistrement), COALESCE(f.limite, c.date_limite_delivrance));

CREATE TEMP TABLE ref_ajout ON COMMIT DROP AS
SELECT DISTINCT ON (d.code, d.siret) d.code, d.siret, d.nom
FROM ref_detenteur d
LEFT JOIN referentiel_certification c ON c.code = d.code
LEFT JOIN referentiel_detention t ON t.certification_id = c.id AND t.siret = d.siret
WHERE (c.id IS NOT NULL OR EXISTS (SELECT 1 FROM ref_fiche f WHERE f.code = d.code))
  AND (t.id IS NULL OR t.retiree_le IS NOT NULL)
ORDER BY d.code, d.siret, d.nom;

CREATE TEMP TABLE ref_retrait ON COMMIT DROP AS
SELECT t.id, c.code, t.siret, t.nom
FROM referentiel_detention t JOIN referentiel_certification c ON c.id = t.certification_id
WHERE %(detenteurs)s AND t.retiree_le IS NULL
  AND (EXISTS (SELECT 1 FROM ref_fiche f WHERE f.code = c.code)
       OR EXISTS (SELECT 1 FROM ref_detenteur d WHERE d.code = c.code))
  AND NOT EXISTS (SELECT 1 FROM ref_detenteur d WHERE d.code = c.code AND d.siret = t.siret);
"""
COMPTER = """
SELECT
  (SELECT count(*) FROM ref_ecart WHERE id IS NULL),
  (SELECT count(*) FROM ref_ecart WHERE id IS NOT NULL),
  (SELECT count(*) FROM ref_ecart e JOIN referentiel_certification c ON c.id = e.id
   WHERE c.active AND NOT e.active),
  (SELECT count(*) FROM ref_ajout),
  (SELECT count(*) FROM ref_retrait)
"""
EN_PLACE = """
SELECT (SELECT count(*) FROM referentiel_certification WHERE active),
       (SELECT count(*) FROM referentiel_detention WHERE retiree_le IS NULL)
"""
CHANGEMENTS = """
SELECT code, changement, avant, apres FROM (
  SELECT e.code, 'fiche nouvelle' AS changement, '' AS avant, e.intitule AS apres, 1 AS ordre
  FROM ref_ecart e WHERE e.id IS NULL
  UNION ALL
  SELECT e.code, v.changement, COALESCE(v.avant, ''), COALESCE(v.apres, ''), 2
  FROM ref_ecart e JOIN referentiel_certification c ON c.id = e.id
  CROSS JOIN LATERAL (VALUES
    ('intitulé', c.intitule, e.intitule),
    ('active', CASE WHEN c.active THEN 'oui' ELSE 'non' END, CASE WHEN e.active THEN 'oui' ELSE 'non' END),
    ('début d’enregistrement', c.date_debut_enregistrement::text, e.debut::text),
    ('fin d’enregistrement', c.date_fin_enregistrement::text, e.fin::text),
    ('date limite de délivrance', c.date_limite_delivrance::text, e.limite::text)
  ) AS v (changement, avant, apres)
  WHERE v.avant IS DISTINCT FROM v.apres
  UNION ALL
  SELECT code, 'détenteur ajouté', '', siret || ' ' || nom, 3 FROM ref_ajout
  UNION ALL
  SELECT code, 'détenteur retiré', siret || ' ' || nom, '', 4 FROM ref_retrait
) AS tout ORDER BY code, ordre, changement, avant, apres
"""
ECRIRE = """
INSERT INTO referentiel_certification
  (code, type, intitule, active, date_debut_enregistrement, date_fin_enregistrement, date_limite_delivrance)
SELECT code, CASE WHEN code LIKE 'RS%%' THEN 'RS' ELSE 'RNCP' END, intitule, active, debut, fin, limite
FROM ref_ecart WHERE id IS NULL ORDER BY code;

UPDATE referentiel_certification c SET intitule = e.intitule, active = e.active,
  date_debut_enregistrement = e.debut, date_fin_enregistrement = e.fin, date_limite_delivrance = e.limite
FROM ref_ecart e WHERE e.id = c.id;

INSERT INTO referentiel_detention (certification_id, siret, nom)
SELECT c.id, a.siret, a.nom FROM ref_ajout a JOIN referentiel_certification c ON c.code = a.code
ORDER BY c.id, a.siret
ON CONFLICT (certification_id, siret) DO UPDATE SET retiree_le = NULL, nom = EXCLUDED.nom;

UPDATE referentiel_detention t SET retiree_le = %(jour)s FROM ref_retrait r WHERE r.id = t.id;
"""
