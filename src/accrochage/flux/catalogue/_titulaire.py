"""T: finding the person that a passage belongs to."""

from __future__ import annotations

from accrochage.flux.findings import Regle, Severite

_REJET = Severite.REJET

REGLES_TITULAIRE: tuple[Regle, ...] = (
    Regle(
        code="T001",
        severite=_REJET,
        titre="Personne introuvable",
        message=(
            "Aucune personne ne porte ce nom de naissance et ce prénom avec ce sexe et cette année "
            "de naissance."
        ),
        message_en="Nobody has this birth name and first name with this sex and year of birth.",
        explication="La première recherche porte sur nomNaissance, prenom1, sexe et anneeNaissance.",
        remede=(
            "Vérifiez ces quatre données sur une pièce d’identité : nom de naissance et non d’usage, premier "
            "prénom entier (avec son trait d’union), année exacte."
        ),
        exemple_refuse="(nom d'usage envoyé comme nom de naissance)",
        exemple_accepte="(nom de naissance de l'état civil)",
        officiel="Aucun titulaire ne correspond aux critères obligatoires",
    ),
    Regle(
        code="T002",
        severite=_REJET,
        titre="Jour et mois de naissance sans correspondance",
        message="Plusieurs personnes portent ce nom, mais aucune n’est née ce jour et ce mois.",
        message_en="Several persons have this name, but none was born on this day and month.",
        explication="La deuxième recherche ajoute moisNaissance et jourNaissance.",
        remede="Vérifiez le jour et le mois de naissance ; ils sont parfois inversés.",
        exemple_refuse="(né le 5 juillet, envoyé comme né le 7 mai)",
        exemple_accepte="(jour et mois de la pièce d'identité)",
        officiel=(
            "Aucun titulaire ne correspond aux critères obligatoires enrichis du jour et du mois de naissance"
        ),
    ),
    Regle(
        code="T003",
        severite=_REJET,
        titre="Commune ou données facultatives sans correspondance",
        message=(
            "Plusieurs personnes ont ce nom et cette date de naissance, mais aucune avec ces autres données."
        ),
        message_en="Several persons have this name and birth date, but none with the other data.",
        explication=(
            "La troisième recherche ajoute la commune de naissance et toutes les données facultatives."
        ),
        remede="Vérifiez la commune de naissance, les autres prénoms, le nom d’usage et le pays.",
        exemple_refuse="(commune de résidence envoyée comme commune de naissance)",
        exemple_accepte="(commune de naissance de la pièce d'identité)",
        officiel="Aucun titulaire ne correspond aux critères de reconciliation",
    ),
    Regle(
        code="T004",
        severite=_REJET,
        titre="Plusieurs personnes possibles",
        message="Plusieurs personnes correspondent à toutes les données envoyées.",
        message_en="Several persons match all the data sent.",
        explication=(
            "Ce sont des homonymes : rien de ce qui est envoyé ne permet de choisir, et nous ne devinons pas."
        ),
        remede="Ajoutez ce qui manque : commune de naissance, deuxième et troisième prénoms, nom d’usage.",
        exemple_refuse="(deux homonymes nés le même jour, commune absente)",
        exemple_accepte="(commune de naissance donnée)",
        officiel="Plusieurs titulaires ont été identifiés",
    ),
    Regle(
        code="T005",
        severite=_REJET,
        titre="NIR et nom sans correspondance",
        message="Aucune personne n’a ce NIR et ce nom de naissance.",
        message_en="Nobody has this NIR and this birth name.",
        explication="La recherche porte sur le NIR et le nom de naissance ensemble.",
        remede="Vérifiez le NIR (13 caractères, sans la clé) et le nom de naissance.",
        exemple_refuse="(NIR d'un parent)",
        exemple_accepte="(NIR de la personne certifiée)",
    ),
    Regle(
        code="T006",
        severite=_REJET,
        titre="Dossier de formation sans correspondance",
        message="Aucun dossier de formation n’a ce numéro, ce nom et ce prénom.",
        message_en="No training file has this number, name and first name.",
        explication="La recherche porte sur idDossier, nomTitulaire et prenom1Titulaire ensemble.",
        remede="Vérifiez le numéro du dossier CPF, ou identifiez la personne par son état civil.",
        exemple_refuse="(numéro de dossier d'un autre stagiaire)",
        exemple_accepte="(numéro du dossier de la personne certifiée)",
    ),
    Regle(
        code="T007",
        severite=_REJET,
        titre="Donnée vide ou sans valeur pour la recherche",
        message="La recherche n’a pas eu lieu : « {champ} » est vide ou ne distingue personne.",
        message_en="No look-up was made: “{champ}” is empty or trivial.",
        explication="Chercher avec une donnée vide pourrait attribuer la certification à quelqu’un d’autre.",
        remede="Donnez une vraie valeur à « {champ} ».",
        exemple_refuse="<cpf:nomNaissance>-</cpf:nomNaissance>",
        exemple_accepte="<cpf:nomNaissance>MOREAU</cpf:nomNaissance>",
    ),
    Regle(
        code="T008",
        severite=_REJET,
        titre="Certification postérieure au décès",
        message="La certification ne peut pas être attribuée : sa date ne va pas avec la personne désignée.",
        message_en="The certification can't be attributed: its date does not go with the person designated.",
        explication=(
            "La personne que le registre désigne n’a pas pu recevoir une certification à cette date "
            "(règle propre à ce portail)."
        ),
        remede=(
            "Vérifiez dateDebutValidite, puis l’état civil : il désigne peut-être un homonyme. Si tout est "
            "juste, écrivez à l’opérateur."
        ),
        exemple_refuse="(certification datée d’après le décès)",
        exemple_accepte="(certification datée du vivant de la personne)",
    ),
)
