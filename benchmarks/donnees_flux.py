"""Frequent names and large communes, for files that look like real ones."""

from __future__ import annotations


def _mots(texte: str) -> tuple[str, ...]:
    return tuple(texte.split())


NOMS = _mots(
    "MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFEBVRE "
    "LEROY ROUX DAVID BERTRAND MOREL FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE ROUSSEAU VINCENT "
    "MULLER LEFEVRE FAURE ANDRE MERCIER BLANC GUERIN BOYER GARNIER CHEVALIER FRANCOIS LEGRAND "
    "GAUTHIER GARCIA PERRIN ROBIN CLEMENT MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MARCHAND "
    "DUVAL DENIS DUMONT MARIE LEMAIRE NOEL MEYER DUFOUR MEUNIER BRUN BLANCHARD GIRAUD JOLY RIVIERE "
    "LUCAS BRUNET GAILLARD BARBIER ARNAUD MARTINEZ GERARD ROCHE RENARD SCHMITT ROY LEROUX COLIN VIDAL "
    "CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX OLIVIER PHILIPPE BOURGEOIS PIERRE "
    "BENOIT REY LECLERC PAYET ROLLAND LECLERCQ GUILLAUME LECOMTE LOPEZ JEAN DUPUY GUILLOT HUBERT "
    "BERGER CARPENTIER SANCHEZ DUPUIS MOULIN LOUIS DESCHAMPS HUET VASSEUR PEREZ BOUCHER FLEURY ROYER "
    "KLEIN JACQUET ADAM PARIS POIRIER MARTY AUBRY GUYOT CARRE CHARLES RENAULT CHARPENTIER MENARD "
    "MAILLARD BARON BERTIN BAILLY HERVE SCHNEIDER FERNANDEZ COLLET LEGER BOUVIER JULIEN PREVOST"
)
PRENOMS_M = _mots(
    "Jean Pierre Michel André Philippe René Louis Alain Jacques Bernard Marcel Daniel Roger Robert Paul "
    "Claude Christian Henri Georges Nicolas François Patrick Gérard Christophe Joseph Julien Maurice "
    "Laurent Frédéric Éric David Stéphane Pascal Sébastien Alexandre Thierry Olivier Antoine Raymond "
    "Guillaume Thomas Maxime Hugo Lucas Théo Kévin Jean-Pierre Jean-Luc Noël Loïc"
)
PRENOMS_F = _mots(
    "Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Anne Sylvie Martine Madeleine "
    "Nicole Suzanne Hélène Christine Marguerite Denise Louise Christiane Yvonne Valérie Sandrine "
    "Stéphanie Véronique Céline Sophie Chantal Patricia Brigitte Julie Aurélie Camille Léa Manon Chloé "
    "Emma Sarah Laura Pauline Élodie Audrey Émilie Marie-Claude Anne-Marie Inès Zoé Maëlle Noémie Agnès"
)
COMMUNES = (
    ("75112", "Paris 12e Arrondissement", "75012"),
    ("13203", "Marseille 3e Arrondissement", "13003"),
    ("69387", "Lyon 7e Arrondissement", "69007"),
    ("31555", "Toulouse", "31000"),
    ("06088", "Nice", "06000"),
    ("44109", "Nantes", "44000"),
    ("34172", "Montpellier", "34000"),
    ("67482", "Strasbourg", "67000"),
    ("33063", "Bordeaux", "33000"),
    ("59350", "Lille", "59000"),
    ("35238", "Rennes", "35000"),
    ("51454", "Reims", "51100"),
    ("83137", "Toulon", "83000"),
    ("42218", "Saint-Étienne", "42000"),
    ("76351", "Le Havre", "76600"),
    ("38185", "Grenoble", "38000"),
    ("21231", "Dijon", "21000"),
    ("49007", "Angers", "49000"),
    ("30189", "Nîmes", "30000"),
    ("63113", "Clermont-Ferrand", "63000"),
    ("72181", "Le Mans", "72000"),
    ("29019", "Brest", "29200"),
    ("37261", "Tours", "37000"),
    ("80021", "Amiens", "80000"),
    ("87085", "Limoges", "87000"),
    ("57463", "Metz", "57000"),
    ("25056", "Besançon", "25000"),
    ("45234", "Orléans", "45000"),
    ("68224", "Mulhouse", "68100"),
    ("76540", "Rouen", "76000"),
    ("14118", "Caen", "14000"),
    ("54395", "Nancy", "54000"),
)
"""Code INSEE, label, postal code."""
PAYS = (
    ("99352", "Algérie", "Alger"),
    ("99350", "Maroc", "Rabat"),
    ("99351", "Tunisie", "Tunis"),
    ("99139", "Portugal", "Lisbonne"),
    ("99134", "Espagne", "Madrid"),
    ("99131", "Belgique", "Bruxelles"),
    ("99341", "Sénégal", "Dakar"),
)
"""Code INSEE of the country, its name, a town."""
