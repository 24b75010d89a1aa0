"""A safe environment of production."""

from __future__ import annotations

import base64

SURS = {
    "ENVIRONNEMENT": "production",
    "SECRET_KEY": "k3y-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    "CLE_CHIFFREMENT": "a:" + base64.b64encode(bytes(range(100, 132))).decode(),
    "CLE_EMPREINTE": base64.b64encode(bytes(range(150, 182))).decode(),
    "DATABASE_URL": "postgresql://accrochage:secret@base.exemple.fr/accrochage",
    "URL_PORTAIL": "https://accrochage.exemple.fr",
    "SMTP_HOTE": "smtp.exemple.fr",
    "COURRIEL_EXPEDITEUR": "Accrochage <accrochage@exemple.fr>",
}
