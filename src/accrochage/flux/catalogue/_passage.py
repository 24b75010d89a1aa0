"""P1xx: a passage that cannot be true, or cannot be used. P3xx: what the portal already holds."""

from __future__ import annotations

from accrochage.flux.findings import Regle, Severite

_REJET = Severite.REJET
_AVERTISSEMENT = Severite.AVERTISSEMENT

REGLES_REJET: tuple[Regle, ...] = (
    Regle(
        code="P101",
        severite=_REJET,
        titre="Fin de validité avant le début",
        message="La fin de validité ({valeur}) précède le début de validité ({debut}).",
        message_en="The end of validity ({valeur}) is before its start ({debut}).",
        explication="Une certification ne peut pas cesser d’être valable avant d’avoir été délivrée.",
        remede='Vérifiez les deux dates, sans doute inversées. Sans date de fin, écrivez xsi:nil="true".',
        exemple_refuse=(
            "<cpf:dateDebutValidite>2026-10-05</cpf:dateDebutValidite>"
            "<cpf:dateFinValidite>2021-10-05</cpf:dateFinValidite>"
        ),
        exemple_accepte=(
            "<cpf:dateDebutValidite>2026-10-05</cpf:dateDebutValidite>"
            "<cpf:dateFinValidite>2031-10-05</cpf:dateFinValidite>"
        ),
        officiel=(
            "La date de fin de validité est inférieure à date de début de validité pour le passage "
            "certification avec le bcr émetteur {id_client} et l'id technique partenaire {id_technique}"
        ),
    ),
    Regle(
        code="P102",
        severite=_REJET,
        titre="Fin d’examen avant le début",
        message="La fin de l’examen ({valeur}) précède son début ({debut}).",
        message_en="The end of the exam ({valeur}) is before its start ({debut}).",
        explication="L’examen ne peut pas finir avant d’avoir commencé.",
        remede="Vérifiez les deux dates, sans doute inversées. Pour un examen d’un jour, elles sont égales.",
        exemple_refuse=(
            "<cpf:dateDebutExamen>2026-06-12</cpf:dateDebutExamen>"
            "<cpf:dateFinExamen>2026-06-10</cpf:dateFinExamen>"
        ),
        exemple_accepte=(
            "<cpf:dateDebutExamen>2026-06-10</cpf:dateDebutExamen>"
            "<cpf:dateFinExamen>2026-06-12</cpf:dateFinExamen>"
        ),
    ),
    Regle(
        code="P103",
        severite=_REJET,
        titre="Délivrance dans le futur",
        message="La date de délivrance ({valeur}) est dans le futur.",
        message_en="The date of delivery ({valeur}) is in the future.",
        explication=(
            "dateDebutValidite est la date du parchemin. Seules les certifications délivrées sont transmises."
        ),
        remede="Corrigez la date, ou attendez la délivrance pour transmettre ce passage.",
        exemple_refuse="<cpf:dateDebutValidite>2062-10-05</cpf:dateDebutValidite>",
        exemple_accepte="<cpf:dateDebutValidite>2026-10-05</cpf:dateDebutValidite>",
    ),
    Regle(
        code="P104",
        severite=_REJET,
        titre="Examen dans le futur",
        message="La date d’examen ({valeur}) est dans le futur.",
        message_en="The exam date ({valeur}) is in the future.",
        explication="Seules les personnes qui ont réussi sont transmises : l’examen a donc déjà eu lieu.",
        remede="Corrigez la date, ou attendez le résultat pour transmettre ce passage.",
        exemple_refuse="<cpf:dateFinExamen>2062-06-12</cpf:dateFinExamen>",
        exemple_accepte="<cpf:dateFinExamen>2026-06-12</cpf:dateFinExamen>",
    ),
    Regle(
        code="P105",
        severite=_REJET,
        titre="Date de naissance impossible",
        message="La date de naissance {valeur} n’existe pas au calendrier.",
        message_en="The birth date {valeur} does not exist in the calendar.",
        explication="Ce jour n’existe pas : 31 avril, 30 février, ou 29 février d’une année ordinaire.",
        remede="Vérifiez le jour, le mois et l’année de naissance sur une pièce d’identité.",
        exemple_refuse="jourNaissance 31, moisNaissance 2, anneeNaissance 1990",
        exemple_accepte="jourNaissance 28, moisNaissance 2, anneeNaissance 1990",
    ),
    Regle(
        code="P106",
        severite=_REJET,
        titre="Jour de naissance sans mois",
        message="Le jour de naissance ({valeur}) est donné sans le mois.",
        message_en="The day of birth ({valeur}) is given without the month.",
        explication="Un jour seul ne permet pas de retrouver la personne.",
        remede="Ajoutez moisNaissance. Si le mois est inconnu, laissez aussi le jour sans valeur (xsi:nil).",
        exemple_refuse='<cpf:moisNaissance xsi:nil="true"/><cpf:jourNaissance>12</cpf:jourNaissance>',
        exemple_accepte="<cpf:moisNaissance>5</cpf:moisNaissance><cpf:jourNaissance>12</cpf:jourNaissance>",
    ),
    Regle(
        code="P107",
        severite=_REJET,
        titre="Code INSEE de naissance inconnu",
        message="Le code INSEE « {valeur} » n’a jamais désigné une commune ni un pays.",
        message_en="INSEE code “{valeur}” has never been a commune or a country.",
        explication=(
            "Le code est cherché parmi les communes actuelles et anciennes, les arrondissements, les anciens "
            "départements et les codes de pays (99 et trois chiffres). Nous admettons aussi "
            "l’Algérie avant 1963, le Maroc et la Tunisie avant 1957, et les anciens territoires d’outre-mer."
        ),
        remede=(
            "Vérifiez le code. Ce n’est pas le code postal : si vous n’avez que lui, utilisez "
            'codePostalNaissance. Pour un lieu inconnu, utilisez codePostal avec xsi:nil="true".'
        ),
        exemple_refuse="<cpf:codeInsee>75999</cpf:codeInsee>",
        exemple_accepte="<cpf:codeInsee>75112</cpf:codeInsee>",
    ),
    Regle(
        code="P108",
        severite=_REJET,
        titre="Naissance après la délivrance",
        message="La personne serait née ({valeur}) après la délivrance ({delivrance}).",
        message_en="The person would be born ({valeur}) after the delivery ({delivrance}).",
        explication="La date de naissance suit la date de délivrance : l’une des deux est fausse.",
        remede="Vérifiez l’année de naissance et dateDebutValidite.",
        exemple_refuse="anneeNaissance 2090, dateDebutValidite 2026-10-05",
        exemple_accepte="anneeNaissance 1990, dateDebutValidite 2026-10-05",
    ),
    Regle(
        code="P109",
        severite=_REJET,
        titre="Nom qui n’en est pas un",
        message="« {valeur} » n’est pas un nom de personne ({champ}).",
        message_en="“{valeur}” is not a person's name ({champ}).",
        explication=(
            "Une mention comme XXX, INCONNU, NC ou TEST remplace le nom : personne ne peut être retrouvé."
        ),
        remede="Demandez son nom à la personne. Un prénom facultatif inconnu se laisse absent.",
        exemple_refuse="<cpf:nomNaissance>INCONNU</cpf:nomNaissance>",
        exemple_accepte="<cpf:nomNaissance>MOREAU</cpf:nomNaissance>",
    ),
    Regle(
        code="P110",
        severite=_REJET,
        titre="Adresse électronique à la place d’un nom",
        message="« {champ} » contient une adresse électronique.",
        message_en="“{champ}” holds an e-mail address.",
        explication="Une adresse a pris la place du nom, sans doute à cause d’une colonne décalée.",
        remede="Mettez le nom de la personne, et vérifiez l’ordre des colonnes de votre export.",
        exemple_refuse="<cpf:prenom1>prenom.nom@exemple.fr</cpf:prenom1>",
        exemple_accepte="<cpf:prenom1>CAMILLE</cpf:prenom1>",
    ),
    Regle(
        code="P111",
        severite=_REJET,
        titre="Nom sans aucune lettre",
        message="« {valeur} » ne contient aucune lettre ({champ}).",
        message_en="“{valeur}” holds no letter ({champ}).",
        explication="Des chiffres ou des signes ont pris la place du nom.",
        remede="Mettez le nom de la personne, et vérifiez l’ordre des colonnes de votre export.",
        exemple_refuse="<cpf:nomNaissance>12345</cpf:nomNaissance>",
        exemple_accepte="<cpf:nomNaissance>MOREAU</cpf:nomNaissance>",
    ),
    Regle(
        code="P112",
        severite=_REJET,
        titre="Valeur obligatoire faite d’espaces",
        message="« {champ} » ne contient que des espaces.",
        message_en="“{champ}” holds nothing but white space.",
        explication="Le schéma accepte des espaces, mais cette donnée est obligatoire.",
        remede="Donnez une valeur à « {champ} ».",
        exemple_refuse="<cpf:nomNaissance> </cpf:nomNaissance>",
        exemple_accepte="<cpf:nomNaissance>MOREAU</cpf:nomNaissance>",
    ),
    Regle(
        code="P113",
        severite=_REJET,
        titre="Mois impossible dans le NIR",
        message="Le mois de naissance du NIR ({mois}) est impossible.",
        message_en="The NIR's month of birth ({mois}) is impossible.",
        explication=(
            "Les 4e et 5e chiffres sont le mois : 01 à 12, ou 20 à 42 et 50 à 99 quand l’état civil "
            "est incomplet."
        ),
        remede=(
            "Recopiez les 13 premiers caractères du NIR depuis la carte Vitale ou l’attestation de droits."
        ),
        exemple_refuse="(NIR dont les 4e et 5e chiffres sont 13)",
        exemple_accepte="(NIR dont les 4e et 5e chiffres sont 05)",
    ),
    Regle(
        code="P114",
        severite=_REJET,
        titre="Année impossible dans le NIR",
        message="L’année de naissance du NIR ({annee}) suit la délivrance ({delivrance}).",
        message_en="The NIR's year of birth ({annee}) is after the delivery ({delivrance}).",
        explication="Lue en 19.. ou en 20.., cette année de naissance suit la date de délivrance.",
        remede="Vérifiez les 2e et 3e chiffres du NIR, et dateDebutValidite.",
        exemple_refuse="(NIR d'une personne née en 90, certification délivrée en 1985)",
        exemple_accepte="(NIR d'une personne née en 60, certification délivrée en 1985)",
    ),
    Regle(
        code="P115",
        severite=_REJET,
        titre="Sexe impossible dans le NIR",
        message="Le premier chiffre du NIR ({sexe}) n’est ni 1 ni 2.",
        message_en="The first digit of the NIR ({sexe}) is neither 1 nor 2.",
        explication="Le NIR commence par 1 (homme) ou 2 (femme). Un numéro provisoire ne convient pas.",
        remede="Utilisez le NIR définitif, ou identifiez la personne par son état civil (titulaire).",
        exemple_refuse="(NIR qui commence par 7)",
        exemple_accepte="(NIR qui commence par 2)",
    ),
)

REGLES_PORTAIL: tuple[Regle, ...] = (
    Regle(
        code="P301",
        severite=_REJET,
        titre="Déjà accepté avec un autre contenu",
        message="L’idTechnique « {id_technique} » a déjà été accepté avec un autre contenu.",
        message_en="The idTechnique “{id_technique}” was already accepted with other content.",
        explication="Un passage accepté ne se remplace pas par un simple renvoi.",
        remede=(
            "Si le passage accepté est juste, il n’y a rien à faire. Pour le corriger, envoyez une "
            "suppression "
            "puis une création avec le même idTechnique."
        ),
        exemple_refuse="(même idTechnique, autre date)",
        exemple_accepte="(suppression, puis création corrigée)",
        officiel=(
            "Le passage certification avec le bcr émetteur {id_client} et l'id technique partenaire "
            "{id_technique} existe déjà en base"
        ),
    ),
    Regle(
        code="P302",
        severite=_AVERTISSEMENT,
        titre="Déjà accepté à l’identique",
        message="L’idTechnique « {id_technique} » a déjà été accepté avec le même contenu.",
        message_en="The idTechnique “{id_technique}” was already accepted with the same content.",
        explication="Le passage est bien enregistré ; il n’est pas enregistré une seconde fois.",
        remede="Il n’y a rien à corriger. Les passages acceptés n’ont pas besoin d’être renvoyés.",
        exemple_refuse="(le même passage, renvoyé)",
        exemple_accepte="(un passage qui n'a jamais été envoyé)",
    ),
    Regle(
        code="P303",
        severite=_REJET,
        titre="Suppression d’un passage absent",
        message="L’idTechnique « {id_technique} » ne désigne aucun passage à supprimer.",
        message_en="The idTechnique “{id_technique}” designates no passage to remove.",
        explication="Ce passage n’a jamais été accepté pour ce certificateur, ou il est déjà supprimé.",
        remede="Vérifiez l’idTechnique dans la liste de vos passages acceptés.",
        exemple_refuse="(suppression d'un idTechnique jamais accepté)",
        exemple_accepte="(suppression d'un passage accepté)",
    ),
    Regle(
        code="P304",
        severite=_AVERTISSEMENT,
        titre="Déjà accepté sous un autre idTechnique",
        message="La même personne, certification et date a déjà été acceptée sous l’idTechnique « {autre} ».",
        message_en=(
            "The same person, certification and date was already accepted under idTechnique “{autre}”."
        ),
        explication="Le même passage semble transmis deux fois, sous deux identifiants.",
        remede="Vérifiez s’il s’agit d’un doublon ; si oui, supprimez l’un des deux passages.",
        exemple_refuse="(même personne, même certification, même date, autre idTechnique)",
        exemple_accepte="(un seul idTechnique par passage)",
    ),
)
