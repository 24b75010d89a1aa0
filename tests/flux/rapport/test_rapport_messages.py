import pytest

from accrochage.flux.catalogue import REGLES, constat, parametres_de
from accrochage.flux.findings import Severite
from accrochage.flux.rapport import Motif, erreur_de, message_officiel, motif_de


def trouve(code, **parametres):
    valeurs = dict.fromkeys(parametres_de(code), "abc") | parametres
    return constat(code, id_technique="2026-1", champ="nomNaissance", valeur="X", **valeurs)


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        (
            "P301",
            (
                "Le passage certification avec le bcr émetteur BCR et l'id technique partenaire 2026-1 "
                "existe déjà en base"
            ),
        ),
        (
            "C001",
            (
                "Le statut de la certification avec le bcr émetteur BCR, l'id technique partenaire 2026-1 "
                "et l'index 3 est KO"
            ),
        ),
        (
            "C003",
            (
                "Le statut de la certification avec le bcr émetteur BCR, l'id technique partenaire 2026-1 "
                "et l'index 3 est KO"
            ),
        ),
        ("T001", "Aucun titulaire ne correspond aux critères obligatoires"),
        (
            "T002",
            (
                "Aucun titulaire ne correspond aux critères obligatoires enrichis du jour et du mois de "
                "naissance"
            ),
        ),
        ("T003", "Aucun titulaire ne correspond aux critères de reconciliation"),
        ("T004", "Plusieurs titulaires ont été identifiés"),
        (
            "P101",
            (
                "La date de fin de validité est inférieure à date de début de validité pour le passage "
                "certification avec le bcr émetteur BCR et l'id technique partenaire 2026-1"
            ),
        ),
    ],
)
def test_the_official_sentences_are_verbatim(code, phrase):
    assert message_officiel([trouve(code)], id_client="BCR", index=3) == phrase


def test_the_finding_knows_better_than_the_arguments():
    assert "l'index 7 est" in message_officiel([trouve("C001", index="7")], id_client="BCR", index=3)


def test_our_message_carries_its_code():
    constat_ = trouve("P107")
    assert message_officiel([constat_]) == f"{constat_.message} [P107]"


def test_the_gravest_comes_first_then_the_order_of_the_catalogue():
    tous = [trouve("P218"), trouve("P109"), trouve("T001"), trouve("P103"), trouve("P002")]
    for ordre in (tous, tous[::-1]):
        assert message_officiel(ordre).endswith("[P002]")
    assert message_officiel(tous[:2]).endswith("[P109]")


def test_a_passage_that_is_ko_has_a_finding():
    with pytest.raises(ValueError, match="at least one"):
        message_officiel([])


def test_file_errors_speak_as_the_schema_checker_does():
    erreur = erreur_de(constat("F012", racine="rapport", ligne=2, colonne=1))
    assert erreur.type == "XSD"
    assert erreur.message.startswith("cvc-elt.1.a: Le premier élément est")
    assert erreur.message.endswith("[F012]")
    assert (erreur.ligne, erreur.colonne) == (2, 1)
    assert erreur_de(constat("H002", valeur="00AAA000")).type == "CONTROLE"


REJETS = [code for code, regle in REGLES.items() if regle.severite is Severite.REJET]


@pytest.mark.parametrize("code", REJETS)
def test_every_message_that_is_written_is_recognised(code):
    motif = motif_de(message_officiel([trouve(code)], id_client="BCR", index=3))
    regle = REGLES[code]
    if regle.officiel is None:
        assert motif == Motif(code, regle.titre)
    else:
        assert motif.code in (code, None)
        assert "{" not in motif.libelle
        assert "2026-1" not in motif.libelle


def test_same_reason_for_two_passages_of_a_real_report():
    un = motif_de(
        "Le passage certification avec le bcr émetteur A et l'id technique partenaire 1 existe déjà en base"
    )
    deux = motif_de(
        "Le passage certification avec le bcr émetteur A et l'id technique\npartenaire 2 existe déjà en base"
    )
    assert un == deux
    assert un.code == "P301"


def test_an_unknown_message_is_its_own_reason():
    assert motif_de(" Une autre\n phrase [Z999] ") == Motif(None, "Une autre phrase [Z999]")
