"""What the engine adds to the reading and the rules: repetitions, totals, strictness, order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fabrique_flux import AUJOURDHUI, PERSONNE, RNCP, RS, constats_de, ecrire, passage

from accrochage.flux.controle import Controle, FichierRejete, Statut, lire_tete
from accrochage.flux.findings import Severite
from accrochage.flux.reading import Limites

PETITS = Limites(morceau=2_000)


def bilan_de(chemin, **options):
    with Controle(chemin, aujourdhui=AUJOURDHUI, **options) as controle:
        return controle.bilan(lambda constat: None)


def gater(chemin, *rangs):
    """Make the schema refuse some passages: a sex that is not one of the two."""
    morceaux = chemin.read_bytes().split(b"<cpf:sexe>F")
    for rang, morceau in enumerate(morceaux[:-1]):
        morceaux[rang] = morceau + (b"<cpf:sexe>X" if rang in rangs else b"<cpf:sexe>F")
    chemin.write_bytes(b"".join(morceaux))
    return chemin


@pytest.fixture
def dix(tmp_path):
    return ecrire(tmp_path / "dix.xml", (RNCP, map(passage, range(6))), (RS, map(passage, range(6, 10))))


def test_a_sound_file_is_conforming(dix):
    bilan = bilan_de(dix)
    assert (bilan.statut, bilan.passages, bilan.passages_refuses) == (Statut.CONFORME, 10, 0)
    assert (bilan.schema, bilan.schema_conforme, bilan.constats_tardifs) == ("1.1.2", True, ())


def test_passages_come_in_file_order_with_their_certification(dix):
    with Controle(dix, limites=PETITS, aujourdhui=AUJOURDHUI) as controle:
        lus = list(controle.passages())
    assert [(lu.rang, lu.certification, lu.id_technique) for lu in lus] == [
        (rang, int(rang >= 6), f"2026-{rang:06}") for rang in range(10)
    ]
    assert [lu.passage for lu in lus] == list(map(passage, range(10)))


def test_a_refused_passage_leaves_the_others(dix):
    bilan = bilan_de(gater(dix, 3, 7))
    assert (bilan.statut, bilan.passages_refuses) == (Statut.AVEC_REJETS, 2)
    assert not bilan.schema_conforme
    with Controle(dix, aujourdhui=AUJOURDHUI) as controle:
        lus = list(controle.passages())
    assert [lu.rang for lu in lus if lu.passage is None] == [3, 7]
    assert [lu.constats[0].code for lu in lus if lu.constats] == ["P005", "P005"]


@pytest.mark.parametrize("limites", [Limites(), PETITS], ids=["un-lot", "plusieurs-lots"])
@pytest.mark.parametrize("premier_refuse", [False, True])
def test_an_id_technique_counts_once_wherever_it_comes_back(tmp_path, limites, premier_refuse):
    """Also after a passage that is refused: the sender has to see both."""
    encore = replace(passage(20), id_technique="2026-000001")
    chemin = ecrire(tmp_path / "a.xml", (RNCP, map(passage, range(8))), (RS, [encore]))
    if premier_refuse:
        gater(chemin, 1)
    (constat,) = [c for c in constats_de(chemin, limites=limites) if c.code == "P020"]
    assert (constat.id_technique, constat.severite) == ("2026-000001", Severite.REJET)
    ligne = chemin.read_text(encoding="utf-8")[: chemin.read_text(encoding="utf-8").rindex("2026-000001")]
    assert constat.ligne in (ligne.count("\n"), ligne.count("\n") + 1)


@pytest.mark.parametrize("limites", [Limites(), PETITS], ids=["un-lot", "plusieurs-lots"])
def test_the_same_person_under_another_key_is_told(tmp_path, limites):
    encore = replace(passage(1), id_technique="AUTRE")
    ailleurs = replace(passage(2), id_technique="AILLEURS")
    plus_tard = replace(passage(3), id_technique="PLUS-TARD", date_debut_validite=date(2026, 10, 6))
    chemin = ecrire(
        tmp_path / "a.xml", (RNCP, [*map(passage, range(8)), encore, plus_tard]), (RS, [ailleurs])
    )
    (constat,) = constats_de(chemin, limites=limites)
    assert (constat.code, constat.id_technique) == ("P021", "AUTRE")
    assert "2026-000001" in constat.message
    assert bilan_de(chemin).statut is Statut.CONFORME


@pytest.mark.parametrize(
    ("changements", "meme"),
    [
        ({"nom_naissance": " Moreau"}, True),
        ({"prenom1": "léa-b "}, True),
        ({"nom_usage": "ROUX"}, True),
        ({"prenom2": "ANNE"}, True),
        ({"jour_naissance": 13}, False),
        ({"jour_naissance": None}, False),
        ({"sexe": "M"}, False),
    ],
)
def test_what_makes_the_same_person(tmp_path, changements, meme):
    un = passage(1)
    autre = replace(
        un, id_technique="AUTRE", identification_titulaire=replace(un.identification_titulaire, **changements)
    )
    chemin = ecrire(tmp_path / "a.xml", (RNCP, [un, autre]))
    assert ("P021" in {c.code for c in constats_de(chemin)}) is meme


def test_many_passages_are_all_remembered(tmp_path):
    """More than the table of keys was made for at first."""
    fois_deux = [*range(500), *range(500)]
    chemin = ecrire(tmp_path / "a.xml", (RNCP, map(passage, fois_deux)))
    assert [c.code for c in constats_de(chemin)] == ["P020"] * 500


def test_strict_refuses_the_file_at_the_end_and_says_all(dix):
    gater(dix, 3)
    constats = constats_de(dix, strict=True)
    assert [constat.code for constat in constats] == ["P005", "F024"]
    bilan = bilan_de(dix, strict=True)
    assert (bilan.statut, bilan.passages_refuses) == (Statut.REJETE, 10)
    with Controle(dix, aujourdhui=AUJOURDHUI, strict=True) as controle:
        passages = controle.passages()
        assert [next(passages).rang for _ in range(10)] == list(range(10))
        with pytest.raises(FichierRejete) as refus:
            next(passages)
    assert [constat.code for constat in refus.value.constats] == ["F024"]


def test_strict_changes_nothing_to_a_file_that_only_breaks_rules(tmp_path):
    chemin = ecrire(tmp_path / "a.xml", (RNCP, [passage(1, date_fin_validite=date(2020, 1, 1))]))
    bilan = bilan_de(chemin, strict=True)
    assert (bilan.statut, bilan.schema_conforme) == (Statut.AVEC_REJETS, True)


def test_shifted_columns_are_said_once(tmp_path):
    decales = [
        replace(
            passage(n), identification_titulaire=replace(PERSONNE, sexe="69003", prenom1=f"1990-05-{n:02}")
        )
        for n in range(10, 15)
    ]
    chemin = ecrire(tmp_path / "a.xml", (RNCP, [*map(passage, range(3)), *decales]))
    constats = constats_de(chemin)
    (constat,) = [c for c in constats if c.code == "F026"]
    assert constat.severite is Severite.AVERTISSEMENT
    assert constat.parametres["passages"] == "5"
    with Controle(chemin, aujourdhui=AUJOURDHUI) as controle:
        assert sum(1 for _ in controle.passages()) == 8
        assert [c.code for c in controle.constats_tardifs] == ["F026"]


def test_a_fault_of_form_far_in_the_file_comes_after_what_was_read(dix):
    octets = dix.read_bytes()
    loin = octets.rindex(b"<cpf:sexe>")
    dix.write_bytes(octets[:loin] + b"&" + octets[loin:])
    with Controle(dix, limites=PETITS, aujourdhui=AUJOURDHUI) as controle:
        assert controle.tete.constats == ()
        passages = controle.passages()
        assert next(passages).rang == 0
        with pytest.raises(FichierRejete) as refus:
            list(passages)
    assert [constat.code for constat in refus.value.constats] == ["F002"]
    bilan = bilan_de(dix, limites=PETITS)
    assert (bilan.statut, bilan.passages, bilan.passages_refuses) == (Statut.REJETE, 10, 10)


def test_a_fault_of_the_head_is_raised_before_any_passage(dix):
    dix.write_bytes(dix.read_bytes().replace(b"+01:00", b"Z"))
    with Controle(dix, aujourdhui=AUJOURDHUI) as controle:
        assert [constat.code for constat in controle.tete.constats] == ["F019"]
        with pytest.raises(FichierRejete):
            next(controle.passages())


def test_every_fault_is_told_in_one_go(dix):
    """The sender corrects the envelope and the passages together."""
    gater(dix, 3)
    dix.write_bytes(dix.read_bytes().replace(b"+01:00", b"Z"))
    assert [constat.code for constat in constats_de(dix)] == ["F019", "P005"]


def test_the_day_counts(tmp_path):
    chemin = ecrire(tmp_path / "a.xml", (RNCP, [passage(1)]))
    assert lire_tete(chemin, aujourdhui=date(2026, 11, 18)).constats[0].code == "F020"
    assert lire_tete(chemin, aujourdhui=date(2026, 11, 19)).constats == ()


@pytest.mark.parametrize("processus", [1, 2])
def test_progress_goes_up_to_the_total(dix, processus):
    vus: list[tuple[int, int]] = []
    options = {"limites": PETITS, "aujourdhui": AUJOURDHUI, "processus": processus}
    with Controle(dix, **options, progres=lambda faits, total: vus.append((faits, total))) as controle:
        controle.bilan(lambda constat: None)
    assert vus[-1] == (10, 10)
    assert vus == sorted(vus)
    assert len(vus) > 1


def test_a_suppression_is_not_late(dix):
    texte = dix.read_text(encoding="utf-8").replace("2026-10-05<", "2020-10-05<")
    dix.write_text(texte, encoding="utf-8")
    assert {constat.code for constat in constats_de(dix)} == {"P218"}
    dix.write_text(texte.replace("<cpf:emetteur>", "<cpf:action>SUPPRESSION</cpf:action><cpf:emetteur>"))
    assert constats_de(dix) == []
    assert bilan_de(dix).schema == "1.1.5"
