"""Our icons: strokes on a grid of 24, drawn for the portal."""

from __future__ import annotations

ICONES: dict[str, tuple[str, ...]] = {
    "coche": ("M5 12.5l4.5 4.5L19 7",),
    "coche-cercle": ("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M8 12.2l2.8 2.8L16 9.6"),
    "croix-cercle": ("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M9 9l6 6", "M15 9l-6 6"),
    "alerte": ("M12 4L2.8 20h18.4z", "M12 10v4.5", "M12 17.3v.2"),
    "info": ("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M12 11v5.5", "M12 7.6v.2"),
    "interdit": ("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M5.8 5.8l12.4 12.4"),
    "sablier": ("M7 3h10", "M7 21h10", "M8 3v3.5L12 12l4-5.5V3", "M8 21v-3.5L12 12l4 5.5V21"),
    "recu": ("M4 13v6h16v-6", "M12 4v10", "M8 10.5l4 4 4-4"),
    "retour": ("M9 7l-5 5 5 5", "M4 12h10a5 5 0 0 1 0 10h-2"),
    "envoyer": ("M4 14v5h16v-5", "M12 15V4", "M8 8l4-4 4 4"),
    "telecharger": ("M4 16v4h16v-4", "M12 4v11", "M8 11.5l4 4 4-4"),
    "fichier": ("M6 3h8l4 4v14H6z", "M14 3v4h4", "M9 12h6", "M9 16h6"),
    "compte": ("M4 20V9l8-5 8 5v11z", "M9 20v-6h6v6"),
    "personne": ("M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8z", "M4 21c.6-4 3.8-6 8-6s7.4 2 8 6"),
    "chevron": ("M6 9.5l6 6 6-6",),
    "fleche": ("M5 12h13", "M13 7l5 5-5 5"),
    "loupe": ("M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z", "M15.5 15.5L20.5 20.5"),
    "aide": (
        "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
        "M9.6 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.5-1.2 1-1.2 2",
        "M12 17v.2",
    ),
    "horloge": ("M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M12 7v5.2l3.4 2"),
    "courriel": ("M3 6h18v12H3z", "M3 7l9 6.5L21 7"),
    "cadenas": ("M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"),
    "crayon": ("M4 20l1-4.2L16 4.8l3.2 3.2L8.2 19z", "M14 7l3 3"),
}
"""Name → the ``d`` of each path."""
