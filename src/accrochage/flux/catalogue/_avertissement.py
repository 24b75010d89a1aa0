"""P2xx: a passage that is accepted, and that deserves a look."""

from __future__ import annotations

from accrochage.flux.findings import Regle, Severite

_AVERTISSEMENT = Severite.AVERTISSEMENT

REGLES_AVERTISSEMENT: tuple[Regle, ...] = (
    Regle(
        code="P201",
        severite=_AVERTISSEMENT,
        titre="Niveau de langue annoncé mais absent",
        message="presenceNiveauLangueEuro vaut true, mais niveauLangueEuropeen est absent.",
        message_en="presenceNiveauLangueEuro is true, but niveauLangueEuropeen is absent.",
        explication="Le passage annonce un niveau de langue (A1 à C2) et ne le donne pas.",
        remede="Ajoutez niveauLangueEuropeen, ou mettez presenceNiveauLangueEuro à false.",
        exemple_refuse="<cpf:presenceNiveauLangueEuro>true</cpf:presenceNiveauLangueEuro>",
        exemple_accepte=(
            "<cpf:presenceNiveauLangueEuro>true</cpf:presenceNiveauLangueEuro>"
            "<cpf:niveauLangueEuropeen>B2</cpf:niveauLangueEuropeen>"
        ),
    ),
    Regle(
        code="P202",
        severite=_AVERTISSEMENT,
        titre="Niveau de langue donné mais non annoncé",
        message="niveauLangueEuropeen vaut « {valeur} », mais presenceNiveauLangueEuro vaut false.",
        message_en="niveauLangueEuropeen is “{valeur}”, but presenceNiveauLangueEuro is false.",
        explication="Le passage donne un niveau de langue sans l’annoncer.",
        remede="Mettez presenceNiveauLangueEuro à true, ou retirez niveauLangueEuropeen.",
        exemple_refuse=(
            "<cpf:presenceNiveauLangueEuro>false</cpf:presenceNiveauLangueEuro>"
            "<cpf:niveauLangueEuropeen>B2</cpf:niveauLangueEuropeen>"
        ),
        exemple_accepte="<cpf:presenceNiveauLangueEuro>false</cpf:presenceNiveauLangueEuro>",
    ),
    Regle(
        code="P203",
        severite=_AVERTISSEMENT,
        titre="Niveau numérique annoncé mais absent",
        message="presenceNiveauNumeriqueEuro vaut true, mais niveauNumeriqueEuropeen est absent ou vide.",
        message_en="presenceNiveauNumeriqueEuro is true, but niveauNumeriqueEuropeen is absent or empty.",
        explication="Le passage annonce un niveau numérique (DigComp) et ne le donne pas.",
        remede="Ajoutez niveauNumeriqueEuropeen, ou mettez presenceNiveauNumeriqueEuro à false.",
        exemple_refuse="<cpf:presenceNiveauNumeriqueEuro>true</cpf:presenceNiveauNumeriqueEuro>",
        exemple_accepte=(
            "<cpf:presenceNiveauNumeriqueEuro>true</cpf:presenceNiveauNumeriqueEuro>"
            ""
            "<cpf:niveauNumeriqueEuropeen><cpf:scoreGeneral>640</cpf:scoreGeneral></cpf:niveauNumeriqueEuropeen>"
        ),
    ),
    Regle(
        code="P204",
        severite=_AVERTISSEMENT,
        titre="Niveau numérique donné mais non annoncé",
        message="niveauNumeriqueEuropeen est donné, mais presenceNiveauNumeriqueEuro vaut false.",
        message_en="niveauNumeriqueEuropeen is given, but presenceNiveauNumeriqueEuro is false.",
        explication="Le passage donne un niveau numérique sans l’annoncer.",
        remede="Mettez presenceNiveauNumeriqueEuro à true, ou retirez niveauNumeriqueEuropeen.",
        exemple_refuse=(
            "<cpf:presenceNiveauNumeriqueEuro>false</cpf:presenceNiveauNumeriqueEuro>"
            "<cpf:niveauNumeriqueEuropeen>…</cpf:niveauNumeriqueEuropeen>"
        ),
        exemple_accepte="<cpf:presenceNiveauNumeriqueEuro>false</cpf:presenceNiveauNumeriqueEuro>",
    ),
    Regle(
        code="P205",
        severite=_AVERTISSEMENT,
        titre="Voie de VAE sans VAE",
        message="voieAccessVAE vaut « {valeur} », mais modaliteAcces n’est pas VAE.",
        message_en="voieAccessVAE is “{valeur}”, but modaliteAcces is not VAE.",
        explication="La voie d’accès ne se donne que pour une validation des acquis de l’expérience.",
        remede="Mettez modaliteAcces à VAE, ou retirez voieAccessVAE.",
        exemple_refuse=(
            "<cpf:modaliteAcces>CANDIDAT_LIBRE</cpf:modaliteAcces>"
            "<cpf:voieAccessVAE>VAE_CLASSIQUE</cpf:voieAccessVAE>"
        ),
        exemple_accepte=(
            "<cpf:modaliteAcces>VAE</cpf:modaliteAcces><cpf:voieAccessVAE>VAE_CLASSIQUE</cpf:voieAccessVAE>"
        ),
    ),
    Regle(
        code="P206",
        severite=_AVERTISSEMENT,
        titre="Obtention par scoring sans score",
        message="obtentionCertification vaut PAR_SCORING, mais scoring n’a pas de valeur.",
        message_en="obtentionCertification is PAR_SCORING, but scoring has no value.",
        explication="Une certification obtenue par score se lit avec ce score.",
        remede="Donnez le score obtenu dans scoring, ou mettez PAR_ADMISSION.",
        exemple_refuse='PAR_SCORING et <cpf:scoring xsi:nil="true"/>',
        exemple_accepte="PAR_SCORING et <cpf:scoring>850</cpf:scoring>",
    ),
    Regle(
        code="P207",
        severite=_AVERTISSEMENT,
        titre="Titulaire de moins de 10 ans",
        message="La personne aurait moins de 10 ans à la délivrance.",
        message_en="The person would be under 10 on the delivery date.",
        explication="L’écart entre la naissance et la délivrance est très faible.",
        remede="Vérifiez l’année de naissance et dateDebutValidite.",
        exemple_refuse="anneeNaissance 2020, dateDebutValidite 2026-10-05",
        exemple_accepte="anneeNaissance 2002, dateDebutValidite 2026-10-05",
    ),
    Regle(
        code="P208",
        severite=_AVERTISSEMENT,
        titre="Titulaire de plus de 110 ans",
        message="La personne aurait plus de 110 ans à la délivrance.",
        message_en="The person would be over 110 on the delivery date.",
        explication="L’écart entre la naissance et la délivrance est très grand.",
        remede="Vérifiez l’année de naissance (1900 est souvent une valeur par défaut) et dateDebutValidite.",
        exemple_refuse="anneeNaissance 1900, dateDebutValidite 2026-10-05",
        exemple_accepte="anneeNaissance 1960, dateDebutValidite 2026-10-05",
    ),
    Regle(
        code="P209",
        severite=_AVERTISSEMENT,
        titre="Code postal inconnu",
        message="Le code postal « {valeur} » est inconnu ({champ}).",
        message_en="Postal code “{valeur}” is unknown ({champ}).",
        explication=(
            "Ce code ne désigne aucune commune. Un code postal a cinq chiffres : le zéro de tête se "
            "perd souvent "
            "dans un tableur. Les codes CEDEX sont admis pour le centre d’examen."
        ),
        remede="Vérifiez le code. Pour une naissance à l’étranger, donnez codeInsee (99 et trois chiffres).",
        exemple_refuse="<cpf:codePostal>1400</cpf:codePostal>",
        exemple_accepte="<cpf:codePostal>01400</cpf:codePostal>",
    ),
    Regle(
        code="P210",
        severite=_AVERTISSEMENT,
        titre="Commune française et pays étranger",
        message="Le code INSEE « {valeur} » est celui d’une commune française, mais le pays est « {pays} ».",
        message_en="INSEE code “{valeur}” is a French commune, but the country is “{pays}”.",
        explication="Le lieu et le pays de naissance se contredisent.",
        remede=(
            "Née en France : laissez codePaysNaissance absent. Née à l’étranger : codeInsee vaut 99 "
            "suivi des "
            "trois chiffres du pays."
        ),
        exemple_refuse=(
            "<cpf:codeInsee>13055</cpf:codeInsee>… <cpf:codePaysNaissance>134</cpf:codePaysNaissance>"
        ),
        exemple_accepte=(
            "<cpf:codeInsee>99134</cpf:codeInsee>… <cpf:codePaysNaissance>134</cpf:codePaysNaissance>"
        ),
    ),
    Regle(
        code="P211",
        severite=_AVERTISSEMENT,
        titre="Naissance en France sans commune",
        message="La naissance est déclarée en France, mais aucune commune n’est donnée.",
        message_en="The birth is said to be in France, but no commune is given.",
        explication="Sans commune, deux homonymes nés le même jour ne peuvent pas être distingués.",
        remede="Donnez le code INSEE de la commune de naissance, ou à défaut son code postal.",
        exemple_refuse="<cpf:codeInsee>99100</cpf:codeInsee>",
        exemple_accepte="<cpf:codeInsee>69123</cpf:codeInsee>",
    ),
    Regle(
        code="P212",
        severite=_AVERTISSEMENT,
        titre="Lieu de naissance inconnu dans le NIR",
        message="Le lieu de naissance inscrit dans le NIR est inconnu.",
        message_en="The place of birth within the NIR is unknown.",
        explication=(
            "Les 6e à 10e caractères du NIR sont le lieu de naissance : une commune, ou 99 et un "
            "pays. Ce lieu "
            "n’existe pas, ou il ne va pas avec l’année (2A et 2B servent depuis 1976, 20 avant)."
        ),
        remede="Recopiez le NIR depuis la carte Vitale ou l’attestation de droits.",
        exemple_refuse="(NIR dont les 6e à 10e caractères sont 00123)",
        exemple_accepte="(NIR dont les 6e à 10e caractères sont 78006)",
    ),
    Regle(
        code="P213",
        severite=_AVERTISSEMENT,
        titre="Âge peu probable d’après le NIR",
        message="D’après le NIR, la personne aurait moins de 10 ans ou plus de 110 ans à la délivrance.",
        message_en="By the NIR, the person would be under 10 or over 110 on the delivery date.",
        explication="L’année de naissance inscrite dans le NIR s’accorde mal avec la date de délivrance.",
        remede="Vérifiez les 2e et 3e chiffres du NIR, et dateDebutValidite.",
        exemple_refuse="(NIR d'une personne née en 18, certification délivrée en 2026)",
        exemple_accepte="(NIR d'une personne née en 98, certification délivrée en 2026)",
    ),
    Regle(
        code="P215",
        severite=_AVERTISSEMENT,
        titre="Chiffre dans un nom",
        message="« {champ} » contient un chiffre : « {valeur} ».",
        message_en="“{champ}” holds a digit: “{valeur}”.",
        explication="Un nom ne contient pas de chiffre : la personne risque de ne pas être retrouvée.",
        remede="Vérifiez l’orthographe sur une pièce d’identité (la lettre O et le chiffre 0 se confondent).",
        exemple_refuse="<cpf:nomNaissance>M0REAU</cpf:nomNaissance>",
        exemple_accepte="<cpf:nomNaissance>MOREAU</cpf:nomNaissance>",
    ),
    Regle(
        code="P216",
        severite=_AVERTISSEMENT,
        titre="Titre dans un nom",
        message="« {champ} » contient un titre : « {valeur} ».",
        message_en="“{champ}” holds a title: “{valeur}”.",
        explication="M., Mme ou Docteur ne font pas partie du nom de l’état civil.",
        remede="Retirez le titre et gardez le nom seul.",
        exemple_refuse="<cpf:nomNaissance>Mme MOREAU</cpf:nomNaissance>",
        exemple_accepte="<cpf:nomNaissance>MOREAU</cpf:nomNaissance>",
    ),
    Regle(
        code="P217",
        severite=_AVERTISSEMENT,
        titre="Nom d’usage égal au nom de naissance",
        message="nomUsage est le même que nomNaissance : « {valeur} ».",
        message_en="nomUsage equals nomNaissance: “{valeur}”.",
        explication="Le nom d’usage ne se donne que s’il diffère du nom de naissance.",
        remede='Vérifiez le nom de naissance ; s’il est juste, écrivez nomUsage avec xsi:nil="true".',
        exemple_refuse="<cpf:nomNaissance>MOREAU</cpf:nomNaissance><cpf:nomUsage>MOREAU</cpf:nomUsage>",
        exemple_accepte='<cpf:nomNaissance>MOREAU</cpf:nomNaissance><cpf:nomUsage xsi:nil="true"/>',
    ),
    Regle(
        code="P218",
        severite=_AVERTISSEMENT,
        titre="Transmission tardive",
        message="La certification a été délivrée le {valeur}, il y a plus de trois mois.",
        message_en="The certification was delivered on {valeur}, more than three months ago.",
        explication="Le code du travail donne trois mois après la délivrance pour transmettre un passage.",
        remede="Le passage est accepté. Transmettez les prochains dès la délivrance.",
        exemple_refuse="dateDebutValidite 2026-01-05, transmis le 23 novembre 2026",
        exemple_accepte="dateDebutValidite 2026-10-05, transmis le 23 novembre 2026",
    ),
    Regle(
        code="P219",
        severite=_AVERTISSEMENT,
        titre="Le mot « nil » à la place de xsi:nil",
        message="« {champ} » contient le mot « {valeur} » : il est lu comme une absence de valeur.",
        message_en="“{champ}” holds the word “{valeur}”: it is read as no value.",
        explication=(
            "Certains guides disent d’écrire nil ou nill. Le mot est alors pris pour une donnée ; l’absence "
            "s’écrit avec l’attribut xsi:nil."
        ),
        remede='Écrivez <cpf:{champ} xsi:nil="true"/>, ou retirez l’élément s’il est facultatif.',
        exemple_refuse="<cpf:scoring>nil</cpf:scoring>",
        exemple_accepte='<cpf:scoring xsi:nil="true"/>',
    ),
    Regle(
        code="P220",
        severite=_AVERTISSEMENT,
        titre="Valeur facultative faite d’espaces",
        message="« {champ} » ne contient que des espaces : il est lu comme absent.",
        message_en="“{champ}” holds nothing but white space: it is read as absent.",
        explication="Un élément facultatif est rempli ou absent.",
        remede='Retirez l’élément, ou donnez-lui une valeur. S’il est obligatoire, écrivez xsi:nil="true".',
        exemple_refuse="<cpf:prenom2> </cpf:prenom2>",
        exemple_accepte="(pas de prenom2)",
    ),
    Regle(
        code="P221",
        severite=_AVERTISSEMENT,
        titre="Libellé de plus de 40 caractères",
        message="« {champ} » dépasse 40 caractères.",
        message_en="“{champ}” is longer than 40 characters.",
        explication=(
            "Le dictionnaire de l’opérateur dit 40 caractères, son schéma 60. Nous acceptons jusqu’à 60."
        ),
        remede="Raccourcissez le libellé à 40 caractères si vous déposez aussi ailleurs.",
        exemple_refuse="(libelleCommuneNaissance de 45 caractères)",
        exemple_accepte="<cpf:libelleCommuneNaissance>LYON</cpf:libelleCommuneNaissance>",
    ),
    Regle(
        code="P222",
        severite=_AVERTISSEMENT,
        titre="Code pays mal écrit",
        message="« {valeur} » n’est pas un code pays à trois chiffres.",
        message_en="“{valeur}” is not a country code of three digits.",
        explication="codePaysNaissance est formé des trois derniers chiffres du code INSEE du pays.",
        remede=(
            "Mettez trois chiffres, par exemple 134 pour l’Espagne. Pour la France, laissez l’élément absent."
        ),
        exemple_refuse="<cpf:codePaysNaissance>ESP</cpf:codePaysNaissance>",
        exemple_accepte="<cpf:codePaysNaissance>134</cpf:codePaysNaissance>",
    ),
    Regle(
        code="P223",
        severite=_AVERTISSEMENT,
        titre="Compétence numérique inconnue",
        message=(
            "La compétence numérique « {valeur} » n’existe pas dans DigComp, ou elle est donnée deux fois."
        ),
        message_en="Digital competence “{valeur}” does not exist in DigComp, or is given twice.",
        explication="DigComp a cinq domaines, de 3, 6, 4, 4 et 4 compétences. Chacune a un seul résultat.",
        remede="Vérifiez domaineCompetenceId (1 à 5) et competenceId (1 à 6 selon le domaine).",
        exemple_refuse="domaineCompetenceId 1, competenceId 5",
        exemple_accepte="domaineCompetenceId 1, competenceId 3",
    ),
    Regle(
        code="P224",
        severite=_AVERTISSEMENT,
        titre="Deux pays de naissance différents",
        message="codeInsee désigne le pays « {valeur} », mais codePaysNaissance vaut « {pays} ».",
        message_en="codeInsee designates country “{valeur}”, but codePaysNaissance is “{pays}”.",
        explication="À l’étranger, codePaysNaissance reprend les trois derniers chiffres de codeInsee.",
        remede="Mettez dans codePaysNaissance les trois derniers chiffres de codeInsee.",
        exemple_refuse=(
            "<cpf:codeInsee>99134</cpf:codeInsee>… <cpf:codePaysNaissance>109</cpf:codePaysNaissance>"
        ),
        exemple_accepte=(
            "<cpf:codeInsee>99134</cpf:codeInsee>… <cpf:codePaysNaissance>134</cpf:codePaysNaissance>"
        ),
    ),
    Regle(
        code="P225",
        severite=_AVERTISSEMENT,
        titre="Le mot « nil » comme nom",
        message="« {champ} » vaut « {valeur} » : est-ce bien un nom ?",
        message_en="“{champ}” is “{valeur}”: is it really a name?",
        explication="Nil est parfois un vrai prénom, et plus souvent une absence mal écrite.",
        remede="Vérifiez le nom : cette donnée est obligatoire et sert à retrouver la personne.",
        exemple_refuse="<cpf:nomNaissance>nil</cpf:nomNaissance>",
        exemple_accepte="<cpf:nomNaissance>MOREAU</cpf:nomNaissance>",
    ),
)
