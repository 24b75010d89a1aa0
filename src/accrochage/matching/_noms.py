"""Names to draw from, most common first. Ours, from common knowledge."""

from __future__ import annotations

_NOMS = """
    MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFEBVRE
    LEROY ROUX DAVID BERTRAND MOREL FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE ROUSSEAU VINCENT
    MULLER LEFÈVRE FAURE ANDRÉ MERCIER BLANC GUÉRIN BOYER GARNIER CHEVALIER FRANÇOIS LEGRAND
    GAUTHIER GARCIA PERRIN ROBIN CLÉMENT MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MARCHAND
    DUVAL DENIS DUMONT MARIE LEMAIRE NOËL MEYER DUFOUR MEUNIER BRUN BLANCHARD GIRAUD JOLY RIVIÈRE
    LUCAS BRUNET GAILLARD BARBIER ARNAUD MARTINEZ GÉRARD ROCHE RENARD SCHMITT ROY LEROUX COLIN VIDAL
    CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX OLIVIER PHILIPPE BOURGEOIS PIERRE
    BENOÎT REY LECLERC PAYET ROLLAND LECLERCQ GUILLAUME LECOMTE LOPEZ JEAN DUPUY GUILLOT HUBERT
    BERGER CARPENTIER SANCHEZ DUPUIS MOULIN LOUIS DESCHAMPS HUET VASSEUR PEREZ BOUCHER FLEURY ROYER
    KLEIN JACQUET ADAM PARIS POIRIER MARTY AUBRY GUYOT CARRÉ CHARLES RENAULT CHARPENTIER MÉNARD
    MAILLARD BARON BERTIN BAILLY HERVÉ SCHNEIDER FERNANDEZ LE-GALL COLLET LÉGER BOUVIER JULIEN
    PRÉVOST MILLET PERROT DANIEL LE-ROUX COUSIN GERMAIN BRETON BESSON LANGLOIS RÉMY LE-GOFF
    PELLETIER LÉVÊQUE PERRIER LEBLANC BARRÉ LEBRUN MARCHAL WEBER MALLET HAMON BOULANGER JACOB
    MONNIER MICHAUD RODRIGUEZ GUICHARD GILLET ÉTIENNE GRONDIN POULAIN TESSIER CHEVALLIER COLLIN
    CHAUVIN DA-SILVA BOUCHET GAY LEMAÎTRE BÉNARD MARÉCHAL HUMBERT REYNAUD ANTOINE HOARAU PERRET
    BARTHÉLEMY CORDIER PICHON LEJEUNE GILBERT LAMY DELAUNAY PASQUIER CARLIER LAPORTE D’ANGELO
    DE-LA-FONTAINE L’HERMITE O’BRIEN N’DIAYE BEN-SALAH EL-AMRANI AÏT-OUALI TRAORÉ DIALLO NGUYEN TRAN
    HADDAD BENALI CISSÉ KONÉ SAÏDI MANSOURI FERREIRA PEREIRA SANTOS KOWALSKI NOWAK ROSSI YILMAZ
    POPESCU
""".split()
"""Family names; a hyphen stands for itself or, after a particle, for a space."""

_PARTICULES = ("LE-", "DA-", "DE-LA-", "BEN-", "EL-", "AÏT-")

NOMS = [nom.replace("-", " ") if nom.startswith(_PARTICULES) else nom for nom in _NOMS]
"""Family names, as civil status writes them."""

MASCULINS = """
    Jean Pierre Michel André Philippe Alain Bernard Jacques Daniel Christian Nicolas Patrick Julien
    Thomas Alexandre Stéphane Laurent David Christophe Frédéric Kévin Sébastien Antoine Maxime
    Romain Guillaume Vincent Olivier Éric Thierry Pascal Gérard Claude François Lucas Hugo Théo
    Louis Gabriel Arthur Jules Adam Raphaël Paul Léo Nathan Enzo Mathis Clément Quentin Florian
    Anthony Jérôme Benjamin Mathieu Dylan Valentin Alexis Jean-Pierre Jean-Luc Jean-Claude
    Jean-François Jean-Marc Jean-Paul Marc Yves Serge Didier Bruno Gilles Dominique Franck Fabrice
    Damien Cédric Arnaud Mohamed Karim Mehdi Ahmed Youssef Ali Ibrahim Samuel Simon Victor Martin
    Rémi Loïc Yann Gaël Erwan Benoît Xavier Denis Luc Joël Cyril Grégory Ludovic Mickaël Jonathan
    Jérémy Fabien Bastien Corentin Tristan Noé Maël Éliott Sacha Robin Baptiste Étienne Charles
    Henri Georges René Marcel Roger Robert Raymond Lucien Émile Eugène Léon
""".split()
"""Men's first names."""

FEMININS = """
    Marie Nathalie Isabelle Sylvie Catherine Françoise Martine Christine Monique Valérie Sandrine
    Véronique Nicole Stéphanie Sophie Céline Chantal Patricia Anne Brigitte Julie Aurélie Laurence
    Christelle Virginie Dominique Émilie Élodie Caroline Camille Laura Léa Manon Chloé Emma Inès
    Sarah Jade Louise Alice Lola Anaïs Mathilde Pauline Marine Mélanie Audrey Delphine Karine
    Corinne Florence Hélène Agnès Cécile Claire Élise Juliette Lucie Charlotte Marion Morgane Océane
    Amandine Jennifer Jessica Vanessa Sabrina Nadia Fatima Samira Leïla Yasmine Aïcha Khadija
    Marie-Claude Marie-Christine Marie-Thérèse Marie-Laure Anne-Marie Anne-Sophie Anne-Laure Jeanne
    Rose Zoé Clara Éva Nina Lina Romane Maëlys Noémie Margaux Agathe Clémence Justine Coralie
    Ophélie Alexandra Sandra Laetitia Séverine Fabienne Ghislaine Josiane Jacqueline Denise Colette
    Yvette Odette Simone Paulette Geneviève Thérèse Suzanne Madeleine Germaine Solène Gwenaëlle
    Maëva Tiphaine Axelle Célia Flavie Héloïse
""".split()
"""Women's first names."""

ETRANGERS = """
    351 352 350 139 127 134 326 331 328 341 345 243 123 109 110 114 131 208 216 217 324 335 322 312
    323 404 416 401 206 261 203 205 268
""".split()
"""Countries of birth: last three digits of the INSEE code."""

_DEBUTS = """
    BAL BER BOU BRE CAR CHA CHE COR COU DAN DEL DES DU FAU FER FLO FOU GA GER GIR GOU GRA GUI HAR
    HEN JA JOU LA LAN LE LOU MA MAR MER MI MON MOU NA NOI PA PER PI POI PRA QUE RA RE RI ROU SA SER
    SOU TA TER TOU VA VER VI VOI
""".split()
"""First syllables of rarer names."""
_MILIEUX = """
    BA BI BOU CA CHE DA DE DI FI GA LE LI LLE MA MI NE NI PE RA RI RO SA SE TA TI TOU VA VI
""".split()
"""Middle syllables."""
_FINS = """
    ARD AULT AUD BERT BOIS CHON DEAU DIN DOUX EAU ELLE ERT ET EZ FORT GAULT GER GNON GUET IER IN LAC
    LARD LET LIER LIN LOT MIN MOND NARD NEAU NET NIER ON OT OUX QUET RAND REAU RET RIEL RON SIER SON
    TARD TEAU TIER TIN TON VAL VIER
""".split()
"""Last syllables."""

SYLLABES = (_DEBUTS, _MILIEUX, _FINS)
"""What the long tail of family names is made of."""
