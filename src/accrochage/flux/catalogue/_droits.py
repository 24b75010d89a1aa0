"""H: rights of the depositor. C: the certification that a passage is for."""

from __future__ import annotations

from accrochage.flux.findings import Regle, Severite

_BLOQUANT = Severite.BLOQUANT
_REJET = Severite.REJET
_AVERTISSEMENT = Severite.AVERTISSEMENT

_STATUT_KO = (
    "Le statut de la certification avec le bcr émetteur {id_client}, l'id technique partenaire "
    "{id_technique} et l'index {index} est KO"
)

REGLES_HABILITATION: tuple[Regle, ...] = (
    Regle(
        code="H001",
        severite=_BLOQUANT,
        titre="L’émetteur n’est pas ce compte",
        message="L’idClient de l’émetteur est « {valeur} », mais le compte qui dépose est « {matricule} ».",
        message_en="The sender's idClient is “{valeur}”, but the depositing account is “{matricule}”.",
        explication=(
            "L’élément emetteur désigne l’organisme qui dépose : son idClient est le matricule du compte."
        ),
        remede="Mettez {matricule} dans emetteur/idClient, ou déposez depuis le compte « {valeur} ».",
        exemple_refuse="<cpf:emetteur><cpf:idClient>99ZZZ999</cpf:idClient>…",
        exemple_accepte="<cpf:emetteur><cpf:idClient>12ABC345</cpf:idClient>…",
    ),
    Regle(
        code="H002",
        severite=_BLOQUANT,
        titre="Certificateur inconnu",
        message="Le certificateur « {valeur} » est inconnu.",
        message_en="The certificateur “{valeur}” is unknown.",
        explication="Aucun certificateur ne porte ce matricule.",
        remede=(
            "Vérifiez certificateur/idClient : c’est le matricule reçu par courriel (par exemple 12ABC345)."
        ),
        exemple_refuse="<cpf:certificateur><cpf:idClient>00AAA000</cpf:idClient>…",
        exemple_accepte="<cpf:certificateur><cpf:idClient>12ABC345</cpf:idClient>…",
    ),
    Regle(
        code="H003",
        severite=_BLOQUANT,
        titre="Contrat inconnu",
        message="Le contrat « {valeur} » est inconnu.",
        message_en="The contract “{valeur}” is unknown.",
        explication="Aucun contrat ne porte ce numéro.",
        remede="Vérifiez idContrat : MCFCER suivi de six chiffres, tel que reçu par courriel.",
        exemple_refuse="<cpf:idContrat>MCFCER999999</cpf:idContrat>",
        exemple_accepte="<cpf:idContrat>MCFCER000123</cpf:idContrat>",
    ),
    Regle(
        code="H004",
        severite=_BLOQUANT,
        titre="Contrat d’un autre certificateur",
        message="Le contrat « {valeur} » n’est pas celui du certificateur « {certificateur} ».",
        message_en="The contract “{valeur}” is not held by the certificateur “{certificateur}”.",
        explication="Le numéro de contrat et le matricule du certificateur vont ensemble.",
        remede="Mettez dans certificateur l’idClient et l’idContrat reçus dans le même courriel.",
        exemple_refuse="<cpf:idContrat>MCFCER000456</cpf:idContrat>",
        exemple_accepte="<cpf:idContrat>MCFCER000123</cpf:idContrat>",
    ),
    Regle(
        code="H005",
        severite=_BLOQUANT,
        titre="Contrat qui n’est pas en vigueur",
        message="Le contrat « {valeur} » n’est pas en vigueur à la date du dépôt ({periode}).",
        message_en="The contract “{valeur}” is not in force on the day of the deposit ({periode}).",
        explication="Le contrat n’a pas commencé, ou il a pris fin.",
        remede="Utilisez votre contrat en cours, ou écrivez à l’opérateur pour le renouveler.",
        exemple_refuse="(contrat terminé le 31 décembre 2025)",
        exemple_accepte="(contrat en cours)",
    ),
    Regle(
        code="H006",
        severite=_BLOQUANT,
        titre="Aucun mandat en vigueur",
        message=(
            "Aucun mandat en vigueur ne vous autorise à déposer pour le certificateur « {certificateur} »."
        ),
        message_en="No mandate in force lets you deposit for the certificateur “{certificateur}”.",
        explication=(
            "Un déposant transmet au nom d’un certificateur qui l’a mandaté, pendant la durée du mandat."
        ),
        remede=(
            "Demandez au certificateur d’ouvrir ou de prolonger le mandat depuis son espace, puis redéposez."
        ),
        exemple_refuse="(mandat terminé ou jamais ouvert)",
        exemple_accepte="(mandat en cours)",
    ),
    Regle(
        code="H007",
        severite=_AVERTISSEMENT,
        titre="natureDeposant contredit le compte",
        message="natureDeposant vaut « {valeur} », ce qui ne correspond pas au compte qui dépose.",
        message_en="natureDeposant is “{valeur}”, which does not match the depositing account.",
        explication=(
            "CERTIFICATEUR veut dire que le certificateur dépose lui-même, TIERS_CONFIANCE qu’un déposant "
            "mandaté le fait pour lui."
        ),
        remede="Mettez CERTIFICATEUR si vous déposez pour vous-même, TIERS_CONFIANCE si vous êtes mandaté.",
        exemple_refuse="<cpf:natureDeposant>CERTIFICATEUR</cpf:natureDeposant> (déposé par un tiers)",
        exemple_accepte="<cpf:natureDeposant>TIERS_CONFIANCE</cpf:natureDeposant> (déposé par un tiers)",
    ),
    Regle(
        code="H008",
        severite=_BLOQUANT,
        titre="Certification hors du mandat",
        message="Votre mandat pour le certificateur « {certificateur} » ne couvre pas « {valeur} ».",
        message_en="Your mandate for the certificateur “{certificateur}” does not cover “{valeur}”.",
        explication=(
            "Un mandat peut être limité à certaines certifications du certificateur "
            "(règle propre à ce portail)."
        ),
        remede=(
            "Retirez {valeur} du fichier, ou demandez au certificateur d’ajouter cette certification "
            "au mandat, puis redéposez."
        ),
        exemple_refuse="(certification absente du mandat)",
        exemple_accepte="(certification du mandat, ou mandat pour toutes)",
    ),
    Regle(
        code="H009",
        severite=_BLOQUANT,
        titre="Autre certificateur que celui choisi",
        message="Le fichier est pour le certificateur « {valeur} », et vous avez choisi « {choisi} ».",
        message_en="The file is for the certificateur “{valeur}”, and you chose “{choisi}”.",
        explication=(
            "Avant de déposer, un déposant choisit le certificateur pour lequel il transmet : le fichier "
            "doit être le sien (règle propre à ce portail)."
        ),
        remede="Choisissez le certificateur du fichier, ou le fichier du certificateur choisi.",
        exemple_refuse="(fichier d’un autre certificateur)",
        exemple_accepte="(fichier du certificateur choisi)",
    ),
    Regle(
        code="H010",
        severite=_BLOQUANT,
        titre="Organisme fermé",
        message="L’organisme « {valeur} » est fermé : plus rien ne se dépose en son nom.",
        message_en="The body “{valeur}” is closed: nothing more is deposited in its name.",
        explication="L’opérateur a fermé cet organisme à sa demande (règle propre à ce portail).",
        remede="Si l’organisme existe encore, demandez à l’opérateur de le rouvrir, puis redéposez.",
        exemple_refuse="(organisme fermé)",
        exemple_accepte="(organisme ouvert)",
    ),
    Regle(
        code="H011",
        severite=_AVERTISSEMENT,
        titre="Ancien matricule",
        message=("« {valeur} » est un ancien matricule : c’est désormais « {matricule} »."),
        message_en="“{valeur}” is the former matricule of a body that has become “{matricule}”.",
        explication=(
            "Après la fusion de deux organismes, l’ancien matricule désigne encore celui qui reste "
            "(règle propre à ce portail)."
        ),
        remede="Mettez {matricule} dans vos prochains fichiers, et le numéro de contrat qui va avec.",
        exemple_refuse="(matricule d’avant la fusion)",
        exemple_accepte="(matricule de l’organisme qui reste)",
    ),
)

REGLES_CERTIFICATION: tuple[Regle, ...] = (
    Regle(
        code="C001",
        severite=_REJET,
        titre="Code de certification sans son préfixe",
        message="Le code « {valeur} » n’a pas la forme attendue : écrivez « {propose} ».",
        message_en="The code “{valeur}” lacks its proper prefix: write “{propose}”.",
        explication=(
            "Le code commence par RNCP ou RS, en majuscules et sans espace, suivi du numéro de la fiche."
        ),
        remede="Remplacez « {valeur} » par « {propose} ».",
        exemple_refuse="<cpf:type>RS</cpf:type><cpf:code>1710</cpf:code>",
        exemple_accepte="<cpf:type>RS</cpf:type><cpf:code>RS1710</cpf:code>",
        officiel=_STATUT_KO,
    ),
    Regle(
        code="C002",
        severite=_REJET,
        titre="Le préfixe du code n’est pas le type",
        message="Le code « {valeur} » ne va pas avec le type « {type} ».",
        message_en="The code “{valeur}” does not go with the type “{type}”.",
        explication="Un code RNCP a le type RNCP, un code RS a le type RS.",
        remede="Vérifiez la fiche sur le site de France compétences, puis corrigez le type ou le code.",
        exemple_refuse="<cpf:type>RS</cpf:type><cpf:code>RNCP34567</cpf:code>",
        exemple_accepte="<cpf:type>RNCP</cpf:type><cpf:code>RNCP34567</cpf:code>",
        officiel=_STATUT_KO,
    ),
    Regle(
        code="C003",
        severite=_REJET,
        titre="Certification absente du référentiel",
        message="La certification « {valeur} » n’existe pas dans le référentiel.",
        message_en="The certification “{valeur}” is not in the référentiel.",
        explication="Le référentiel est celui de France compétences : répertoires RNCP et RS.",
        remede="Vérifiez le numéro de la fiche sur le site de France compétences.",
        exemple_refuse="<cpf:code>RNCP00000</cpf:code>",
        exemple_accepte="<cpf:code>RNCP34567</cpf:code>",
        officiel=_STATUT_KO,
    ),
    Regle(
        code="C004",
        severite=_REJET,
        titre="Certification d’un autre certificateur",
        message="La certification « {valeur} » n’est pas détenue par le certificateur « {certificateur} ».",
        message_en="The certification “{valeur}” is not held by the certificateur “{certificateur}”.",
        explication=(
            "Seul un certificateur inscrit sur la fiche, ou son mandataire, peut transmettre ses passages."
        ),
        remede="Vérifiez le code. Si vous êtes certificateur de cette fiche, faites corriger le référentiel.",
        exemple_refuse="(fiche d'un autre certificateur)",
        exemple_accepte="(fiche où figure votre organisme)",
    ),
    Regle(
        code="C005",
        severite=_AVERTISSEMENT,
        titre="Délivrance avant l’enregistrement",
        message=(
            "La certification « {code} » n’était pas encore enregistrée le {date} (enregistrée le {limite})."
        ),
        message_en="The certification “{code}” was not yet registered on {date} (registered on {limite}).",
        explication="La date de début de validité précède le premier jour d’enregistrement de la fiche.",
        remede="Vérifiez dateDebutValidite, et si une fiche plus ancienne ne convient pas mieux.",
        exemple_refuse="(délivrée le 3 mars 2020, fiche enregistrée le 1er septembre 2020)",
        exemple_accepte="(délivrée le 3 mars 2021, fiche enregistrée le 1er septembre 2020)",
    ),
    Regle(
        code="C006",
        severite=_REJET,
        titre="Délivrance après la fin de la certification",
        message="La certification « {code} » ne pouvait plus être délivrée le {date} (fin le {limite}).",
        message_en="The certification “{code}” could no longer be delivered on {date} (ended on {limite}).",
        explication="La date de début de validité suit la date limite de délivrance de la fiche.",
        remede="Vérifiez dateDebutValidite, et si une fiche plus récente ne remplace pas celle-ci.",
        exemple_refuse="(délivrée le 3 mars 2026, fin de délivrance le 31 décembre 2025)",
        exemple_accepte="(délivrée le 3 mars 2025, fin de délivrance le 31 décembre 2025)",
    ),
    Regle(
        code="C007",
        severite=_REJET,
        titre="Type de certification inconnu",
        message="Le type « {valeur} » n’est ni RNCP ni RS.",
        message_en="The type “{valeur}” is neither RNCP nor RS.",
        explication="Le type dit dans quel répertoire est la fiche. Il s’écrit en majuscules, sans espace.",
        remede="Mettez RNCP ou RS, comme au début du code.",
        exemple_refuse="<cpf:type>Titre</cpf:type>",
        exemple_accepte="<cpf:type>RNCP</cpf:type>",
        officiel=_STATUT_KO,
    ),
)
