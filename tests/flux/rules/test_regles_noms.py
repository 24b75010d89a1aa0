import pytest
from fabrique_passages import avec_dossier, avec_nir, codes, contexte, personne
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.rules import controler_passage

CHAMPS = ["nom_naissance", "nom_usage", "prenom1", "prenom2", "prenom3"]


@pytest.mark.parametrize("champ", CHAMPS)
@pytest.mark.parametrize(
    "mention",
    [
        "XXX",
        "xxx",
        "XXXXXXXX",
        "X",
        "INCONNU",
        "Inconnue",
        "NC",
        "N.C.",
        "N/A",
        "Non renseigné",
        "NON RENSEIGNE",
        " INCONNU ",
        "Non  communiqué",
        "AAAA",
        "zzz",
        "AZERTY",
        "Prenom1",
        "à compléter",
    ],
)
def test_p109_a_mention_is_no_name(champ, mention):
    assert codes(personne(**{champ: mention})) == ["P109"]


@pytest.mark.parametrize(
    "nom",
    [
        "MOREAU",
        "D'ARTAGNAN",
        "D’ARTAGNAN",
        "DE LA TOUR",
        "SAINT-EXUPÉRY",
        "ŒUVRARD",
        "NGUYỄN",
        "O",
        "LI",
        "Ng",
        "TEST",
        "NULL",
        "NA",
        "SNP",
        "NEANT",
        "NILSSON",
        "M BAREK",
        "MONSIEUR",
        "MAÎTRE",
        "Ali ben Ahmed",
        "N'GUESSAN",
        "LE GOFF-LE BRIS",
        "ÑANDÚ",
        "ANNE--MARIE",
        "JEAN - PIERRE",
        " MARTIN",
        "ST. PIERRE",
        "MARC'H",
    ],
)
@pytest.mark.parametrize("champ", ["nom_naissance", "nom_usage", "prenom1"])
def test_names_that_people_bear_pass(champ, nom):
    assert codes(personne(**{champ: nom})) == (["P217"] if champ == "nom_usage" and nom == "MOREAU" else [])


def test_p109_is_looked_for_in_every_way_to_name_a_person():
    assert codes(avec_dossier(nom="INCONNU")) == ["P109"]
    assert codes(avec_dossier(prenom="XXX")) == ["P109"]
    assert codes(avec_nir("2900569123456", nom="NC")) == ["P109"]
    assert codes(avec_dossier()) == []


def test_p110_a_mail_address_is_no_name():
    (constat,) = controler_passage(personne(prenom1="camille.moreau1@exemple.fr"), contexte())
    assert (constat.code, constat.champ) == ("P110", "prenom1")
    assert "exemple" not in constat.message


@pytest.mark.parametrize("nom", ["12345", "-", "???", "05/10/1990", "1990-10-05", ".", "@", "٣٤"])
def test_p111_no_letter_at_all(nom):
    assert codes(personne(nom_naissance=nom)) == ["P111"]


@pytest.mark.parametrize(("nom", "attendus"), [("M0REAU", ["P215"]), ("MOREAU 2", ["P215"]), ("MOREAU", [])])
def test_p215_digit_in_a_name(nom, attendus):
    assert codes(personne(nom_naissance=nom)) == attendus


@pytest.mark.parametrize(
    ("nom", "attendus"),
    [
        ("Mme MOREAU", ["P216"]),
        ("M. MOREAU", ["P216"]),
        ("MOREAU (Mme)", ["P216"]),
        ("dr moreau", ["P216"]),
        ("MONSIEUR", []),
        ("M MOREAU", []),
        ("MMELA", []),
    ],
)
def test_p216_title_in_a_name(nom, attendus):
    assert codes(personne(nom_naissance=nom)) == attendus


@pytest.mark.parametrize(
    ("usage", "attendus"),
    [("MOREAU", ["P217"]), ("Moreau", ["P217"]), ("MOREAUX", []), ("MARTIN", []), (None, [])],
)
def test_p217_usage_name_equals_birth_name(usage, attendus):
    assert codes(personne(nom_usage=usage)) == attendus


def test_all_the_faults_of_a_name_are_told():
    assert codes(personne(nom_naissance="Mme M0REAU", prenom1="XXX")) == ["P109", "P215", "P216"]


@given(nom=st.text(min_size=1, max_size=60))
def test_any_text_as_a_name_is_answered_without_a_crash(nom):
    for champ in CHAMPS:
        assert all(code[0] == "P" for code in codes(personne(**{champ: nom})))
