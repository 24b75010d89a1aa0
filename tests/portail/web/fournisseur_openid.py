"""An OpenID Connect provider in a process of its own, of ProConnect's shape; no code of ours.

``python fournisseur_openid.py CLIENT SECRET RETOUR`` prints its address, then serves. POST JSON to
``/essai`` sets who logs in next (``personne``) and how the provider misbehaves (``faute``).
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, RETOUR = sys.argv[1:4] if __name__ == "__main__" else ("", "", "")
CLE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
AUTRE_CLE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ESSAI: dict[str, Any] = {"personne": {}, "faute": ""}
CODES: dict[str, dict[str, str]] = {}
ACCES: dict[str, dict[str, Any]] = {}


class Fournisseur(BaseHTTPRequestHandler):
    """One request."""

    def do_GET(self) -> None:
        chemin = urlsplit(self.path)
        demande = {cle: valeurs[0] for cle, valeurs in parse_qs(chemin.query).items()}
        match chemin.path:
            case "/.well-known/openid-configuration":
                self.json(decouverte(self.racine()), 500 if ESSAI["faute"] == "panne" else 200)
            case "/cles":
                publique = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(CLE.public_key()))
                self.json({"keys": [{**publique, "kid": "cle-1", "alg": "RS256", "use": "sig"}]})
            case "/autoriser":
                self.autoriser(demande)
            case "/infos":
                self.infos()
            case "/fin":
                self.fin(demande)
            case _:
                self.json({}, 404)

    def do_POST(self) -> None:
        corps = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/essai":
            ESSAI.update({"faute": "", **json.loads(corps)})
            self.json({})
        elif self.path == "/jeton":
            self.jeton({cle: valeurs[0] for cle, valeurs in parse_qs(corps).items()})
        else:
            self.json({}, 404)

    def autoriser(self, demande: dict[str, str]) -> None:
        """The person agrees at once."""
        juste = (
            demande.get("response_type") == "code"
            and demande.get("client_id") == CLIENT
            and demande.get("redirect_uri") == RETOUR
            and demande.get("code_challenge_method") == (None if ESSAI["faute"] == "sans_pkce" else "S256")
            and "openid" in demande.get("scope", "").split()
            and min(len(demande.get("state", "")), len(demande.get("nonce", ""))) >= 32
        )
        if not juste:
            return self.json({"error": "invalid_request"}, 400)
        reponse = {"state": demande["state"], "iss": self.racine()}
        if ESSAI["faute"] == "refus":
            reponse["error"] = "access_denied"
        else:
            code = reponse["code"] = secrets.token_urlsafe(24)
            CODES[code] = demande
        self.vers(f"{RETOUR}?{urlencode(reponse)}")
        return None

    def fin(self, demande: dict[str, str]) -> None:
        """Close the session of the person the token names, and come back."""
        try:
            jwt.decode(demande["id_token_hint"], CLE.public_key(), ["RS256"], audience=CLIENT)
        except (KeyError, jwt.PyJWTError):
            return self.json({"error": "invalid_request"}, 400)
        self.vers(f"{demande['post_logout_redirect_uri']}?{urlencode({'state': demande['state']})}")
        return None

    def vers(self, adresse: str) -> None:
        self.send_response(302)
        self.send_header("Location", adresse)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def jeton(self, demande: dict[str, str]) -> None:
        """The code, once, from who asked for it and can prove it."""
        origine = CODES.pop(demande.get("code", ""), None)
        preuve = hashlib.sha256(demande.get("code_verifier", "").encode()).digest()
        defi = base64.urlsafe_b64encode(preuve).rstrip(b"=").decode()
        juste = (
            origine is not None
            and demande.get("grant_type") == "authorization_code"
            and demande.get("redirect_uri") == RETOUR
            and (demande.get("client_id"), demande.get("client_secret")) == (CLIENT, SECRET)
            and origine.get("code_challenge", defi) == defi
        )
        if not juste:
            return self.json({"error": "invalid_grant"}, 400)
        acces = secrets.token_urlsafe(24)
        ACCES[acces] = dict(ESSAI["personne"])
        reponse = {"access_token": acces, "token_type": "Bearer", "expires_in": 60}
        if ESSAI["faute"] != "sans_jeton":
            reponse["id_token"] = self.signer(self.revendications(origine["nonce"]))
        return self.json(reponse)

    def revendications(self, nonce: str) -> dict[str, Any]:
        faute, maintenant = ESSAI["faute"], int(time.time())
        destinataires = {"destinataire": "un-autre", "destinataires": [CLIENT, "un-autre"]}
        dites = {
            "iss": "http://ailleurs.test" if faute == "emetteur" else self.racine(),
            "aud": destinataires.get(faute, CLIENT),
            "sub": ESSAI["personne"].get("sub"),
            "iat": maintenant,
            "exp": maintenant + (-600 if faute == "perime" else 60),
            "nonce": "rejeu" if faute == "nonce" else nonce,
        }
        if faute == "sans_fin":
            del dites["exp"]
        if faute == "sans_nonce":
            del dites["nonce"]
        return dites

    def infos(self) -> None:
        """Who it is: signed, as ProConnect does, or plain."""
        personne = ACCES.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
        if personne is None:
            return self.json({"error": "invalid_token"}, 401)
        match ESSAI["faute"]:
            case "redirection":
                self.vers(f"{self.racine()}/ailleurs")
            case "enorme":
                self.repondre(b"x" * 5_000_000, "application/jwt")
            case "lent":
                self.goutte()
            case "infos_en_clair":
                self.json(personne)
            case "infos_bizarres":
                self.json(["rien"])
            case faute:
                autre = {"sub": "quelqu’un d’autre"} if faute == "sujet" else {}
                self.infos_signees({**personne, **autre})
        return None

    def infos_signees(self, personne: dict[str, Any]) -> None:
        commun = {"iss": self.racine(), "aud": CLIENT, "exp": int(time.time()) + 60}
        self.repondre(self.signer({**commun, **personne}).encode(), "application/jwt")

    def goutte(self) -> None:
        """An answer that never ends: a byte now and then, as long as somebody listens."""
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(b" ")
                time.sleep(0.02)

    def signer(self, revendications: dict[str, Any]) -> str:
        faute = ESSAI["faute"]
        if faute == "sans_signature":
            return jwt.encode(revendications, "", algorithm="none", headers={"kid": "cle-1"})
        if faute == "secret_partage":
            return jwt.encode(revendications, SECRET, algorithm="HS256", headers={"kid": "cle-1"})
        cle = AUTRE_CLE if faute == "signature" else CLE
        return jwt.encode(revendications, cle, algorithm="RS256", headers={"kid": "cle-1"})

    def racine(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def json(self, contenu: Any, code: int = 200) -> None:
        self.repondre(json.dumps(contenu).encode(), "application/json", code)

    def repondre(self, octets: bytes, genre: str, code: int = 200) -> None:
        self.send_response(code)
        self.send_header("Content-Type", genre)
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def decouverte(racine: str) -> dict[str, Any]:
    publiee = {
        "issuer": "http://ailleurs.test" if ESSAI["faute"] == "configuration" else racine,
        "authorization_endpoint": f"{racine}/autoriser",
        "token_endpoint": f"{racine}/jeton",
        "userinfo_endpoint": f"{racine}/infos",
        "jwks_uri": f"{racine}/cles",
        "end_session_endpoint": f"{racine}/fin",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }
    if ESSAI["faute"] != "sans_pkce":
        publiee["code_challenge_methods_supported"] = ["S256"]
    return publiee


if __name__ == "__main__":
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Fournisseur)
    sys.stdout.write(f"http://127.0.0.1:{serveur.server_address[1]}\n")
    sys.stdout.flush()
    serveur.serve_forever()
