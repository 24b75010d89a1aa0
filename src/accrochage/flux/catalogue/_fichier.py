"""F: what makes a file refused as a whole (or, for a few, deserves a remark)."""

from __future__ import annotations

from accrochage.flux.findings import Regle, Severite

_BLOQUANT = Severite.BLOQUANT
_AVERTISSEMENT = Severite.AVERTISSEMENT

REGLES_FICHIER: tuple[Regle, ...] = (
    Regle(
        code="F001",
        severite=_BLOQUANT,
        titre="Fichier vide",
        message="Le fichier est vide.",
        message_en="The file is empty.",
        explication=(
            "Le fichier reçu ne contient aucun caractère utile : l’export ou l’envoi s’est interrompu."
        ),
        remede="Refaites l’export, vérifiez que le fichier a une taille, puis déposez-le de nouveau.",
        exemple_refuse="(fichier de 0 octet)",
        exemple_accepte='<cpf:flux xmlns:cpf="urn:cdc:cpf:pc5:schema:1.0.0">…</cpf:flux>',
    ),
    Regle(
        code="F002",
        severite=_BLOQUANT,
        titre="XML mal formé",
        message="Le fichier n’est pas un XML bien formé : {detail}.",
        message_en="The file is not well-formed XML: {detail}.",
        explication=(
            "Une balise n’est pas fermée, un caractère « & » ou « < » n’est pas échappé, ou le fichier est "
            "coupé avant la fin. La lecture s’arrête à la ligne indiquée."
        ),
        remede=(
            "Corrigez la ligne indiquée. Dans un texte, écrivez « &amp; » pour « & » et « &lt; » pour « < ». "
            "Si le fichier semble coupé, refaites l’export."
        ),
        exemple_refuse="<cpf:nomNaissance>DUPONT & FILS</cpf:nomNaissance>",
        exemple_accepte="<cpf:nomNaissance>DUPONT &amp; FILS</cpf:nomNaissance>",
    ),
    Regle(
        code="F003",
        severite=_BLOQUANT,
        titre="Encodage autre que UTF-8",
        message="Le fichier est encodé ou déclaré en {encodage} : seul UTF-8 est accepté.",
        message_en="The file is encoded or declared as {encodage}: only UTF-8 is accepted.",
        explication="Le format impose UTF-8. Un autre encodage déforme les accents des noms.",
        remede='Enregistrez le fichier en UTF-8 et déclarez encoding="UTF-8" sur la première ligne.',
        exemple_refuse='<?xml version="1.0" encoding="ISO-8859-1"?>',
        exemple_accepte='<?xml version="1.0" encoding="UTF-8"?>',
    ),
    Regle(
        code="F004",
        severite=_BLOQUANT,
        titre="Octets qui ne sont pas de l’UTF-8",
        message="Le fichier contient des octets qui ne sont pas de l’UTF-8.",
        message_en="The file holds bytes that are not valid UTF-8.",
        explication=(
            "Le fichier s’annonce en UTF-8, mais un caractère accentué au moins est écrit dans un autre "
            "encodage, le plus souvent Windows-1252 ou Latin-1."
        ),
        remede=(
            "Réglez votre export sur UTF-8, ou enregistrez le fichier en UTF-8 depuis un éditeur de texte."
        ),
        exemple_refuse="<cpf:prenom1>Ren\\xe9e</cpf:prenom1>",
        exemple_accepte="<cpf:prenom1>Renée</cpf:prenom1>",
    ),
    Regle(
        code="F005",
        severite=_BLOQUANT,
        titre="DTD ou entité déclarée",
        message="Le fichier contient une déclaration DOCTYPE ou une entité : elles sont interdites.",
        message_en="The file holds a DOCTYPE or an entity declaration: they are forbidden.",
        explication="Ces déclarations n’ont pas d’usage dans le format et ouvrent la porte à des attaques.",
        remede="Retirez la déclaration <!DOCTYPE …> et remplacez chaque entité par le caractère voulu.",
        exemple_refuse='<!DOCTYPE flux [<!ENTITY e "É">]>',
        exemple_accepte="(aucune déclaration DOCTYPE)",
    ),
    Regle(
        code="F006",
        severite=_BLOQUANT,
        titre="Éléments trop imbriqués",
        message="Les éléments sont imbriqués sur plus de {maximum} niveaux.",
        message_en="Elements are nested more than {maximum} levels deep.",
        explication="Un fichier conforme compte une dizaine de niveaux. Celui-ci ne suit pas le format.",
        remede="Vérifiez que chaque balise ouverte est fermée, puis refaites l’export.",
        exemple_refuse="<a><a><a>… (10 000 niveaux) …</a></a></a>",
        exemple_accepte="<cpf:flux><cpf:emetteur><cpf:certificateurs>…",
    ),
    Regle(
        code="F007",
        severite=_BLOQUANT,
        titre="Fichier trop gros",
        message="Le fichier décompressé dépasse {maximum}.",
        message_en="The decompressed file is larger than {maximum}.",
        explication="La taille d’un dépôt est limitée pour que chacun soit traité sans attendre.",
        remede="Répartissez les passages dans plusieurs fichiers, chacun avec son propre idFlux.",
        exemple_refuse="(fichier de 300 Mo)",
        exemple_accepte="(deux fichiers de 150 Mo)",
    ),
    Regle(
        code="F008",
        severite=_BLOQUANT,
        titre="Trop de passages",
        message="Le fichier contient plus de {maximum} passages.",
        message_en="The file holds more than {maximum} passages.",
        explication="Le nombre de passages d’un dépôt est limité.",
        remede="Répartissez les passages dans plusieurs fichiers, chacun avec son propre idFlux.",
        exemple_refuse="(un fichier de 250 000 passages)",
        exemple_accepte="(deux fichiers de 125 000 passages)",
    ),
    Regle(
        code="F009",
        severite=_BLOQUANT,
        titre="Texte démesuré",
        message="Un texte, un attribut ou une balise dépasse {maximum} caractères.",
        message_en="A text, an attribute or a tag is longer than {maximum} characters.",
        explication="Aucune donnée du format n’est aussi longue : la lecture s’arrête là.",
        remede=(
            "Corrigez l’élément à la ligne indiquée ; il contient sans doute des espaces ou des "
            "données en trop."
        ),
        exemple_refuse="<cpf:verbatim>(un million d'espaces)</cpf:verbatim>",
        exemple_accepte="<cpf:verbatim>Oral réussi</cpf:verbatim>",
    ),
    Regle(
        code="F010",
        severite=_BLOQUANT,
        titre="Ce fichier n’est pas du XML",
        message="Le fichier n’est pas du XML : il ressemble à {nature}.",
        message_en="The file is not XML: it looks like {nature}.",
        explication="Le nom du fichier finit peut-être par .xml, mais son contenu est d’un autre genre.",
        remede="Déposez le fichier XML produit par votre outil, non le document, le tableur ou l’image.",
        exemple_refuse="%PDF-1.7 …",
        exemple_accepte='<?xml version="1.0" encoding="UTF-8"?>',
    ),
    Regle(
        code="F011",
        severite=_BLOQUANT,
        titre="Archive inutilisable",
        message="L’archive ne peut pas être utilisée : {detail}.",
        message_en="The archive cannot be used: {detail}.",
        explication=(
            "Une archive gzip ou zip doit être intacte, sans mot de passe, et contenir un seul fichier XML."
        ),
        remede="Recréez l’archive avec ce seul fichier XML, ou déposez le fichier XML sans le compresser.",
        exemple_refuse="depot.zip (mars.xml, avril.xml)",
        exemple_accepte="depot.zip (mars.xml)",
    ),
    Regle(
        code="F012",
        severite=_BLOQUANT,
        titre="Élément racine inattendu",
        message="Le premier élément est « {racine} » : « flux » est attendu.",
        message_en="The root element is “{racine}”: “flux” is expected.",
        explication="Ce fichier n’est pas un flux de certifications ; il s’agit peut-être d’un accusé.",
        remede="Déposez le fichier dont le premier élément est flux.",
        exemple_refuse="<rapport>…</rapport>",
        exemple_accepte='<cpf:flux xmlns:cpf="urn:cdc:cpf:pc5:schema:1.0.0">…</cpf:flux>',
        cvc="cvc-elt.1.a",
    ),
    Regle(
        code="F013",
        severite=_BLOQUANT,
        titre="Espace de noms inattendu",
        message="L’espace de noms est « {espace} » : « urn:cdc:cpf:pc5:schema:1.0.0 » est attendu.",
        message_en="The namespace is “{espace}”: “urn:cdc:cpf:pc5:schema:1.0.0” is expected.",
        explication="L’espace de noms dit quel format le fichier suit. Il se copie à la lettre près.",
        remede='Déclarez xmlns:cpf="urn:cdc:cpf:pc5:schema:1.0.0" sur l’élément flux.',
        exemple_refuse="<flux>…</flux>",
        exemple_accepte='<cpf:flux xmlns:cpf="urn:cdc:cpf:pc5:schema:1.0.0">…</cpf:flux>',
        cvc="cvc-elt.1.a",
    ),
    Regle(
        code="F014",
        severite=_BLOQUANT,
        titre="Élément obligatoire absent de l’enveloppe",
        message="L’élément « {champ} » manque.",
        message_en="Element “{champ}” is missing.",
        explication="L’enveloppe dit qui envoie et pour qui : sans cet élément, rien ne peut être traité.",
        remede="Ajoutez l’élément « {champ} » à l’endroit indiqué.",
        exemple_refuse="<cpf:emetteur><cpf:certificateurs>…",
        exemple_accepte="<cpf:emetteur><cpf:idClient>12ABC345</cpf:idClient><cpf:certificateurs>…",
        cvc="cvc-complex-type.2.4.b",
    ),
    Regle(
        code="F015",
        severite=_BLOQUANT,
        titre="Élément, attribut ou texte inattendu dans l’enveloppe",
        message="« {objet} » n’est pas attendu à cet endroit.",
        message_en="“{objet}” is not expected here.",
        explication="Le format ne connaît pas cet élément, cet attribut ou ce texte à cet endroit.",
        remede="Retirez-le, ou corrigez son nom : majuscules et minuscules comptent.",
        exemple_refuse="<cpf:idclient>12ABC345</cpf:idclient>",
        exemple_accepte="<cpf:idClient>12ABC345</cpf:idClient>",
        cvc="cvc-complex-type.2.4.a",
    ),
    Regle(
        code="F016",
        severite=_BLOQUANT,
        titre="Élément répété dans l’enveloppe",
        message="L’élément « {champ} » est présent deux fois.",
        message_en="Element “{champ}” appears twice.",
        explication="Cet élément ne peut figurer qu’une fois à cet endroit.",
        remede="Gardez un seul élément « {champ} ».",
        exemple_refuse="<cpf:idFlux>a</cpf:idFlux><cpf:idFlux>b</cpf:idFlux>",
        exemple_accepte="<cpf:idFlux>a</cpf:idFlux>",
        cvc="cvc-complex-type.2.4.d",
    ),
    Regle(
        code="F017",
        severite=_BLOQUANT,
        titre="Valeur refusée dans l’enveloppe",
        message="La valeur « {valeur} » de « {champ} » est refusée : {regle}.",
        message_en="The value “{valeur}” of “{champ}” is refused: {regle}.",
        explication=(
            "La valeur n’a pas la longueur ou la forme que le format demande, ou n’est pas dans sa liste."
        ),
        remede="Corrigez la valeur de « {champ} ». Attendu : {regle}.",
        exemple_refuse="<cpf:idClient>12ABC3456</cpf:idClient>",
        exemple_accepte="<cpf:idClient>12ABC345</cpf:idClient>",
        cvc="cvc-type.3.1.3",
    ),
    Regle(
        code="F018",
        severite=_BLOQUANT,
        titre="Aucun passage",
        message="Le fichier ne contient aucun passage de certification.",
        message_en="The file holds no passage.",
        explication="Un dépôt sert à transmettre au moins un passage.",
        remede="Ajoutez au moins un élément passageCertification, ou ne déposez pas ce fichier.",
        exemple_refuse="<cpf:passageCertifications/>",
        exemple_accepte="<cpf:passageCertifications><cpf:passageCertification>…",
        cvc="cvc-complex-type.2.4.b",
    ),
    Regle(
        code="F019",
        severite=_BLOQUANT,
        titre="Horodatage mal écrit",
        message="L’horodatage « {valeur} » n’a pas la forme AAAA-MM-JJThh:mm:ss+hh:mm.",
        message_en="The timestamp “{valeur}” is not of the form YYYY-MM-DDThh:mm:ss+hh:mm.",
        explication=(
            "L’horodatage est une date et une heure, avec le décalage horaire sur deux chiffres. Le "
            "« Z » final, "
            "les fractions de seconde, un décalage « +1:00 » ou une date seule sont refusés, même si "
            "certains "
            "guides les montrent."
        ),
        remede=(
            "Écrivez par exemple 2026-10-05T14:30:00+02:00 (été) ou 2026-12-05T14:30:00+01:00 (hiver), sans "
            "fraction de seconde, sans Z, avec une année entre 1900 et 2099."
        ),
        exemple_refuse="<cpf:horodatage>2026-10-05T14:30:00Z</cpf:horodatage>",
        exemple_accepte="<cpf:horodatage>2026-10-05T14:30:00+02:00</cpf:horodatage>",
        cvc="cvc-pattern-valid",
    ),
    Regle(
        code="F020",
        severite=_BLOQUANT,
        titre="Horodatage dans le futur",
        message="L’horodatage « {valeur} » est dans le futur de plus d’un jour.",
        message_en="The timestamp “{valeur}” is more than a day in the future.",
        explication="L’horodatage dit quand le fichier a été produit : il ne peut pas être à venir.",
        remede=(
            "Mettez la date et l’heure de production du fichier, et vérifiez l’horloge de votre ordinateur."
        ),
        exemple_refuse="<cpf:horodatage>2062-10-05T14:30:00+02:00</cpf:horodatage>",
        exemple_accepte="<cpf:horodatage>2026-10-05T14:30:00+02:00</cpf:horodatage>",
    ),
    Regle(
        code="F021",
        severite=_AVERTISSEMENT,
        titre="idFlux qui n’est pas un UUID",
        message="L’idFlux « {valeur} » n’est pas un UUID.",
        message_en="The idFlux “{valeur}” is not a UUID.",
        explication=(
            "Le dictionnaire demande un UUID, le schéma ne l’exige pas. Un identifiant fait à la "
            "main risque de "
            "servir deux fois, et le second fichier serait refusé."
        ),
        remede="Faites produire un nouvel UUID par votre outil pour chaque fichier.",
        exemple_refuse="<cpf:idFlux>export-1</cpf:idFlux>",
        exemple_accepte="<cpf:idFlux>7f3c1c52-7f0e-4b3a-9d0a-3a4d8f0e9b11</cpf:idFlux>",
    ),
    Regle(
        code="F022",
        severite=_BLOQUANT,
        titre="idFlux déjà reçu",
        message="L’idFlux « {id_flux} » a déjà été reçu : dépôt {depot}, le {date}.",
        message_en="The idFlux “{id_flux}” was already received: deposit {depot}, on {date}.",
        explication=(
            "Chaque fichier porte un idFlux qui n’a jamais servi : c’est ce qui évite les doubles envois."
        ),
        remede=(
            "Si c’est le même fichier, consultez l’accusé du dépôt {depot}. Sinon, donnez un nouvel "
            "idFlux à ce "
            "fichier et déposez-le de nouveau."
        ),
        exemple_refuse="(second fichier avec le même idFlux)",
        exemple_accepte="(second fichier avec un nouvel idFlux)",
    ),
    Regle(
        code="F023",
        severite=_BLOQUANT,
        titre="Fichier déjà reçu",
        message="Ce fichier a déjà été reçu : dépôt {depot}, le {date}.",
        message_en="This very file was already received: deposit {depot}, on {date}.",
        explication="Le contenu est identique, octet pour octet, à celui d’un dépôt précédent.",
        remede="Consultez l’accusé du dépôt {depot} ; il n’y a rien à renvoyer.",
        exemple_refuse="(le même fichier, déposé deux fois)",
        exemple_accepte="(un fichier qui contient d'autres passages)",
    ),
    Regle(
        code="F024",
        severite=_BLOQUANT,
        titre="Schéma non respecté, mode strict",
        message=(
            "{passages} passage(s) ne respectent pas le schéma : en mode strict, le fichier entier "
            "est refusé."
        ),
        message_en=(
            "{passages} passage(s) do not conform to the schema: in strict mode the whole file is refused."
        ),
        explication=(
            "Le portail de l’opérateur refuse le fichier entier dès qu’un passage ne respecte pas le schéma."
        ),
        remede="Corrigez ou retirez les passages signalés, puis déposez le fichier avec un nouvel idFlux.",
        exemple_refuse="(10 passages, dont un sans nomNaissance)",
        exemple_accepte="(10 passages conformes)",
    ),
    Regle(
        code="F025",
        severite=_BLOQUANT,
        titre="Version de XML autre que 1.0",
        message="Le fichier est déclaré en XML {version} : seul XML 1.0 est accepté.",
        message_en="The file is declared as XML {version}: only XML 1.0 is accepted.",
        explication="Le format est en XML 1.0.",
        remede='Écrivez <?xml version="1.0" encoding="UTF-8"?> sur la première ligne.',
        exemple_refuse='<?xml version="1.1" encoding="UTF-8"?>',
        exemple_accepte='<?xml version="1.0" encoding="UTF-8"?>',
    ),
    Regle(
        code="F026",
        severite=_AVERTISSEMENT,
        titre="Colonnes décalées",
        message="Les colonnes semblent décalées dans {passages} passage(s).",
        message_en="Columns look shifted in {passages} passage(s).",
        explication=(
            "Des valeurs sont à la place d’autres : un code postal dans sexe, une date dans un nom… "
            "Le tableau "
            "qui a servi à produire le fichier a sans doute une colonne en trop ou en moins."
        ),
        remede="Vérifiez l’ordre des colonnes du tableau de départ, puis refaites l’export.",
        exemple_refuse="<cpf:sexe>75012</cpf:sexe>",
        exemple_accepte="<cpf:sexe>F</cpf:sexe>",
    ),
    Regle(
        code="F027",
        severite=_BLOQUANT,
        titre="Plusieurs certificateurs",
        message="Le fichier contient plusieurs certificateurs : un seul est accepté par fichier.",
        message_en="The file holds several certificateurs: only one is accepted in a file.",
        explication="Un fichier est déposé au nom d’un seul certificateur.",
        remede="Faites un fichier par certificateur, chacun avec son propre idFlux.",
        exemple_refuse="<cpf:certificateur>…</cpf:certificateur><cpf:certificateur>…</cpf:certificateur>",
        exemple_accepte="<cpf:certificateur>…</cpf:certificateur>",
        cvc="cvc-complex-type.2.4.d",
    ),
)
